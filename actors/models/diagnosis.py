import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models.people import Person
from actors.models.territory import Municipality
from essportal import clock
from essportal.constraints import one_of


class Breakdown(models.TextChoices):
    """In what the figures are told apart."""

    WHOLE = "whole", _("ensemble")
    FAMILY = "family", _("famille")
    MUNICIPALITY = "municipality", _("commune")
    SIZE = "size", _("taille")
    SECTOR = "sector", _("secteur d’activité")


class DiagnosisQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_ess_team else self.published()

    def published(self):
        return self.filter(published_at__isnull=False)


class Diagnosis(models.Model):
    """A dated edition of the panorama that opens the process. Once published it stays, to be compared with the next."""

    title = models.CharField(_("titre"), max_length=150)
    figures_on = models.DateField(_("date des chiffres"), help_text=_("Le jour que décrivent les chiffres."))
    source = models.CharField(
        _("source des chiffres"),
        max_length=300,
        help_text=_("Qui les a comptés, dans quel fichier, à quelle date."),
    )
    introduction = models.TextField(_("ce qu’il faut en retenir"), blank=True)
    counted_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        ordering = ["-figures_on", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="published_diagnosis_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]
        verbose_name = _("diagnostic")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("actors:diagnosis-edition", args=[self.pk])

    @property
    def is_published(self):
        return self.published_at is not None


STAYS_WITH_ITS_EDITION = """
    IF EXISTS (
        SELECT FROM actors_diagnosis
        WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.diagnosis_id ELSE OLD.diagnosis_id END
        AND published_at IS NOT NULL
    )
    THEN RAISE EXCEPTION 'this diagnosis is published' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
"""


def stays(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=STAYS_WITH_ITS_EDITION,
    )


class Figure(models.Model):
    """One line: what the registry counts, and what the file of the team says. None where nobody knows."""

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="figures")
    breakdown = models.CharField(max_length=20, choices=Breakdown)
    label = models.CharField(max_length=150)
    rank = models.PositiveIntegerField(default=0)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True)
    organisations = models.PositiveIntegerField(_("organisations"), null=True)
    establishments = models.PositiveIntegerField(_("établissements de l’ESS"), null=True)
    jobs = models.PositiveIntegerField(_("emplois de l’ESS"), null=True)
    all_establishments = models.PositiveIntegerField(_("établissements, tous secteurs"), null=True)
    all_jobs = models.PositiveIntegerField(_("emplois, tous secteurs"), null=True)

    class Meta:
        ordering = ["breakdown", "rank", "pk"]
        constraints = [
            one_of("breakdown", Breakdown, name="figure_breakdown_known"),
            models.UniqueConstraint(fields=["diagnosis", "breakdown", "label"], name="figure_once"),
            models.CheckConstraint(
                name="figure_of_a_commune", condition=Q(breakdown="municipality") | Q(municipality__isnull=True)
            ),
            models.CheckConstraint(name="figure_jobs_within_all", condition=Q(jobs__lte=F("all_jobs"))),
            models.CheckConstraint(
                name="figure_establishments_within_all", condition=Q(establishments__lte=F("all_establishments"))
            ),
        ]
        triggers = [stays("figures_stay_with_their_edition")]
        verbose_name = _("chiffre")

    def __str__(self):
        return f"{self.diagnosis}: {self.label}"


class Comment(models.Model):
    """What the team says of one breakdown of an edition."""

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="comments")
    breakdown = models.CharField(max_length=20, choices=Breakdown)
    text = models.TextField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("breakdown", Breakdown, name="comment_breakdown_known"),
            models.UniqueConstraint(fields=["diagnosis", "breakdown"], name="one_comment_a_breakdown"),
        ]
        triggers = [stays("comments_stay_with_their_edition")]
        verbose_name = _("commentaire")

    def __str__(self):
        return f"{self.diagnosis}: {self.breakdown}"
