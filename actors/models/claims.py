from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models.organisations import Organisation
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused


class ClaimStatus(models.TextChoices):
    WAITING = "waiting", _("en attente")
    ASKED = "asked", _("à compléter")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    WITHDRAWN = "withdrawn", _("retirée")


OPEN = [ClaimStatus.WAITING, ClaimStatus.ASKED]
SETTLED = {ClaimStatus.ACCEPTED, ClaimStatus.REFUSED, ClaimStatus.WITHDRAWN}
NEXT = {
    ClaimStatus.WAITING: {ClaimStatus.ASKED, *SETTLED},
    ClaimStatus.ASKED: {ClaimStatus.WAITING, *SETTLED},
    ClaimStatus.ACCEPTED: set(),
    ClaimStatus.REFUSED: set(),
    ClaimStatus.WITHDRAWN: set(),
}


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_ess_team else self.filter(person=user)

    def open(self):
        return self.filter(status__in=OPEN)


class Claim(models.Model):
    """Someone says: I speak for this organisation. The team looks, then accepts, refuses, or asks for more."""

    app_may = {"select": True, "insert": True, "update": True}

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="claims")
    # The sheet came with the claim: accepting one verifies the other.
    registers = models.BooleanField(_("inscription"), default=False)
    function = models.CharField(_("fonction"), max_length=100, blank=True)
    note = models.TextField(_("message à l’équipe"), blank=True)
    status = models.CharField(max_length=12, choices=ClaimStatus, default=ClaimStatus.WAITING)
    filed_at = models.DateTimeField(default=clock.now, editable=False)
    # What the team last said: the question asked, or why it refuses.
    reason = models.TextField(_("réponse de l’équipe"), blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-filed_at", "-pk"]
        constraints = [
            one_of("status", ClaimStatus, name="claim_status_known"),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(status__in=OPEN), name="claim_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(registers=True, status__in=OPEN),
                name="claim_one_registration_of_a_sheet",
            ),
            models.CheckConstraint(
                name="claim_said_why", condition=~Q(status__in=["asked", "refused"]) | ~Q(reason="")
            ),
        ]
        verbose_name = _("demande")

    def __str__(self):
        return f"{self.person}, {self.organisation}"

    def get_absolute_url(self):
        return reverse("actors:my-claim", args=[self.pk])

    @property
    def is_open(self):
        return self.status in OPEN

    def move_to(self, status):
        if status not in NEXT[self.status]:
            raise Refused(
                gettext("Cette demande est %(status)s. Rechargez la page pour la voir telle qu’elle est.")
                % {"status": self.get_status_display()}
            )
        self.status = status


class SheetDraft(models.Model):
    """What someone began to write about their organisation, as typed: read by them only, gone once filed."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sheet_draft")
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("brouillon de fiche")

    def __str__(self):
        return str(self.typed.get("name", ""))


class CorrectionStatus(models.TextChoices):
    WAITING = "waiting", _("en attente")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class CorrectionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=CorrectionStatus.WAITING)


class Correction(models.Model):
    """What a representative asks to change in what identifies their organisation; the team decides."""

    app_may = {"select": True, "insert": True, "update": True}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="corrections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Field → what is asked, as the database keeps it.
    fields = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=CorrectionStatus, default=CorrectionStatus.WAITING)
    filed_at = models.DateTimeField(default=clock.now, editable=False)
    reason = models.TextField(_("réponse de l’équipe"), blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-filed_at", "-pk"]
        constraints = [
            one_of("status", CorrectionStatus, name="correction_status_known"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(status="waiting"), name="correction_one_waiting_a_sheet"
            ),
            models.CheckConstraint(name="correction_refused_says_why", condition=~Q(status="refused") | ~Q(reason="")),
        ]
        verbose_name = _("correction demandée")

    def __str__(self):
        return f"{self.organisation}, {self.get_status_display()}"
