from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.identifiers import written
from actors.models.organisations import Organisation
from actors.models.territory import Municipality


class Establishment(models.Model):
    """A place where an organisation works. One of them is its head office, at most."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="establishments")
    siret = models.CharField(_("SIRET"), max_length=14, null=True, blank=True, unique=True)
    name = models.CharField(_("enseigne"), max_length=200, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("commune"))
    is_head = models.BooleanField(_("siège"), default=False)
    is_open = models.BooleanField(_("en activité"), default=True)

    class Meta:
        ordering = ["-is_head", "name", "pk"]
        constraints = [
            models.CheckConstraint(name="establishment_siret_is_14_digits", condition=Q(siret__regex=r"^[0-9]{14}$")),
            models.UniqueConstraint(fields=["organisation"], condition=Q(is_head=True), name="one_head_office"),
        ]
        verbose_name = _("établissement")

    def __str__(self):
        return self.name or self.written_siret

    @property
    def written_siret(self):
        return written(self.siret or "")
