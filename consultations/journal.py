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
    # Capture at the tables, and what is typed in one go
    CAPTURE_OPENED = "capture_opened", _("a ouvert la capture des tables")
    CAPTURE_RENEWED = "capture_renewed", _("a refait l’adresse de capture d’une table")
    CAPTURE_CLOSED = "capture_closed", _("a fermé la capture d’une table")
    IDEA_CAPTURED = "idea_captured", _("a reçu une idée saisie à une table")
    IDEA_TAKEN_BACK = "idea_taken_back", _("a retiré une idée, reprise par la table qui l’avait saisie")
    BATCH_UNDONE = "batch_undone", _("a défait une saisie entière")
