from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Department, ElectedMember, Municipality, Organisation, Person
from actors.models.dated import ValidOnDay, ends_after_start
from essportal.constraints import one_of


class BodyKind(models.TextChoices):
    FOLLOW_UP = "comite_de_suivi", _("comité de suivi")
    EXTRA_MUNICIPAL = "commission_extra_municipale", _("commission extra-municipale")
    TERRITORY = "comite_de_territoire", _("comité de territoire")
    STEERING = "comite_de_pilotage", _("comité de pilotage")
    TECHNICAL = "comite_technique", _("comité technique")
    INTER_DEPARTMENT = "groupe_inter_services", _("groupe inter-services")
    PROJECT = "groupe_projet", _("groupe projet")


class Body(models.Model):
    """An *instance*: people named for a time, who meet, give opinions and decide. It never outlives its mandate."""

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("nature"), max_length=30, choices=BodyKind)
    name = models.CharField(_("nom"), max_length=200)
    purpose = models.TextField(_("ce qu’elle fait"), blank=True)
    founding_act = models.CharField(_("acte de création"), max_length=300, blank=True)
    municipalities = models.ManyToManyField(Municipality, blank=True, verbose_name=_("communes"))
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    is_public = models.BooleanField(_("composition et séances publiques"), default=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True, help_text=_("En nombre de sièges."))
    documents_days = models.PositiveSmallIntegerField(
        _("délai d’envoi des documents"), default=5, help_text=_("En jours avant la séance.")
    )

    objects = ValidOnDay.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [one_of("kind", BodyKind, name="body_kind_known"), ends_after_start("body")]
        verbose_name = _("instance")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("consultations:body", args=[self.slug])


class College(models.Model):
    """Those who sit for the same reason: the authority, the networks, the residents…"""

    body = models.ForeignKey(Body, models.CASCADE, related_name="colleges")
    rank = models.PositiveSmallIntegerField(_("rang"))
    name = models.CharField(_("collège"), max_length=150)
    places = models.PositiveSmallIntegerField(_("nombre de sièges"), null=True, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "rank"], name="college_rank_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["body", "name"], name="college_name_once"),
        ]
        verbose_name = _("collège")

    def __str__(self):
        return self.name


class Seat(models.Model):
    """Between two dates, a place in a college, held for an organisation, a mandate or a department."""

    college = models.ForeignKey(College, models.PROTECT, related_name="seats")
    # Nobody yet: the organisation, or the department, has still to name someone.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="seats")
    mandate = models.ForeignKey(ElectedMember, models.PROTECT, null=True, blank=True, related_name="seats")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="seats")
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = ValidOnDay.as_manager()

    class Meta:
        ordering = ["college__rank", "pk"]
        constraints = [
            ends_after_start("seat"),
            models.CheckConstraint(
                name="seat_is_held_for_one_reason",
                condition=Q(organisation__isnull=False, mandate__isnull=True, department__isnull=True)
                | Q(organisation__isnull=True, mandate__isnull=False, department__isnull=True)
                | Q(organisation__isnull=True, mandate__isnull=True, department__isnull=False),
            ),
        ]
        verbose_name = _("siège")

    def __str__(self):
        return str(self.organisation or self.mandate or self.department)
