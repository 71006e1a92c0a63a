import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actors.models.departments import Department
from actors.models.organisations import Organisation
from actors.models.people import Agent, Correspondent
from essportal import clock
from essportal.constraints import one_of
from essportal.errors import Refused


class ReportKind(models.TextChoices):
    PROJECT = "project", _("projet repéré")
    DIFFICULTY = "difficulty", _("difficulté")
    NEED = "need", _("besoin")
    CALL = "call", _("achat ou appel à venir")
    PRACTICE = "practice", _("bonne pratique")
    QUESTION = "question", _("question")


class Confidentiality(models.TextChoices):
    """Who reads a report, besides its author: each level adds readers to the one before."""

    TEAM = "team", _("l’équipe ESS seule")
    MANAGEMENT = "management", _("l’équipe et la direction générale")
    NETWORK = "network", _("l’équipe, la direction générale et les correspondants")
    PUBLIC = "public", _("tout le monde, une fois l’équipe passée dessus")


class ReportStatus(models.TextChoices):
    RECEIVED = "received", _("reçue")
    UNDER_WAY = "under_way", _("en cours")
    PASSED_ON = "passed_on", _("transmise")
    DEALT_WITH = "dealt_with", _("traitée")


def departments_of(person) -> set[int]:
    """The departments in which somebody works or carries the ESS that day: they report for them."""
    if not person.is_authenticated:
        return set()
    day = clock.today()
    return {
        *Correspondent.objects.valid_on(day).filter(person=person).values_list("department", flat=True),
        *Agent.objects.valid_on(day).filter(person=person).values_list("department", flat=True),
    }


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one wrote is read while one still works there: a mission that ended leaves nothing open."""
        seen = Q(confidentiality=Confidentiality.PUBLIC) & ~Q(status=ReportStatus.RECEIVED)
        if not user.is_authenticated:
            return self.filter(seen)
        if user.is_ess_team:
            return self
        if own := departments_of(user):
            seen |= Q(author=user, department__in=own)
        shared = [Confidentiality.NETWORK, Confidentiality.PUBLIC]
        if user.is_general_management:
            seen |= Q(confidentiality__in=[Confidentiality.MANAGEMENT, *shared])
        elif user.is_correspondent:
            seen |= Q(confidentiality__in=shared)
        return self.filter(seen)

    def waiting(self):
        return self.filter(status=ReportStatus.RECEIVED)


class FieldReport(models.Model):
    """A *remontée*: what a department saw, needs or prepares, told in a minute; the ESS team answers it."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)  # drawn by the form: sent twice, it is filed once
    kind = models.CharField(_("nature"), max_length=12, choices=ReportKind)
    title = models.CharField(_("en une ligne"), max_length=150)
    text = models.TextField(_("ce que vous avez vu"), blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="reports", verbose_name=_("direction"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    confidentiality = models.CharField(
        _("qui la lit"), max_length=12, choices=Confidentiality, default=Confidentiality.NETWORK
    )
    # An upcoming procurement or call: the day by which one must know.
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    filed_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=ReportStatus, default=ReportStatus.RECEIVED)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="reports")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-filed_at", "-pk"]
        indexes = [models.Index(fields=["department", "kind"], name="report_by_department_and_kind")]
        constraints = [
            one_of("kind", ReportKind, name="report_kind_known"),
            one_of("confidentiality", Confidentiality, name="report_confidentiality_known"),
            one_of("status", ReportStatus, name="report_status_known"),
            models.CheckConstraint(
                name="report_looked_at_says_what_becomes_of_it",
                condition=Q(status="received", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                violation_error_message=_("Dites à son auteur ce que devient la remontée."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="reports_stay", operation=pgtrigger.Delete)]
        verbose_name = _("remontée")

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("actors:report", args=[self.reference])

    @property
    def is_waiting(self):
        return self.status == ReportStatus.RECEIVED

    def refuse_changed(self):
        """Its author may correct it until the team has looked at it."""
        if not self.is_waiting:
            raise Refused(gettext("L’équipe a déjà répondu à cette remontée : faites-en une autre pour la compléter."))
