from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SetUp(models.Model):
    """The set-up of a portal founded empty: one row, made when its first person takes the key."""

    app_may = {"select": True, "insert": True, "update": ["skipped", "closed_at"]}

    opened_at = models.DateTimeField()
    skipped = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="one_set_up", condition=Q(pk=1))]
        verbose_name = _("mise en route")

    def __str__(self):
        return str(self._meta.verbose_name)
