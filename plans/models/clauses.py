import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import Person
from essportal.constraints import one_of
from essportal.models import READ_AND_ADD
from essportal.search import FRENCH, Plain
from plans.models.plan import Plan


class ClauseKind(models.TextChoices):
    SECTION = "section", _("partie")
    MEASURE = "measure", _("mesure")
    PARAGRAPH = "paragraph", _("paragraphe")


class ClauseQuerySet(models.QuerySet):
    def with_newest(self):
        """Adds `newest`, the pk of the newest revision of each clause: the working text."""
        newest = Revision.objects.filter(clause=OuterRef("pk")).order_by("-number").values("pk")[:1]
        return self.annotate(newest=Subquery(newest))


class Clause(models.Model):
    """An identity and nothing else: its key is given once and never moves, whatever becomes of its words and place."""

    # Given once: a reference, a plan, a clause of origin. Only a joining may be noted later, or undone.
    app_may = READ_AND_ADD | {"update": ["joined_into", "joined_at"]}

    reference = models.CharField(max_length=8, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="clauses")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="parts")
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="joined")
    joined_at = models.DateTimeField(null=True, editable=False)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(name="clause_not_split_from_itself", condition=~Q(split_from=models.F("id"))),
            models.CheckConstraint(name="clause_not_joined_into_itself", condition=~Q(joined_into=models.F("id"))),
            models.CheckConstraint(
                name="clause_joined_at_a_moment",
                condition=Q(joined_into=None, joined_at=None) | Q(joined_into__isnull=False, joined_at__isnull=False),
            ),
        ]
        verbose_name = _("clause")

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("plans:clause", args=[self.reference])

    def working(self) -> "Revision":
        return self.revisions.order_by("-number").first()


CLAUSE_WORDS = SearchVector(Plain("title"), weight="A", config=FRENCH) + SearchVector(
    Plain("text"), weight="B", config=FRENCH
)


class RevisionQuerySet(models.QuerySet):
    def working_text(self, plan):
        """The newest revision of each clause of a plan that is not closed."""
        newest = Clause.objects.filter(plan=plan).with_newest().values("newest")
        return self.filter(pk__in=newest, is_closed=False).select_related("clause__split_from")


class Revision(models.Model):
    """One immutable text of a clause: words, place, sheet, who, when, on which base, why."""

    app_may = READ_AND_ADD

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("nature"), max_length=10, choices=ClauseKind)
    title = models.CharField(_("titre"), max_length=250, blank=True)
    text = models.TextField(_("texte"), blank=True)
    parent = models.ForeignKey(Clause, models.PROTECT, null=True, blank=True, related_name="+")
    rank = models.IntegerField(_("rang"))
    sheet = models.JSONField(_("fiche"), default=dict)
    is_closed = models.BooleanField(_("supprimée du plan"), default=False)
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    reason = models.CharField(_("motif"), max_length=500, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["clause", "number"]
        indexes = [GinIndex(CLAUSE_WORDS, name="revision_words")]
        constraints = [
            one_of("kind", ClauseKind, name="revision_kind_known"),
            models.UniqueConstraint(fields=["clause", "number"], name="revision_number_once"),
            models.CheckConstraint(name="revision_not_its_own_parent", condition=~Q(parent=models.F("clause"))),
            models.CheckConstraint(
                name="revision_has_title_or_is_paragraph", condition=Q(kind="paragraph") | ~Q(title="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="revisions_are_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        verbose_name = _("révision")

    def __str__(self):
        return f"{self.clause} r{self.number}"

    def says_the_same_as(self, other) -> bool:
        """Same words: title and text. A move or a change of sheet leaves the words as they are."""
        return (self.title, self.text, self.is_closed) == (other.title, other.text, other.is_closed)

    @property
    def amount(self) -> int:
        """Planned euros over the years, from the sheet."""
        return sum(line["planned"] for line in self.sheet.get("budget", []))
