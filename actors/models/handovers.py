from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models.organisations import Organisation
from essportal import clock

DAYS = 14


class HandOverQuerySet(models.QuerySet):
    def open(self):
        since = clock.now() - timedelta(days=DAYS)
        return self.filter(taken_at=None, closed_at=None, offered_at__gt=since)

    def visible_to(self, user):
        """Those who speak for the organisation, and the team, know what was offered; nobody else."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_ess_team else self.filter(Q(offered_by=user) | Q(organisation__in=user.organisation_ids))

    def offered_to(self, user):
        """An address proved by a code is the only key: the link in the e-mail opens nothing by itself."""
        return self.open().filter(email__iexact=user.email) if user.is_authenticated else self.none()


class HandOver(models.Model):
    """A representative offers someone, by their address, to speak for the organisation; it lapses after two weeks."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="handovers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    email = models.EmailField(_("adresse électronique"))
    function = models.CharField(_("fonction"), max_length=100, blank=True)
    giver_leaves = models.BooleanField(_("je cesse alors de la représenter"), default=False)
    offered_at = models.DateTimeField(default=clock.now, editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="handover_taken_or_closed", condition=Q(taken_at__isnull=True) | Q(closed_at__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(taken_at__isnull=True, closed_at__isnull=True),
                name="handover_once_to_an_address",
            ),
        ]
        verbose_name = _("passage de relais")

    def __str__(self):
        return f"{self.organisation} → {self.email}"

    def get_absolute_url(self):
        return reverse("actors:take-over", args=[self.pk])

    @property
    def lapses_on(self):
        return self.offered_at + timedelta(days=DAYS)
