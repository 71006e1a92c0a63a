from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """Each label ends the sentence "Sacha Spécimen …"."""

    # Consultations, meetings, synthesis
    CONSULTATION_OPENED = "consultation_opened", _("a préparé une concertation")
    CONSULTATION_REVISED = "consultation_revised", _("a modifié le cadre de la concertation")
    CONSULTATION_PUBLISHED = "consultation_published", _("a publié le cadre de la concertation")
    MEETING_PREPARED = "meeting_prepared", _("a préparé une rencontre")
    MEETING_REVISED = "meeting_revised", _("a modifié une rencontre")
    MEETING_ANNOUNCED = "meeting_announced", _("a annoncé une rencontre")
    MEETING_HELD = "meeting_held", _("a noté qu’une rencontre s’est tenue")
    MEETING_CANCELLED = "meeting_cancelled", _("a annulé une rencontre")
    POINT_CREATED = "point_created", _("a créé un point de synthèse")
    POINT_REVISED = "point_revised", _("a modifié un point de synthèse")
    POINT_PUBLISHED = "point_published", _("a publié un point de synthèse")
    CONTRIBUTIONS_GATHERED = "contributions_gathered", _("a rassemblé des contributions dans un point de synthèse")
    CONTRIBUTION_UNGATHERED = "contribution_ungathered", _("a retiré une contribution d’un point de synthèse")
    # Typing and moderation
    CONTRIBUTION_TYPED = "contribution_typed", _("a saisi une contribution")
    CONTRIBUTION_UNTYPED = "contribution_untyped", _("a retiré une saisie")
    CONTRIBUTION_PUBLISHED = "contribution_published", _("a publié une contribution")
    CONTRIBUTION_SET_ASIDE = "contribution_set_aside", _("a écarté une contribution")
    # What people do with their own words
    CONTRIBUTION_FILED = "contribution_filed", _("a déposé une contribution")
    CONTRIBUTION_WITHDRAWN = "contribution_withdrawn", _("a retiré une contribution")
    CONTRIBUTION_ERASED = "contribution_erased", _("a effacé une contribution")
    NAME_CONSENT_CHANGED = "name_consent_changed", _("a dit si son nom peut être affiché")
    # Bodies, minutes and decisions
    BODY_CREATED = "body_created", _("a créé une instance")
    BODY_REVISED = "body_revised", _("a modifié une instance")
    BODY_DISSOLVED = "body_dissolved", _("a dissous une instance")
    COUNCIL_TERM_NOTED = "council_term_noted", _("a noté un mandat du conseil")
    COUNCIL_TERM_REVISED = "council_term_revised", _("a modifié un mandat du conseil")
    SEAT_NAMED = "seat_named", _("a pourvu un siège")
    SEAT_REPLACED = "seat_replaced", _("a remplacé quelqu’un dans un siège")
    SEAT_ENDED = "seat_ended", _("a mis fin à un siège")
    SEAT_WITHDRAWN = "seat_withdrawn", _("a retiré un siège noté par erreur")
    MINUTES_OPENED = "minutes_opened", _("a ouvert le compte rendu")
    MINUTES_WRITTEN = "minutes_written", _("a rédigé le compte rendu")
    MINUTES_SENT = "minutes_sent", _("a envoyé le compte rendu aux présents")
    MINUTES_CORRECTION_PROPOSED = "minutes_correction_proposed", _("a proposé une correction au compte rendu")
    MINUTES_CORRECTION_SETTLED = "minutes_correction_settled", _("a répondu à une correction du compte rendu")
    MINUTES_APPROVED = "minutes_approved", _("a noté l’approbation du compte rendu")
    MINUTES_ERRATUM_ADDED = "minutes_erratum_added", _("a joint un erratum au compte rendu")
    DECISION_TAKEN = "decision_taken", _("a inscrit une décision")
    DECISION_REVISED = "decision_revised", _("a modifié une décision")
    DECISION_DROPPED = "decision_dropped", _("a retiré une décision du projet de compte rendu")
    DECISION_FOLLOWED = "decision_followed", _("a noté la suite d’une décision")
