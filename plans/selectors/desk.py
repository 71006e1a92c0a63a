"""What the drafting desk reads: the outline around a clause, its sources, and what the plan does not use yet."""

from dataclasses import dataclass, field

from django.db.models import Q

from consultations.models import Meeting, SynthesisPoint
from plans.models import Clause, Disagreement, Pin, Plan, Revision, Source, SourceKind, Version
from plans.selectors import lineage
from plans.selectors.outline import Placed, working_outline

MOST_SHOWN = 10
_ORDER = {kind: place for place, kind in enumerate(SourceKind.values)}


@dataclass
class Branch:
    placed: Placed
    is_current: bool = False
    has_changed: bool = False
    branches: list["Branch"] = field(default_factory=list)


def outline_around(plan: Plan, clause: Clause | None = None) -> tuple[list[Branch], dict[int, Placed]]:
    """The first level, unfolded down to `clause`; and every placed clause by its key."""
    placed = {one.revision.clause_id: one for one in working_outline(plan)}
    unfolded = set(_above(clause, placed)) if clause else set()
    pinned = pinned_by_latest(plan)
    branches = {
        key: Branch(one, clause is not None and key == clause.pk, bool(pinned) and one.revision.pk not in pinned)
        for key, one in placed.items()
    }
    roots = []
    for key, branch in branches.items():
        parent = placed[key].revision.parent_id
        if parent not in placed:
            roots.append(branch)
        elif parent in unfolded:
            branches[parent].branches.append(branch)
    return roots, placed


def _above(clause: Clause, placed: dict[int, Placed]):
    """The clause, then each of those it stands under."""
    key, seen = clause.pk, set()
    while key in placed and key not in seen:
        seen.add(key)
        yield key
        key = placed[key].revision.parent_id


def pinned_by_latest(plan: Plan) -> set[int]:
    """The revisions held by the latest version: what is not among them changed since."""
    latest = Version.objects.filter(plan=plan).order_by("-number").values("pk")[:1]
    return set(Pin.objects.filter(version__in=latest).values_list("revision_id", flat=True))


def disputed(plan: Plan) -> set[int]:
    """The clauses about which a disagreement is still open; those of a joined clause are its heir's."""
    still = Disagreement.objects.filter(clause__plan=plan, closed_at=None).values_list("clause_id", flat=True)
    heirs = lineage.heirs(plan)
    return {heirs.get(key, key) for key in still}


def breadcrumb(clause: Clause, placed: dict[int, Placed]) -> list[Placed]:
    """Where a clause stands, from the top."""
    return [placed[key] for key in _above(clause, placed)][:0:-1]


def sources_of(revision: Revision) -> list[Source]:
    """In the order in which they are always shown."""
    named = ["contribution__organisation", "point", "meeting", "amendment__author", "group"]
    found = revision.sources.select_related(*named)
    return sorted(found, key=lambda source: (_ORDER[source.kind], source.pk))


@dataclass(frozen=True)
class Unused:
    """What may be cited: `count` in all, the first of them listed."""

    count: int
    points: list
    contributions: list
    meetings: list

    @property
    def shown(self) -> int:
        return len(self.points) + len(self.contributions) + len(self.meetings)


def unused(plan: Plan, clause: Clause, reader, query: str = "") -> Unused:
    """What the working text does not cite yet; a search also finds what other clauses cite."""
    text = Revision.objects.working_text(plan)
    cited = Source.objects.filter(revision__in=text.filter(clause=clause) if query else text)
    points = (
        SynthesisPoint.objects.visible_to(reader)
        .filter(consultation__plans=plan)
        .exclude(pk__in=cited.filter(point__isnull=False).values("point"))
    )
    contributions = plan.contributions().exclude(pk__in=cited.filter(contribution__isnull=False).values("contribution"))
    meetings = Meeting.objects.none()
    if query:
        said = Q(title__icontains=query) | Q(reference__icontains=query)
        points = points.filter(said | Q(text__icontains=query))
        contributions = contributions.filter(said | Q(text__icontains=query))
        meetings = Meeting.objects.visible_to(reader).filter(said)
        meetings = meetings.exclude(pk__in=cited.filter(meeting__isnull=False).values("meeting"))
    return Unused(
        points.count() + contributions.count() + meetings.count(),
        list(points.order_by("reference")[:MOST_SHOWN]),
        list(contributions.with_author().order_by("-filed_at", "-pk")[:MOST_SHOWN]),
        list(meetings.order_by("-starts_at")[:MOST_SHOWN]),
    )
