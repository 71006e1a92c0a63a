from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models.contributions import Contribution
from essportal.constraints import one_of


class CharterReason(models.TextChoices):
    """The reasons the charter gives for hiding words; there is no other."""

    OFF_TOPIC = "hors_sujet", _("Elle ne porte pas sur le sujet de la concertation.")
    INSULT = "propos_illicites", _("Elle contient une injure, une discrimination ou un propos contraire à la loi.")
    PERSONAL_DATA = "donnees_personnelles", _("Elle donne des informations personnelles sur quelqu’un d’autre.")
    ADVERTISING = "publicite", _("C’est une publicité ou un démarchage.")
    DUPLICATE = "doublon", _("La même contribution a déjà été déposée.")
    UNREADABLE = "illisible", _("Elle ne peut pas être lue ou comprise.")

    @property
    def in_short(self):
        return SHORT[self]


SHORT = {
    CharterReason.OFF_TOPIC: _("hors du sujet de la concertation"),
    CharterReason.INSULT: _("injure, discrimination ou propos contraire à la loi"),
    CharterReason.PERSONAL_DATA: _("informations personnelles sur quelqu’un d’autre"),
    CharterReason.ADVERTISING: _("publicité ou démarchage"),
    CharterReason.DUPLICATE: _("déjà déposé"),
    CharterReason.UNREADABLE: _("illisible"),
}

# A passage is masked for what it says, a message for how it speaks: the other reasons are about a whole text.
OF_A_PASSAGE = [CharterReason.INSULT, CharterReason.PERSONAL_DATA]
OF_A_MESSAGE = [CharterReason.OFF_TOPIC, CharterReason.INSULT, CharterReason.PERSONAL_DATA, CharterReason.ADVERTISING]


class RulingKind(models.TextChoices):
    SET_ASIDE = "set_aside", _("mise à l’écart")
    MASKED = "masked", _("passage masqué")


class Verdict(models.TextChoices):
    UPHELD = "upheld", _("décision maintenue")
    OVERTURNED = "overturned", _("décision annulée")


class RulingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(lifted_at=None)

    def appealed(self):
        """Those whose author waits for the team's answer."""
        return self.filter(appealed_at__isnull=False, answered_at=None)


class Ruling(models.Model):
    """What the team decided about someone's words, with a reason of the charter; its author may appeal once."""

    app_may = {
        "select": True,
        "insert": True,
        "update": ["lifted_at", "appeal", "appealed_at", "verdict", "answer", "answered_by", "answered_at"],
    }

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="rulings")
    kind = models.CharField(max_length=10, choices=RulingKind)
    motive = models.CharField(_("motif de la charte"), max_length=24, choices=CharterReason)
    sentence = models.TextField(_("phrase à la personne"), blank=True)
    # [field, start, end], counted in the words as they were filed: the passage itself is written nowhere else.
    spans = models.JSONField(default=list, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    appeal = models.TextField(_("recours"), blank=True)
    appealed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    answer = models.TextField(_("réponse au recours"), blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        indexes = [
            models.Index(
                fields=["appealed_at"], condition=Q(appealed_at__isnull=False, answered_at=None), name="appeals"
            )
        ]
        constraints = [
            one_of("kind", RulingKind, name="ruling_kind_known"),
            one_of("motive", CharterReason, name="ruling_motive_known"),
            models.CheckConstraint(name="ruling_masks_something", condition=~Q(kind="masked") | ~Q(spans=[])),
            models.CheckConstraint(name="ruling_appeal_says_something", condition=Q(appealed_at=None) | ~Q(appeal="")),
            models.CheckConstraint(
                name="ruling_answered_after_appeal",
                condition=Q(answered_at=None, verdict="")
                | Q(answered_at__gte=F("appealed_at"), verdict__in=Verdict.values) & ~Q(answer=""),
            ),
        ]
        verbose_name = _("décision de modération")
        verbose_name_plural = _("décisions de modération")

    def __str__(self):
        return f"{self.contribution_id}, {self.get_kind_display()}"

    @property
    def motive_in_short(self):
        return CharterReason(self.motive).in_short

    @property
    def is_appealed(self):
        return self.appealed_at is not None

    @property
    def waits_for_an_answer(self):
        return self.is_appealed and self.answered_at is None

    @property
    def may_be_appealed(self):
        return not self.is_appealed and self.lifted_at is None
