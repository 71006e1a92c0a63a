"""An invitation by e-mail: one address, one use, fourteen days, and what it will give."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models.dated import ends_after_start
from actors.models.departments import Department, Rank
from actors.models.facts import FactKind
from actors.models.organisations import Organisation
from actors.models.people import PostKind, council_of
from actors.models.territory import Municipality
from essportal import clock
from essportal.constraints import one_of

LIFE = timedelta(days=14)
# An address that asked for nothing receives little: not twice in a quarter of an hour.
PAUSE = timedelta(minutes=15)
_signer = signing.Signer(sep=".", salt="actors.invitation")


def draw() -> str:
    return secrets.token_urlsafe(16)


def in_two_weeks():
    return clock.now() + LIFE


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and (user.is_ess_team or user.is_administrator) else self.none()

    def waiting(self):
        """Neither accepted nor revoked; it may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def for_person(self, person):
        """Those that this person may still accept."""
        addresses = person.emailaddress_set.filter(verified=True).values("email")
        return self.waiting().filter(email__in=addresses, expires_at__gt=clock.now())

    def behind(self, token):
        """The one that this address of an e-mail opens: what the address holds is never stored."""
        try:
            return self.filter(drawn=_signer.unsign(token))
        except signing.BadSignature:
            return self.none()


class Invitation(models.Model):
    """Only a draw is stored: the address sent is the draw signed by the portal, and dies when it is drawn again."""

    email = models.EmailField(_("adresse de courriel"))
    name = models.CharField(_("prénom et nom"), max_length=120, blank=True)
    drawn = models.CharField(max_length=32, default=draw, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(default=in_two_weeks)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=Q(accepted_at=None, revoked_at=None), name="invitation_one_waiting_by_address"
            ),
            models.CheckConstraint(
                name="invitation_accepted_or_revoked",
                condition=Q(accepted_at=None, accepted_by=None) | Q(accepted_by__isnull=False, revoked_at=None),
            ),
        ]
        verbose_name = _("invitation")

    def __str__(self):
        return self.name or self.email

    def get_absolute_url(self):
        return reverse("actors:invitation", args=[self.pk])

    @property
    def address(self):
        """What the e-mail leads to."""
        return reverse("actors:invited", args=[_signer.sign(self.drawn)])

    @property
    def is_waiting(self):
        return self.accepted_at is None and self.revoked_at is None

    @property
    def is_expired(self):
        return self.is_waiting and clock.now() >= self.expires_at

    @property
    def is_open(self):
        return self.is_waiting and not self.is_expired

    @property
    def has_just_left(self):
        return clock.now() < self.sent_at + PAUSE

    @property
    def look(self):
        """The known word whose look its state takes."""
        if self.accepted_at:
            return "acceptée"
        if self.revoked_at:
            return "annulée"
        return "suspendue" if self.is_expired else "en attente"

    def get_status_display(self):
        if self.accepted_at:
            return _("acceptée")
        if self.revoked_at:
            return _("annulée")
        return _("expirée") if self.is_expired else _("en attente")


class InvitedFact(models.Model):
    """What accepting will note of the person, in the shape of the fact to come."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="facts")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=20, choices=FactKind)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True)
    department = models.ForeignKey(Department, models.CASCADE, null=True)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True)
    kind = models.CharField(max_length=20, choices=PostKind, blank=True)
    rank = models.CharField(max_length=12, choices=Rank, blank=True)
    title = models.CharField(max_length=150, blank=True)
    delegation = models.CharField(max_length=150, blank=True)
    commission = models.CharField(max_length=150, blank=True)
    function = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("sort", FactKind, name="invited_fact_sort_known"),
            one_of("kind", PostKind, name="invited_fact_post_known", or_empty=True),
            one_of("rank", Rank, name="invited_fact_rank_known", or_empty=True),
            ends_after_start("invited_fact"),
            models.CheckConstraint(
                name="invited_fact_says_what",
                condition=Q(sort="representative", organisation__isnull=False)
                | Q(sort="mandate") & ~Q(title="")
                | Q(sort="agent", department__isnull=False)
                | Q(sort="correspondent", department__isnull=False) & ~Q(rank="")
                | Q(sort="post") & ~Q(kind=""),
            ),
        ]
        verbose_name = _("fait à noter")

    def __str__(self):
        return self.get_sort_display()

    @property
    def council(self):
        """The commune's, or the authority's own."""
        return council_of(self.municipality)

    @property
    def summary(self):
        """In the words of the fact to come."""
        said = {
            FactKind.REPRESENTATIVE: _("représentant de %(organisation)s"),
            FactKind.MANDATE: _("élu : %(title)s"),
            FactKind.AGENT: _("agent, %(department)s"),
            FactKind.CORRESPONDENT: _("correspondant ESS %(rank)s, %(department)s"),
            FactKind.POST: _("poste : %(post)s"),
        }[self.sort]
        return said % {
            "organisation": self.organisation,
            "title": self.title,
            "department": self.department,
            "rank": self.get_rank_display(),
            "post": self.get_kind_display(),
        }
