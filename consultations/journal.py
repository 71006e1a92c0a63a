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
    # Questionnaires and votes of priorities: what was answered or voted is never here
    QUESTIONNAIRE_PREPARED = "questionnaire_prepared", _("a préparé un questionnaire")
    QUESTIONNAIRE_REVISED = "questionnaire_revised", _("a modifié un questionnaire")
    QUESTIONNAIRE_OPENED = "questionnaire_opened", _("a ouvert un questionnaire")
    QUESTIONNAIRE_CLOSED = "questionnaire_closed", _("a fermé un questionnaire")
    QUESTIONNAIRE_RESULTS_PUBLISHED = "questionnaire_results_published", _("a publié les résultats d’un questionnaire")
    QUESTIONNAIRE_DROPPED = "questionnaire_dropped", _("a abandonné un questionnaire")
    ANSWERS_TYPED = "answers_typed", _("a saisi une réponse à un questionnaire")
    PRIORITISATION_PREPARED = "prioritisation_prepared", _("a préparé un vote de priorités")
    PRIORITISATION_REVISED = "prioritisation_revised", _("a modifié un vote de priorités")
    PRIORITISATION_OPENED = "prioritisation_opened", _("a ouvert un vote de priorités")
    PRIORITISATION_CLOSED = "prioritisation_closed", _("a fermé un vote de priorités")
    PRIORITISATION_DROPPED = "prioritisation_dropped", _("a abandonné un vote de priorités")
    BALLOT_TYPED = "ballot_typed", _("a saisi le bulletin d’une table")
