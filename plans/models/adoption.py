import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from essportal import clock
from essportal.constraints import one_of
from plans.models.versions import Version


class DeliberationOutcome(models.TextChoices):
    ADOPTED = "adopted", _("adoptée")
    REJECTED = "rejected", _("rejetée")


class Deliberation(models.Model):
    """The council's vote on a version. For, against and abstentions never exceed the voters, nor these the members."""

    app_may = {
        "select": True,
        "insert": True,
        "update": ["transmitted_on", "receipt_number", "published_on"],
    }

    version = models.ForeignKey(Version, models.PROTECT, related_name="deliberations")
    number = models.CharField(_("numéro"), max_length=40, unique=True)
    session_on = models.DateField(_("date de la séance"))
    assembly = models.CharField(_("assemblée"), max_length=100)
    object = models.CharField(_("objet"), max_length=300)
    rapporteur = models.CharField(_("rapporteur"), max_length=150, blank=True)
    # A string: 7.10 is not 7.1.
    subject_code = models.CharField(_("matière ACTES"), max_length=10, blank=True)
    in_office = models.PositiveSmallIntegerField(_("membres en exercice"))
    present = models.PositiveSmallIntegerField(_("présents"))
    proxies = models.PositiveSmallIntegerField(_("pouvoirs"), default=0)
    voters = models.PositiveSmallIntegerField(_("votants"))
    votes_for = models.PositiveSmallIntegerField(_("pour"))
    votes_against = models.PositiveSmallIntegerField(_("contre"))
    abstentions = models.PositiveSmallIntegerField(_("abstentions"))
    not_taking_part = models.PositiveSmallIntegerField(_("ne prennent pas part au vote"), default=0)
    outcome = models.CharField(_("résultat"), max_length=10, choices=DeliberationOutcome)
    transmitted_on = models.DateField(_("transmise le"), null=True, blank=True)
    receipt_number = models.CharField(_("accusé de réception"), max_length=60, blank=True)
    published_on = models.DateField(_("publiée le"), null=True, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-session_on", "-pk"]
        constraints = [
            one_of("outcome", DeliberationOutcome, name="deliberation_outcome_known"),
            models.CheckConstraint(
                name="deliberation_votes_within_voters",
                condition=Q(voters__gte=F("votes_for") + F("votes_against") + F("abstentions")),
                violation_error_message=_("Pour, contre et abstentions dépassent le nombre de votants."),
            ),
            models.CheckConstraint(
                name="deliberation_voters_within_office",
                condition=Q(in_office__gte=F("voters")),
                violation_error_message=_("Il y a plus de votants que de membres en exercice."),
            ),
            models.CheckConstraint(
                name="deliberation_present_within_office",
                condition=Q(in_office__gte=F("present") + F("proxies")),
                violation_error_message=_("Présents et pouvoirs dépassent le nombre de membres en exercice."),
            ),
            models.CheckConstraint(
                name="deliberation_voters_are_there",
                condition=Q(present__gte=F("voters") - F("proxies")),
                violation_error_message=_("Il y a plus de votants que de présents et de pouvoirs."),
            ),
            models.CheckConstraint(
                name="deliberation_adopted_by_most",
                condition=~Q(outcome="adopted") | Q(votes_for__gt=F("votes_against")),
                violation_error_message=_("Une délibération adoptée a plus de voix pour que de voix contre."),
            ),
            models.CheckConstraint(
                name="deliberation_transmitted_after_session",
                condition=Q(transmitted_on__isnull=True) | Q(transmitted_on__gte=F("session_on")),
                violation_error_message=_("La transmission ne peut précéder la séance."),
            ),
            models.CheckConstraint(
                name="deliberation_published_after_session",
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("session_on")),
                violation_error_message=_("La publication ne peut précéder la séance."),
            ),
            models.CheckConstraint(
                name="deliberation_receipt_of_what_was_transmitted",
                condition=Q(receipt_number="") | Q(transmitted_on__isnull=False),
                violation_error_message=_("L’accusé de réception suppose une date de transmission."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="deliberations_stay", operation=pgtrigger.Delete)]
        verbose_name = _("délibération")

    def __str__(self):
        return self.number

    def clean(self):
        if self.session_on and self.session_on > clock.today():
            raise ValidationError(
                {"session_on": _("La séance n’a pas encore eu lieu : enregistrez le vote après elle.")}
            )

    @property
    def formalities(self) -> dict:
        """What is done after the vote, and may be noted later than it."""
        return {name: getattr(self, name) for name in ("transmitted_on", "receipt_number", "published_on")}

    @property
    def enforceable_on(self):
        """Enforceable once published and transmitted (CGCT L2131-1)."""
        if self.published_on and self.transmitted_on:
            return max(self.published_on, self.transmitted_on)
        return None
