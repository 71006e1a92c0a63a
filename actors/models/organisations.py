from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models.departments import PolicyArea
from actors.models.territory import Municipality
from essportal.constraints import one_of


class Kind(models.TextChoices):
    """The ESS families of the law of 2014 (art. 1), then the partners, who are never counted as ESS."""

    ASSOCIATION = "association", _("association")
    COOPERATIVE = "cooperative", _("coopérative")
    MUTUAL = "mutual", _("mutuelle")
    FOUNDATION = "foundation", _("fondation")
    COMMERCIAL = "commercial", _("société commerciale de l’ESS")
    PARTNER = "partner", _("partenaire")


class OrganisationStatus(models.TextChoices):
    TO_VERIFY = "to_verify", _("à vérifier")
    VERIFIED = "verified", _("vérifiée")
    REFUSED = "refused", _("refusée")
    ARCHIVED = "archived", _("archivée")


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self
        verified = Q(status=OrganisationStatus.VERIFIED)
        if not user.is_authenticated:
            return self.filter(verified)
        return self.filter(verified | Q(pk__in=user.organisation_ids))

    def verified(self):
        return self.filter(status=OrganisationStatus.VERIFIED)


class Organisation(models.Model):
    """An organisation of the ESS, a network of them, or a partner. No identifier is mandatory."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    status = models.CharField(max_length=20, choices=OrganisationStatus, default=OrganisationStatus.TO_VERIFY)
    kind = models.CharField(_("famille"), max_length=20, choices=Kind)
    is_network = models.BooleanField(_("tête de réseau"), default=False)
    legal_form = models.CharField(_("forme juridique"), max_length=100, blank=True)
    legal_category = models.CharField(_("catégorie juridique"), max_length=4, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, null=True, blank=True, unique=True)
    rna = models.CharField(_("RNA"), max_length=10, null=True, blank=True, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("commune"))
    activity = models.CharField(_("activité"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    policy_areas = models.ManyToManyField(PolicyArea, blank=True, verbose_name=_("compétences"))
    size_band = models.CharField(_("tranche d’effectif"), max_length=2, blank=True)
    is_esus = models.BooleanField(_("agrément ESUS"), default=False)
    members = models.ManyToManyField("self", through="NetworkMembership", symmetrical=False, related_name="networks")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("status", OrganisationStatus, name="organisation_status_known"),
            one_of("kind", Kind, name="organisation_kind_known"),
            models.CheckConstraint(name="organisation_siret_is_14_digits", condition=Q(siret__regex=r"^[0-9]{14}$")),
        ]
        verbose_name = _("organisation")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:organisation", args=[self.slug])

    @property
    def is_verified(self):
        return self.status == OrganisationStatus.VERIFIED

    @property
    def written_siret(self):
        """Read by threes, then the five figures of the establishment."""
        siret = self.siret or ""
        return "\N{NO-BREAK SPACE}".join(part for part in (siret[:3], siret[3:6], siret[6:9], siret[9:]) if part)

    @property
    def nature(self):
        """What it is, in words, as shown after its name."""
        return self.legal_form or self.get_kind_display()


class NetworkMembership(models.Model):
    """An organisation belongs to a network, between two dates (the end is open)."""

    network = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Organisation, models.PROTECT, related_name="network_memberships")
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "member", "starts_on"], name="membership_once_a_day"),
            models.CheckConstraint(name="membership_of_another", condition=~Q(network=models.F("member"))),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]
        verbose_name = _("adhésion")

    def __str__(self):
        return f"{self.member} → {self.network}"
