import pgtrigger
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from consultations.models import Contribution
from essportal.constraints import one_of
from essportal.models import READ_AND_ADD
from plans.models.clauses import Clause
from plans.models.plan import Plan


class Outcome(models.TextChoices):
    TAKEN_UP = "retenue", _("retenue")
    IN_PART = "en_partie", _("retenue en partie")
    PLANNED = "deja_prevue", _("déjà prévue")
    POSTPONED = "reportee", _("reportée")
    DECLINED = "non_retenue", _("non retenue")
    OUTSIDE = "hors_competence", _("hors compétence")


# These say that the plan holds the idea: they name where.
NAMES_A_CLAUSE = {Outcome.TAKEN_UP, Outcome.IN_PART, Outcome.PLANNED}
REASON_LENGTH = 5000


class ReplyStatus(models.TextChoices):
    DRAFTED = "drafted", _("rédigée")
    PUBLISHED = "published", _("publiée")
    TO_REVIEW = "to_review", _("à revoir")


def wording_read_by(user) -> str:
    """The team reads the newest wording, everyone else the published one: the name of the field."""
    is_inside = user.is_authenticated and (user.is_ess_team or user.is_elected or user.is_general_management)
    return "current" if is_inside else "published"


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and (user.is_ess_team or user.is_elected or user.is_general_management):
            return self
        return self.filter(published__isnull=False)

    def counting(self):
        """Those that the gate accepts as an answer."""
        return self.exclude(status=ReplyStatus.TO_REVIEW)


class Reply(models.Model):
    """The reasoned answer to one contribution, for one plan. Its words are wordings: none is ever overwritten."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="replies")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="replies")
    status = models.CharField(max_length=10, choices=ReplyStatus, default=ReplyStatus.DRAFTED)
    current = models.ForeignKey("ReplyWording", models.PROTECT, null=True, related_name="+")
    published = models.ForeignKey("ReplyWording", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["contribution"]
        constraints = [
            one_of("status", ReplyStatus, name="reply_status_known"),
            models.UniqueConstraint(fields=["contribution", "plan"], name="reply_once_per_plan"),
            models.CheckConstraint(
                name="reply_published_says_what",
                condition=~Q(status="published") | Q(published__isnull=False, published_at__isnull=False),
            ),
        ]
        verbose_name = _("suite donnée")

    def __str__(self):
        return f"{self.contribution_id}, {self.status}"

    def wording_for(self, user):
        return getattr(self, wording_read_by(user))


class ReplyWording(models.Model):
    """One immutable wording of a reply: outcome, reason, clauses."""

    app_may = READ_AND_ADD

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    outcome = models.CharField(_("suite"), max_length=16, choices=Outcome)
    reason = models.TextField(_("raison"))
    postponed_to = models.DateField(_("reportée au"), null=True, blank=True)
    clauses = models.ManyToManyField(Clause, through="Citation", related_name="wordings")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["reply", "number"]
        constraints = [
            one_of("outcome", Outcome, name="wording_outcome_known"),
            models.UniqueConstraint(fields=["reply", "number"], name="wording_number_once"),
            models.CheckConstraint(name="wording_gives_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="wording_postponed_has_date",
                condition=~Q(outcome="reportee") | Q(postponed_to__isnull=False),
                violation_error_message=_("Dites à quelle date la contribution est reportée."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="wordings_are_immutable", operation=pgtrigger.Update | pgtrigger.Delete)]
        verbose_name = _("rédaction d’une suite")

    def __str__(self):
        return f"{self.reply} w{self.number}"


class Citation(models.Model):
    """A reply names the clause that the contribution fed."""

    app_may = READ_AND_ADD

    wording = models.ForeignKey(ReplyWording, models.PROTECT, related_name="citations")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="citations")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["wording", "clause"], name="citation_once")]
        triggers = [pgtrigger.Protect(name="citations_are_immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.wording} → {self.clause}"


class PinnedReply(models.Model):
    """A sealed version keeps the replies as they stood."""

    app_may = READ_AND_ADD

    version = models.ForeignKey("plans.Version", models.PROTECT, related_name="pinned_replies")
    wording = models.ForeignKey(ReplyWording, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "wording"], name="pinned_reply_once")]
        triggers = [pgtrigger.Protect(name="pinned_replies_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.version} ← {self.wording}"


def unanswered(contributions, plan):
    """Those of `contributions` that lack a reply which counts for the gate."""
    return contributions.exclude(pk__in=Reply.objects.filter(plan=plan).counting().values("contribution"))


def with_reply(contributions, plan):
    """Adds `reply_id` and `reply_status` for a plan."""
    mine = Reply.objects.filter(plan=plan, contribution=OuterRef("pk"))
    return contributions.annotate(
        reply_id=Subquery(mine.values("pk")[:1]), reply_status=Subquery(mine.values("status")[:1])
    )
