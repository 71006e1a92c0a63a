"""Facts with dates: what a person may do follows from what is valid that day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ValidOnDay(models.QuerySet):
    def valid_on(self, day):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def overlapping(self, starts_on, ends_on):
        """Those that share at least one day with this time (its end may be open)."""
        found = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        return found.filter(starts_on__lte=ends_on) if ends_on else found


def ends_after_start(fact: str) -> models.CheckConstraint:
    """The last day counts: a fact may last one day, never less."""
    return models.CheckConstraint(
        name=f"{fact}_ends_after_start",
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        violation_error_message=_("La fin vient avant le début."),
    )
