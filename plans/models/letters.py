from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation
from essportal.models import READ_AND_ADD
from plans.models.versions import Version


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team, and those who speak for the organisation today."""
        if not user.is_authenticated:
            return self.none()
        if user.is_ess_team:
            return self
        return self.filter(organisation__in=user.organisation_ids)


class Letter(models.Model):
    """An organisation was told what became of what it said, once for a version. Its words are the version's replies."""

    app_may = READ_AND_ADD

    version = models.ForeignKey(Version, models.PROTECT, related_name="letters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="letters")
    written_at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-version", "organisation"]
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="letter_once_per_version")]
        verbose_name = _("lettre")

    def __str__(self):
        return f"{self.version_id} → {self.organisation_id}"
