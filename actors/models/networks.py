from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from actors.models.dated import ValidOnDay
from actors.models.organisations import Organisation
from essportal import clock


class MembershipQuerySet(ValidOnDay):
    def between(self, network, member, starts_on, ends_on):
        """Those of the same member in the same network that share a day with these dates."""
        found = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), network=network, member=member)
        return found if ends_on is None else found.filter(starts_on__lte=ends_on)


class NetworkMembership(models.Model):
    """An organisation belongs to a network, between two dates (the end is open)."""

    network = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Organisation, models.PROTECT, related_name="network_memberships")
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "member", "starts_on"], name="membership_once_a_day"),
            models.CheckConstraint(name="membership_of_another", condition=~Q(network=F("member"))),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]
        verbose_name = _("adhésion")

    def __str__(self):
        return f"{self.member} → {self.network}"

    @property
    def is_running(self):
        day = clock.today()
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)
