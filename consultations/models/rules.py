from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.consultations import Consultation, Permission
from essportal.constraints import one_of

# Without a date of its own, a consultation answers within this delay of its close.
DAYS_TO_ANSWER = 90
HOURS_TO_CORRECT = 24


class Moderation(models.TextChoices):
    BEFORE = "before", _("avant la publication")
    AFTER = "after", _("après la publication")


class RulesQuerySet(models.QuerySet):
    def of(self, consultation):
        """Those that the team set, else the ordinary ones."""
        return getattr(consultation, "rules", None) or Rules(consultation=consultation)


class Rules(models.Model):
    """How the words are received in one consultation; without a row, the ordinary rules hold."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="rules")
    moderation = models.CharField(
        _("l’équipe lit les contributions"), max_length=8, choices=Moderation, default=Moderation.BEFORE
    )
    hours_to_correct = models.PositiveSmallIntegerField(
        _("heures pour corriger après le dépôt"),
        default=HOURS_TO_CORRECT,
        validators=[MaxValueValidator(720)],
        help_text=_("0 : on ne corrige pas. Après la fermeture des contributions, plus personne ne corrige."),
    )
    answers_on = models.DateField(
        _("date à laquelle la collectivité aura répondu"),
        null=True,
        blank=True,
        help_text=_("Elle est écrite sur chaque reçu. Sans date : 90 jours après la fermeture des contributions."),
    )

    objects = RulesQuerySet.as_manager()

    class Meta:
        constraints = [one_of("moderation", Moderation, name="rules_moderation_known")]
        verbose_name = _("règles de la concertation")

    def __str__(self):
        return f"{self.consultation_id}, {self.get_moderation_display()}"

    def answer_expected_on(self, contribution):
        """The day by which its author can count on a reply."""
        if self.answers_on:
            return self.answers_on
        windows = self.consultation.windows.filter(permission=Permission.CONTRIBUTE)
        closes = max((window.last_moment for window in windows), default=contribution.filed_at)
        return timezone.localdate(max(closes, contribution.filed_at)) + timedelta(days=DAYS_TO_ANSWER)

    def may_correct_until(self, contribution):
        return contribution.filed_at + timedelta(hours=self.hours_to_correct)
