from django.db import models
from django.db.models import Q


class ValidOnDay(models.QuerySet):
    """Facts with dates: what a person may do follows from what is valid that day."""

    def valid_on(self, day):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
