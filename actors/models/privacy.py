import calendar
from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models.people import Person
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused

MONTHS, MORE_MONTHS = 1, 2  # RGPD, article 12-3: one month, and two more when the request is complex


def months_later(day: date, count: int) -> date:
    """The same day of a later month, or the last day of that month when it is shorter."""
    rank = day.month - 1 + count
    year, month = day.year + rank // 12, rank % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(person=user) if user.is_authenticated else self.none()


class Consent(models.Model):
    """An agreement given or taken back: the words that were read, and when. The proof outlives what it allowed."""

    app_may = {"select": True, "insert": True}

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    given = models.BooleanField(_("donné"))
    words = models.TextField(_("texte lu"))
    about = models.CharField(_("à propos de"), max_length=20, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(name="consent_says_to_what", condition=~Q(words=""))]
        triggers = [
            pgtrigger.Protect(name="consents_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("consentement")

    def __str__(self):
        return gettext("accord donné") if self.given else gettext("accord retiré")


class RequestKind(models.TextChoices):
    ACCESS = "access", _("accès aux données")
    RECTIFICATION = "rectification", _("rectification")
    OBJECTION = "objection", _("opposition")
    ERASURE = "erasure", _("effacement")
    OTHER = "other", _("autre demande")


class RequestStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("à vérifier")
    RECEIVED = "received", _("en cours")
    ANSWERED = "answered", _("répondue")
    CLOSED = "closed", _("close")


NEXT = {
    RequestStatus.UNCONFIRMED: {RequestStatus.RECEIVED},
    RequestStatus.RECEIVED: {RequestStatus.ANSWERED, RequestStatus.CLOSED},
    RequestStatus.ANSWERED: {RequestStatus.CLOSED},
    RequestStatus.CLOSED: set(),
}


class DataRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The DPO reads those whose address is proved; each one reads theirs."""
        if not user.is_authenticated:
            return self.none()
        if user.is_dpo:
            return self.exclude(status=RequestStatus.UNCONFIRMED)
        return self.filter(person=user).exclude(status=RequestStatus.UNCONFIRMED)

    def waiting(self):
        return self.filter(status=RequestStatus.RECEIVED)


class DataRequest(models.Model):
    """Someone asks about their data. The clock starts when their address is proved: one month, three at most."""

    reference = models.CharField(max_length=16, unique=True, null=True, editable=False)
    kind = models.CharField(_("votre demande"), max_length=14, choices=RequestKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="data_requests")
    email = models.EmailField(_("adresse électronique"), blank=True)
    name = models.CharField(_("prénom et nom"), max_length=120, blank=True)
    text = models.TextField(_("ce que vous demandez"), blank=True)
    status = models.CharField(max_length=12, choices=RequestStatus, default=RequestStatus.UNCONFIRMED)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_on = models.DateField(_("réponse due le"), null=True)
    extension_reason = models.TextField(_("pourquoi il faut plus de temps"), blank=True)
    extended_at = models.DateTimeField(null=True)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_note = models.TextField(_("ce qui a été fait"), blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            one_of("kind", RequestKind, name="data_request_kind_known"),
            one_of("status", RequestStatus, name="data_request_status_known"),
            models.CheckConstraint(
                name="data_request_received_has_a_clock",
                condition=Q(status="unconfirmed", reference__isnull=True, due_on__isnull=True)
                | ~Q(status="unconfirmed")
                & Q(reference__isnull=False, received_at__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="data_request_extended_has_moment",
                condition=Q(extension_reason="") | Q(extended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="data_request_answered_has_moment",
                condition=~Q(status="answered") | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="data_request_closed_has_moment",
                condition=~Q(status="closed") | Q(closed_at__isnull=False),
            ),
        ]
        verbose_name = _("demande sur les données")

    def __str__(self):
        return gettext("Demande %(reference)s") % {"reference": self.reference or "…"}

    def get_absolute_url(self):
        return reverse("actors:data-request", args=[self.reference])

    @property
    def is_waiting(self):
        return self.status == RequestStatus.RECEIVED

    @property
    def days_left(self) -> int:
        return (self.due_on - clock.today()).days

    @property
    def is_late(self):
        return self.is_waiting and self.days_left < 0

    @property
    def can_be_extended(self):
        """Once, and before the first month is over."""
        return self.is_waiting and self.extended_at is None and not self.is_late

    def move_to(self, status):
        if status not in NEXT[self.status]:
            raise Refused(gettext("Cette demande est %(status)s.") % {"status": self.get_status_display()})
        self.status = status
