from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models.dated import ValidOnDay, ends_after_start


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class ClosableQuerySet(models.QuerySet):
    """What is closed is offered no more, and stays wherever it was chosen."""

    def open(self):
        return self.filter(closed_on__isnull=True)

    def open_or_in(self, chosen):
        """What a form offers: those that are open, and those already chosen there."""
        return self.filter(Q(closed_on__isnull=True) | Q(pk__in=chosen))


class PolicyArea(models.Model):
    """A competence of the authority: the ESS touches each of them."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    closed_on = models.DateField(_("fermée le"), null=True, blank=True)

    objects = ClosableQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="policy_area_name_once",
                violation_error_message=_("Une compétence porte déjà ce nom."),
            )
        ]
        verbose_name = _("compétence")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:policy-area", args=[self.slug])


class Department(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=150)
    policy_areas = models.ManyToManyField(
        PolicyArea, blank=True, related_name="departments", verbose_name=_("compétences")
    )
    closed_on = models.DateField(_("fermée le"), null=True, blank=True)

    objects = ClosableQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="department_name_once",
                violation_error_message=_("Une direction porte déjà ce nom."),
            )
        ]
        verbose_name = _("direction")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actors:department", args=[self.slug])


class Rank(models.TextChoices):
    HOLDER = "holder", _("titulaire")
    SUBSTITUTE = "substitute", _("suppléant")


class Correspondent(models.Model):
    """Who carries the ESS in a department. Two holders never overlap: the database refuses it."""

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="correspondents", verbose_name=_("direction")
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="correspondences")
    rank = models.CharField(_("rang"), max_length=12, choices=Rank, default=Rank.HOLDER)
    starts_on = models.DateField(_("depuis"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = ValidOnDay.as_manager()

    class Meta:
        constraints = [
            ends_after_start("correspondent"),
            models.CheckConstraint(name="correspondent_rank_known", condition=Q(rank__in=["holder", "substitute"])),
            ExclusionConstraint(
                name="one_correspondent_of_a_rank_at_a_time",
                expressions=[
                    ("department", RangeOperators.EQUAL),
                    ("rank", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        verbose_name = _("correspondant ESS")

    def __str__(self):
        return f"{self.person}, {self.department}"

    @property
    def summary(self):
        return _("correspondant ESS %(rank)s, %(department)s") % {
            "rank": self.get_rank_display(),
            "department": self.department,
        }
