import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models.consultations import Consultation
from essportal.models import READ_AND_ADD


class FrameRevision(models.Model):
    """What changed in a frame that everyone could read: which words or dates, when, by whom and why."""

    app_may = READ_AND_ADD

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="revisions")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(_("pourquoi ce changement"), max_length=300)
    # [{"what": a field, "questions" or "window:<permission>", "before": words, "after": words}]
    changes = models.JSONField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="frame_revision_says_why", condition=~models.Q(reason="")),
        ]
        triggers = [
            pgtrigger.Protect(name="frame_revisions_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("révision du cadre")

    def __str__(self):
        return self.reason


class ClosingReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.is_ess_team:
            return self
        visible = Consultation.objects.visible_to(user)
        return self.filter(published_at__isnull=False, consultation__in=visible)


class ClosingReport(models.Model):
    """The *bilan* of a consultation: what its team writes, around figures that are fixed when it is published."""

    app_may = {"select": True, "insert": True, "update": True}

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="report")
    conduct = models.TextField(_("comment la concertation s’est déroulée"), blank=True)
    attendance = models.TextField(_("qui a pris part, qui a manqué"), blank=True)
    synthesis = models.TextField(_("ce qui en ressort"), blank=True)
    outcome = models.TextField(_("ce qui a été retenu, et pourquoi le reste ne l’a pas été"), blank=True)
    figures = models.JSONField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ClosingReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="published_report_holds_its_figures",
                condition=models.Q(published_at__isnull=True) | models.Q(figures__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_reports_stay",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.published_at IS NOT NULL"),
            ),
        ]
        verbose_name = _("bilan de la concertation")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.consultation_id}"
