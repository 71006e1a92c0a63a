from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from essportal.constraints import one_of
from plans.drafting import Anchor, Quote, locate
from plans.models.clauses import Clause, Revision
from plans.models.versions import Version


class RemarkStatus(models.TextChoices):
    OPEN = "open", _("à traiter")
    ANSWERED = "answered", _("traitée")


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Officials and the team read them all; those who were invited to review read their own."""
        if not user.is_authenticated:
            return self.none()
        if user.is_ess_team or user.is_general_management or user.is_elected:
            return self
        return self.filter(author=user)


class Remark(models.Model):
    """What a reader says on one clause of one version. A clause with remarks is never deleted."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="remarks")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="remarks")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="remarks")
    capacity = models.CharField(_("qualité"), max_length=250)
    text = models.TextField(_("remarque"))
    # The words of the clause that it is about, with what stood around them: they are followed when the text moves.
    quoted = models.CharField(_("mots visés"), max_length=500, blank=True)
    quoted_after = models.CharField(max_length=60, blank=True)  # what follows them
    quoted_before = models.CharField(max_length=60, blank=True)  # what precedes them
    created_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=RemarkStatus, default=RemarkStatus.OPEN)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            one_of("status", RemarkStatus, name="remark_status_known"),
            models.CheckConstraint(
                name="remark_answered_says_what",
                condition=Q(status="open") | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
        ]
        verbose_name = _("remarque")

    def __str__(self):
        return f"{self.clause}: {self.text[:40]}"

    def anchored_in(self, revision: Revision) -> Anchor | None:
        """Where the words it is about are in another text of the clause; nothing when they left it."""
        return locate(Quote(self.quoted, self.quoted_before, self.quoted_after), self.revision.text, revision.text)


class OpinionKind(models.TextChoices):
    FAVOURABLE = "favorable", _("favorable")
    RESERVED = "avec_reserves", _("favorable avec réserves")
    UNFAVOURABLE = "defavorable", _("défavorable")


class Opinion(models.Model):
    """A reader's opinion on a version: one each, which may be changed until the review closes."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="opinions")
    author = models.ForeignKey(Person, models.PROTECT, related_name="opinions")
    capacity = models.CharField(_("qualité"), max_length=250)
    kind = models.CharField(_("avis"), max_length=16, choices=OpinionKind)
    text = models.TextField(_("motifs ou réserves"), blank=True)
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["filed_at", "pk"]
        constraints = [
            one_of("kind", OpinionKind, name="opinion_kind_known"),
            models.UniqueConstraint(fields=["version", "author"], name="opinion_once_per_reader"),
            models.CheckConstraint(
                name="opinion_other_than_favourable_says_why",
                condition=Q(kind="favorable") | ~Q(text=""),
                violation_error_message=_("Dites vos réserves ou vos motifs."),
            ),
        ]
        verbose_name = _("avis")

    def __str__(self):
        return f"{self.author_id}: {self.kind}"


class ClauseRead(models.Model):
    """A reader has read this very revision of a clause: "12 clauses sur 40 relues"."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "revision"], name="clause_read_once")]

    def __str__(self):
        return f"{self.person_id} {self.revision_id}"
