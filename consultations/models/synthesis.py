from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models.consultations import Consultation
from consultations.models.contributions import Contribution
from essportal.constraints import one_of


class PointStatus(models.TextChoices):
    CONSENSUS = "consensus", _("consensus")
    NUANCE = "nuance", _("nuance")
    DISAGREEMENT = "disagreement", _("désaccord")


class SynthesisPointQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self
        return self.filter(published_at__isnull=False)


class SynthesisPoint(models.Model):
    """What several contributions say together. The raw texts stay whole beside it."""

    reference = models.CharField(max_length=8, unique=True, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="points")
    title = models.CharField(_("titre"), max_length=150)
    text = models.TextField(_("texte"))
    status = models.CharField(_("portée"), max_length=12, choices=PointStatus, default=PointStatus.CONSENSUS)
    is_collective = models.BooleanField(_("partagé par plusieurs"), default=True)
    contributions = models.ManyToManyField(Contribution, through="Gathering", related_name="points")
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = SynthesisPointQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        constraints = [one_of("status", PointStatus, name="point_status_known")]
        verbose_name = _("point de synthèse")
        verbose_name_plural = _("points de synthèse")

    def __str__(self):
        return self.title


class Gathering(models.Model):
    """A contribution belongs to a point, and perhaps to several."""

    point = models.ForeignKey(SynthesisPoint, models.CASCADE, related_name="gatherings")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="gatherings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "contribution"], name="gathering_once")]
        verbose_name = _("rattachement")

    def __str__(self):
        return f"{self.contribution_id} → {self.point_id}"
