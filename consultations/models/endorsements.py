from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Organisation, Person
from consultations.models.contributions import Contribution


class EndorsementQuerySet(models.QuerySet):
    def shown(self):
        """One an organisation: a sheet that was merged speaks through the one that was kept."""
        told = ("contribution_id", "by_id", "at", "organisation__name", "organisation__slug", "organisation__status")
        return self.filter(organisation__merged_into=None).select_related("organisation").only(*told)


class Endorsement(models.Model):
    """An organisation says that it holds the same. It is taken back by deleting the row: the journal remembers."""

    app_may = {"select": True, "insert": True, "delete": True, "update": ["organisation"]}

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="endorsements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="endorsements")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "organisation"], name="endorsement_once_per_organisation")
        ]
        verbose_name = _("soutien")

    def __str__(self):
        return f"{self.organisation_id} → {self.contribution_id}"
