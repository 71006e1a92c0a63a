from django.db import models

from actors.models import Person
from consultations.models.contributions import Contribution


class Batch(models.Model):
    """What was typed in one go, so that it can be undone in one go."""

    key = models.UUIDField(unique=True)
    typed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    contributions = models.ManyToManyField(Contribution, related_name="batches")

    class Meta:
        ordering = ["-typed_at", "-pk"]

    def __str__(self):
        return str(self.key)
