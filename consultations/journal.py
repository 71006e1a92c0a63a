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
    # Meetings: who is expected, who came
    REGISTERED = "registered", _("a inscrit quelqu’un à une rencontre")
    REGISTRATION_REVISED = "registration_revised", _("a modifié une inscription")
    REGISTRATION_CANCELLED = "registration_cancelled", _("a annulé une inscription")
    REGISTRATION_PROMOTED = "registration_promoted", _("a libéré une place pour la liste d’attente")
    ATTENDANCE_NOTED = "attendance_noted", _("a noté une présence")
    MEETING_INVITED = "meeting_invited", _("a envoyé des invitations")
    MEETING_UNINVITED = "meeting_uninvited", _("a retiré une invitation")
    MEETING_DOCUMENT_SENT = "meeting_document_sent", _("a envoyé un document")
    MEETING_DOCUMENT_WITHDRAWN = "meeting_document_withdrawn", _("a retiré un document")
    SERIES_OPENED = "series_opened", _("a créé une série de rencontres")
    SERIES_REVISED = "series_revised", _("a modifié une série de rencontres")
    CALENDAR_KEY_DRAWN = "calendar_key_drawn", _("a créé une adresse d’agenda")
    CALENDAR_KEY_REVOKED = "calendar_key_revoked", _("a révoqué une adresse d’agenda")
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
    CONTRIBUTION_CORRECTED = "contribution_corrected", _("a corrigé une contribution dans le délai")
    # Rules, rulings and appeals
    RULES_SET = "rules_set", _("a changé les règles de la concertation")
    CONTRIBUTION_READ = "contribution_read", _("a lu une contribution déjà publiée")
    PASSAGE_MASKED = "passage_masked", _("a masqué un passage")
    PASSAGE_UNMASKED = "passage_unmasked", _("a démasqué un passage")
    RULING_APPEALED = "ruling_appealed", _("a contesté une décision de modération")
    APPEAL_ANSWERED = "appeal_answered", _("a répondu à un recours")
    # Supports and discussion
    CONTRIBUTION_ENDORSED = "contribution_endorsed", _("a soutenu une contribution")
    ENDORSEMENT_TAKEN_BACK = "endorsement_taken_back", _("a repris un soutien")
    COMMENT_LEFT = "comment_left", _("a laissé un message")
    COMMENT_TAKEN_BACK = "comment_taken_back", _("a retiré un message")
    COMMENT_HIDDEN = "comment_hidden", _("a masqué un message")
    COMMENT_SHOWN = "comment_shown", _("a montré de nouveau un message")
    DISCUSSION_CLOSED = "discussion_closed", _("a clos une discussion")
    DISCUSSION_REOPENED = "discussion_reopened", _("a rouvert une discussion")
