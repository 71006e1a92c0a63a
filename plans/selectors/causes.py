"""Why each clause changed between two versions: reasons given, sources gained, remarks treated."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from plans.models import Remark, RemarkStatus, Revision, Source, Version
from plans.policies import can_read_remarks
from plans.selectors.reading import ORDER, legible_to


@dataclass
class Cause:
    """`sources` are those that the clause did not have before, each with whether this reader may read it."""

    reasons: list[str] = field(default_factory=list)
    sources: list[tuple[Source, bool]] = field(default_factory=list)
    remarks: int = 0

    def __bool__(self):
        return bool(self.reasons or self.sources or self.remarks)


def causes(pairs: Iterable, before: Version, after: Version, reader) -> dict[int, Cause]:
    """By clause; a few queries, whatever the number of clauses."""
    pairs = list(pairs)
    found: dict[int, Cause] = defaultdict(Cause)
    _reasons(found, pairs)
    _sources(found, pairs, reader)
    if can_read_remarks(reader):
        # Not by those who were only invited to review: they read their own.
        asked = Remark.objects.filter(
            clause__in=[pair.clause_id for pair in pairs],
            version__plan=after.plan_id,
            version__number__range=(before.number, after.number - 1),
            status=RemarkStatus.ANSWERED,
        )
        for clause in asked.values_list("clause", flat=True):
            found[clause].remarks += 1
    return found


def _reasons(found, pairs) -> None:
    """All those given between the two states; for a clause that went, why it went."""
    by_clause = {pair.clause_id: pair for pair in pairs}
    given = Revision.objects.filter(clause__in=by_clause).exclude(reason="").order_by("clause", "number")
    for clause, number, reason, is_closed in given.values_list("clause", "number", "reason", "is_closed"):
        pair = by_clause[clause]
        since = pair.was.number if pair.was else 0
        upto = pair.now.number if pair.now else None
        if number <= since or (upto is not None and number > upto) or (upto is None and not is_closed):
            continue
        if reason not in found[clause].reasons:
            found[clause].reasons.append(reason)


def _sources(found, pairs, reader) -> None:
    keys = [revision.pk for pair in pairs for revision in (pair.was, pair.now) if revision]
    by_revision: dict[int, list[Source]] = defaultdict(list)
    known = Source.objects.filter(revision__in=keys).order_by("pk")
    for source in known.select_related("contribution", "point", "meeting", "amendment__author", "group"):
        by_revision[source.revision_id].append(source)
    gained: dict[int, list[Source]] = {}
    for pair in pairs:
        if pair.now is not None:
            held = {source.key() for source in by_revision[pair.was.pk]} if pair.was else set()
            gained[pair.clause_id] = [one for one in by_revision[pair.now.pk] if one.key() not in held]
    legible = legible_to(reader, [source for sources in gained.values() for source in sources])
    for clause, sources in gained.items():
        ordered = sorted(sources, key=lambda source: (ORDER[source.kind], source.pk))
        found[clause].sources = [(source, source.pk in legible) for source in ordered]
