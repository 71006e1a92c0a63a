import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from actors.models.organisations import Organisation
from essportal import clock


class Merge(models.Model):
    """Two sheets of one organisation became one. What moved is written here, so that it can move back."""

    app_may = {"select": True, "insert": True, "update": ["undone_at", "undone_by"]}

    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    # Field → [before, after], of the sheet kept; then of the other one.
    kept_fields = models.JSONField(default=dict)
    merged_fields = models.JSONField(default=dict)
    # "app.model.field" → the ids of the rows that moved.
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="merge_of_two_sheets", condition=~Q(kept=F("merged"))),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merge_one_running_a_sheet"
            ),
            models.CheckConstraint(
                name="merge_undone_by_someone",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="merges_stay", operation=pgtrigger.Delete),
        ]
        verbose_name = _("fusion de fiches")

    def __str__(self):
        return f"{self.merged} → {self.kept}"
