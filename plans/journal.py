from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Each label ends the sentence "Sacha Spécimen …"."""

    PLAN_OPENED = "plan_opened", _("a ouvert un plan")
    PLAN_REVISED = "plan_revised", _("a modifié le cadre du plan")
    CALENDAR_SET = "calendar_set", _("a fixé le calendrier du plan")
    CLAUSE_ADDED = "clause_added", _("a ajouté une clause")
    CLAUSE_REVISED = "clause_revised", _("a réécrit une clause")
    CLAUSE_MOVED = "clause_moved", _("a déplacé une clause")
    CLAUSE_CLOSED = "clause_closed", _("a retiré une clause du plan")
    SUCCESSION_OPENED = "succession_opened", _("a fait partir un plan du précédent")
    FATE_DECIDED = "fate_decided", _("a décidé ce que devient une clause du plan précédent")
    ACCOUNT_PUBLISHED = "account_published", _("a publié ce que deviennent les clauses du plan précédent")
    TEXT_RECEIVED = "text_received", _("a lu un texte à importer dans le plan")
    TEXT_IMPORTED = "text_imported", _("a importé un texte dans le plan")
    TEXT_DROPPED = "text_dropped", _("a abandonné l’import d’un texte")
    SOURCE_WITHDRAWN = "source_withdrawn", _("a retiré une contribution qui nourrissait une clause")
    REPLY_WRITTEN = "reply_written", _("a répondu à une contribution")
    REPLIES_PUBLISHED = "replies_published", _("a publié les réponses")
    VERSION_FROZEN = "version_frozen", _("a gelé une version")
    VERSION_SUBMITTED = "version_submitted", _("a soumis une version à relecture")
    REVIEW_CLOSED = "review_closed", _("a clos la relecture")
    SENT_TO_COUNCIL = "sent_to_council", _("a soumis une version à délibération")
    DELIBERATION_RECORDED = "deliberation_recorded", _("a enregistré la délibération")
    FORMALITIES_RECORDED = "formalities_recorded", _("a noté la transmission ou la publication d’une délibération")
    REMARK_LEFT = "remark_left", _("a laissé une remarque")
    REMARK_ANSWERED = "remark_answered", _("a répondu à une remarque")
    OPINION_GIVEN = "opinion_given", _("a rendu son avis")
    AMENDMENT_FILED = "amendment_filed", _("a déposé un amendement")
    AMENDMENT_COSIGNED = "amendment_cosigned", _("a cosigné un amendement")
    SIGNATURE_TAKEN_BACK = "signature_taken_back", _("a retiré sa signature d’un amendement")
    AMENDMENT_ADVISED = "amendment_advised", _("a donné une recommandation sur un amendement")
    AMENDMENT_DECIDED = "amendment_decided", _("a enregistré la décision sur un amendement")
    AMENDMENT_WITHDRAWN = "amendment_withdrawn", _("a retiré un amendement")
