from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from plans.models.plan import Plan
from plans.models.versions import Version


class LastRead(models.Model):
    """The version of a plan that someone read to its end last: they alone see it, and it goes with their account."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "plan"], name="last_read_once_per_plan")]
        verbose_name = _("dernière lecture")

    def __str__(self):
        return f"{self.person_id}: {self.version_id}"
