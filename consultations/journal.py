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
    # Windows, bilan, versions of points, objections
    WINDOW_ADDED = "window_added", _("a ajouté une fenêtre à la concertation")
    WINDOW_MOVED = "window_moved", _("a changé les dates d’une fenêtre de la concertation")
    WINDOW_REMOVED = "window_removed", _("a retiré une fenêtre de la concertation")
    REPORT_WRITTEN = "report_written", _("a modifié le bilan de la concertation")
    REPORT_PUBLISHED = "report_published", _("a publié le bilan de la concertation")
    POINT_RESTORED = "point_restored", _("a repris une version d’un point de synthèse")
    OBJECTION_FILED = "objection_filed", _("a contesté un point de synthèse")
    OBJECTION_ANSWERED = "objection_answered", _("a répondu à une objection")
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
