from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essportal import clock
from essportal.constraints import one_of


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self
        return self.filter(published_at__isnull=False, published_at__lte=clock.now())

    def permitting(self, permission):
        """Consultations with a window open now that declares this permission."""
        now = clock.now()
        return self.filter(
            Q(windows__permission=permission, windows__opens_at__lte=now, windows__closes_at__gt=now)
        ).distinct()


class Consultation(models.Model):
    """A process of co-construction: its frame says what is asked, what is open, who decides, what is promised."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    question = models.TextField(_("question posée"))
    open_points = models.TextField(_("ce qui est ouvert"), help_text=_("Une ligne par point."))
    closed_points = models.TextField(_("ce qui ne se négocie pas"), help_text=_("Une ligne par point."))
    who_decides = models.TextField(_("qui décide"), help_text=_("Une ligne par instance."))
    commitments = models.TextField(_("engagements de la collectivité"), help_text=_("Une ligne par engagement."))
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    # Besides the windows that permit it: each point may be contested this long after its own publication.
    objection_days = models.PositiveSmallIntegerField(
        _("jours pour contester un point de synthèse"),
        default=15,
        validators=[MaxValueValidator(365)],
        help_text=_("Après sa publication, et tant qu’une fenêtre « contester la synthèse » est ouverte."),
    )
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("concertation")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:consultation", args=[self.slug])

    def permits(self, permission) -> bool:
        now = clock.now()
        return self.windows.filter(permission=permission, opens_at__lte=now, closes_at__gt=now).exists()


class Permission(models.TextChoices):
    CONTRIBUTE = "contribute", _("contribuer")
    SUPPORT = "support", _("soutenir")
    DISCUSS = "discuss", _("discuter")
    PRIORITISE = "prioritise", _("prioriser")
    OBJECT = "object", _("contester la synthèse")
    ANSWER = "answer", _("répondre aux questionnaires")


class MomentRange(Func):
    function = "tstzrange"
    output_field = DateTimeRangeField()


class Window(models.Model):
    """Between two moments, a consultation permits one thing. The closing moment itself is outside."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="windows")
    permission = models.CharField(_("permet de"), max_length=20, choices=Permission)
    opens_at = models.DateTimeField(_("ouvre le"))
    closes_at = models.DateTimeField(_("ferme le"))

    class Meta:
        ordering = ["opens_at", "permission"]
        constraints = [
            one_of("permission", Permission, name="window_permission_known"),
            models.CheckConstraint(name="window_closes_after_opening", condition=Q(closes_at__gt=F("opens_at"))),
            ExclusionConstraint(
                name="windows_of_a_permission_never_overlap",
                expressions=[
                    ("consultation", RangeOperators.EQUAL),
                    ("permission", RangeOperators.EQUAL),
                    (
                        MomentRange(
                            "opens_at", "closes_at", RangeBoundary(inclusive_lower=True, inclusive_upper=False)
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        verbose_name = _("fenêtre")

    def __str__(self):
        return f"{self.get_permission_display()}, {self.opens_at:%d/%m/%Y}"

    @property
    def last_moment(self):
        """The last second inside: what closes at midnight is open "until" the day before."""
        return self.closes_at - timedelta(seconds=1)


class Question(models.Model):
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="questions")
    rank = models.PositiveSmallIntegerField(_("rang"))
    title = models.CharField(_("question"), max_length=250)
    help = models.TextField(_("précision"), blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "rank"], name="question_rank_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
        verbose_name = _("question")

    def __str__(self):
        return self.title
