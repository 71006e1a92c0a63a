from datetime import datetime, time, timedelta

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models.consultations import Consultation, Permission
from consultations.models.contributions import Contribution
from essportal import clock
from essportal.constraints import one_of
from essportal.models import READ_AND_ADD
from essportal.search import FRENCH, Plain


class PointStatus(models.TextChoices):
    CONSENSUS = "consensus", _("consensus")
    NUANCE = "nuance", _("nuance")
    DISAGREEMENT = "disagreement", _("désaccord")


POINT_WORDS = SearchVector(Plain("title"), weight="A", config=FRENCH) + SearchVector(
    Plain("text"), weight="B", config=FRENCH
)


class SynthesisPointQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self
        return self.filter(published_at__isnull=False, consultation__in=Consultation.objects.visible_to(user))


class SynthesisPoint(models.Model):
    """What several contributions say together. The raw texts stay whole beside it."""

    reference = models.CharField(max_length=8, unique=True, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="points")
    title = models.CharField(_("titre"), max_length=150)
    text = models.TextField(_("texte"), blank=True)
    status = models.CharField(_("portée"), max_length=12, choices=PointStatus, default=PointStatus.CONSENSUS)
    is_collective = models.BooleanField(_("partagé par plusieurs"), default=True)
    contributions = models.ManyToManyField(Contribution, through="Gathering", related_name="points")
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = SynthesisPointQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        indexes = [GinIndex(POINT_WORDS, name="point_words")]
        constraints = [
            one_of("status", PointStatus, name="point_status_known"),
            models.CheckConstraint(
                name="published_point_says_something", condition=Q(published_at__isnull=True) | ~Q(text="")
            ),
        ]
        verbose_name = _("point de synthèse")
        verbose_name_plural = _("points de synthèse")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:synthesis-point", args=[self.reference])

    def objections_until(self, windows=None):
        """When objections close; None when they are not open now. `windows` spare a query to whoever has them."""
        if not self.published_at:
            return None
        now = clock.now()
        last_day = clock.day_of(self.published_at) + timedelta(days=self.consultation.objection_days)
        own = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time()))
        windows = self.consultation.windows.all() if windows is None else windows
        ends = [
            window.closes_at
            for window in windows
            if window.permission == Permission.OBJECT and window.opens_at <= now < window.closes_at
        ]
        return max([*ends, *([own] if own > now else [])], default=None)


class PointVersion(models.Model):
    """The words of a point at one time. Each save adds one; none is ever changed, and a restored one is a new one."""

    app_may = READ_AND_ADD

    point = models.ForeignKey(SynthesisPoint, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=PointStatus)
    is_collective = models.BooleanField()
    reason = models.CharField(_("pourquoi ce changement"), max_length=300, blank=True)
    restored = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["point", "number"], name="point_version_once"),
            one_of("status", PointStatus, name="point_version_status_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="point_versions_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("version d’un point")

    def __str__(self):
        return f"{self.point_id}, {self.number}"


class ReadMark(models.Model):
    """Someone of the team has read this contribution at the synthesis desk."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="read_mark")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lecture")

    def __str__(self):
        return str(self.contribution_id)


class Likeness(models.Model):
    """Two contributions of a consultation that say nearly the same thing, and how nearly (pg_trgm, from 0 to 1)."""

    one = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    other = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="likeness_once"),
            models.CheckConstraint(name="likeness_has_an_order", condition=Q(one__lt=F("other"))),
        ]
        indexes = [models.Index(fields=["other"], name="likeness_other")]
        verbose_name = _("proximité")

    def __str__(self):
        return f"{self.one_id} ≈ {self.other_id}"


class Gathering(models.Model):
    """A contribution belongs to a point, and perhaps to several."""

    point = models.ForeignKey(SynthesisPoint, models.CASCADE, related_name="gatherings")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="gatherings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "contribution"], name="gathering_once")]
        verbose_name = _("rattachement")

    def __str__(self):
        return f"{self.contribution_id} → {self.point_id}"
