from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Contribution
from essportal import clock

# Two weeks, unless the plan says otherwise.
VISA_DAYS = 10


class PlanQuerySet(models.QuerySet):
    def current(self):
        """The plan being written, else the latest one; None before the first."""
        return self.order_by("-starts_on", "-pk").first()


class Plan(models.Model):
    """One plan of the authority, over a few years. Plans follow one another; versions' numbers run on through all."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    starts_on = models.DateField(_("début"))
    ends_on = models.DateField(_("fin"))
    cutoff_on = models.DateField(
        _("date d’arrêt"),
        null=True,
        blank=True,
        help_text=_("Les contributions publiées jusqu’à ce jour doivent avoir une réponse avant la soumission."),
    )
    visa_days = models.PositiveSmallIntegerField(
        _("délai des visas"),
        default=VISA_DAYS,
        help_text=_("En jours ouvrés : passé ce délai, le silence d’une direction vaut accord."),
    )
    consultations = models.ManyToManyField(Consultation, related_name="plans", verbose_name=_("concertations"))

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(name="plan_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))),
            models.CheckConstraint(name="plan_visas_leave_a_day", condition=Q(visa_days__gte=1)),
        ]
        verbose_name = _("plan")

    def __str__(self):
        return self.title

    @cached_property
    def depths(self) -> dict[int, "Level"]:
        return {level.depth: level for level in self.levels.all()}

    @property
    def outline_levels(self) -> list[tuple[str, str]]:
        """Its levels as people name them, the widest first."""
        return [(level.name, level.abbreviation) for level in self.levels.all()]

    @property
    def abbreviations(self) -> dict[int | str, str]:
        """What numbers begin with, by depth; measures have their own, wherever they stand."""
        measures = next((level.abbreviation for level in self.depths.values() if level.has_sheet), "")
        return {**{depth: level.abbreviation for depth, level in self.depths.items()}, "measure": measures or "M"}

    def contributions(self):
        """All the published contributions of the consultations attached to this plan."""
        return Contribution.objects.published().filter(consultation__plans=self)

    def in_time(self):
        """Those published on or before the *date d'arrêt* (all of them while none is set): the gate counts these."""
        if self.cutoff_on is None:
            return self.contributions()
        return self.contributions().filter(published_at__date__lte=self.cutoff_on)

    def late(self):
        """Those received after it: due before the next submission."""
        return self.contributions().exclude(pk__in=self.in_time())


class Level(models.Model):
    """A level of the outline and its names: Axe, Objectif, Mesure. Measures carry a sheet."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="levels")
    depth = models.PositiveSmallIntegerField(_("profondeur"))
    name = models.CharField(_("nom"), max_length=40)
    abbreviation = models.CharField(_("abréviation"), max_length=4, blank=True)
    has_sheet = models.BooleanField(_("porte une fiche"), default=False)

    class Meta:
        ordering = ["depth"]
        constraints = [models.UniqueConstraint(fields=["plan", "depth"], name="level_depth_once")]
        verbose_name = _("niveau")

    def __str__(self):
        return self.name


class Stage(models.Model):
    """A step of the process, between two days; the home page draws them as a thread."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stages")
    rank = models.PositiveSmallIntegerField(_("rang"))
    title = models.CharField(_("titre"), max_length=100)
    text = models.CharField(_("texte"), max_length=250, blank=True)
    starts_on = models.DateField(_("début"))
    ends_on = models.DateField(_("fin"))

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "rank"], name="stage_rank_once"),
            models.CheckConstraint(name="stage_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
        ]
        verbose_name = _("étape")

    def __str__(self):
        return self.title

    @property
    def is_now(self):
        return self.starts_on <= clock.today() <= self.ends_on

    @property
    def is_to_come(self):
        return self.starts_on > clock.today()
