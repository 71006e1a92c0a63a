"""The visa of each department that a measure associates: asked on a text and a sheet, answered before submission."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from actors.models import Department, Person
from essportal import clock
from essportal.constraints import one_of
from essportal.models import READ_AND_ADD
from plans.models.clauses import Clause, Revision
from plans.working_days import working_day_after, working_day_before


class VisaKind(models.TextChoices):
    FAVOURABLE = "favorable", _("favorable")
    RESERVE = "reserve", _("avec réserve")


class VisaState(models.TextChoices):
    """Where a visa stands today: never stored, it follows from the answers and the days."""

    WAITING = "waiting", pgettext_lazy("visa", "attendu")
    UNREACHED = "unreached", _("sans correspondant")
    FAVOURABLE = "favorable", _("favorable")
    RESERVE = "reserve", _("avec réserve")
    SILENCE = "silence", _("accord par silence")
    OVERRIDDEN = "overridden", _("passé outre")


MISSING = [VisaState.WAITING, VisaState.UNREACHED]


class VisaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team, general management and officials read all; a correspondent those of their department."""
        if not user.is_authenticated:
            return self.none()
        if user.is_ess_team or user.is_general_management or user.is_elected:
            return self
        return self.filter(department__in=user.departments)

    def with_answers(self):
        return self.select_related("clause", "department", "revision__clause", "overridden_by").prefetch_related(
            "answers__by"
        )


class Visa(models.Model):
    """What a department is asked on one revision of a measure, and until when its silence is not yet an agreement."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="visas")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="visas")
    department = models.ForeignKey(Department, models.PROTECT, related_name="visas")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("délai, en jours ouvrés"))
    # Nobody could be told: a silence that nobody could break is not an agreement.
    is_reached = models.BooleanField(default=True)
    override_reason = models.TextField(_("pourquoi passer outre"), blank=True)
    overridden_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    overridden_at = models.DateTimeField(null=True)

    objects = VisaQuerySet.as_manager()

    class Meta:
        ordering = ["clause", "department", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "department"], name="visa_asked_once_on_a_text"),
            models.CheckConstraint(name="visa_leaves_a_day", condition=Q(days__gte=1)),
            models.CheckConstraint(
                name="visa_overridden_says_who_and_why",
                condition=Q(override_reason="", overridden_by=None, overridden_at=None)
                | ~Q(override_reason="") & Q(overridden_by__isnull=False, overridden_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="visas_stay", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_visa_keeps_what_it_was_asked_on",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                IF (NEW.clause_id, NEW.revision_id, NEW.department_id)
                   IS DISTINCT FROM (OLD.clause_id, OLD.revision_id, OLD.department_id)
                   OR OLD.override_reason <> '' AND NEW.override_reason IS DISTINCT FROM OLD.override_reason
                THEN RAISE EXCEPTION 'a visa keeps its text' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
                """,
            ),
        ]
        verbose_name = _("visa")

    def __str__(self):
        return f"{self.department}, {self.clause}"

    def get_absolute_url(self):
        return reverse("plans:visa", args=[self.pk])

    @property
    def due_on(self) -> date:
        """The last day to answer."""
        return working_day_after(clock.day_of(self.asked_at), self.days)

    @property
    def half_time(self) -> date:
        return working_day_after(clock.day_of(self.asked_at), max(1, self.days // 2))

    @property
    def eve(self) -> date:
        return working_day_before(self.due_on)

    @property
    def answer(self) -> "VisaAnswer | None":
        """The newest: an earlier one stays readable."""
        return max(self.answers.all(), key=lambda answer: answer.number, default=None)

    @property
    def state(self) -> VisaState:
        if answer := self.answer:
            return VisaState(answer.kind)
        if self.overridden_by_id:
            return VisaState.OVERRIDDEN
        if not self.is_reached:
            return VisaState.UNREACHED
        return VisaState.SILENCE if clock.today() > self.due_on else VisaState.WAITING

    @property
    def is_missing(self) -> bool:
        return self.state in MISSING

    def get_status_display(self) -> str:
        return self.state.label

    def holds_for(self, revision: Revision) -> bool:
        """Whether it was asked on these very words and this very sheet; a move or another source changes nothing."""
        asked = self.revision
        return asked.says_the_same_as(revision) and asked.sheet == revision.sheet


class VisaAnswer(models.Model):
    """What a department said. Saying otherwise is a new answer; two people at once cannot both be the first."""

    app_may = READ_AND_ADD

    visa = models.ForeignKey(Visa, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("visa"), max_length=10, choices=VisaKind)
    text = models.TextField(_("réserve"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(_("qualité"), max_length=250)
    at = models.DateTimeField()

    class Meta:
        ordering = ["visa", "number"]
        constraints = [
            one_of("kind", VisaKind, name="visa_answer_kind_known"),
            models.UniqueConstraint(fields=["visa", "number"], name="visa_answer_number_once"),
            models.CheckConstraint(
                name="visa_reserve_says_which",
                condition=Q(kind="favorable") | ~Q(text=""),
                violation_error_message=_("Dites votre réserve."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="visa_answers_are_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("réponse à une demande de visa")

    def __str__(self):
        return gettext("%(visa)s : %(kind)s") % {"visa": self.visa, "kind": self.get_kind_display()}
