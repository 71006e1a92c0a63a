"""A version as people read it: passages in order, each with its label, its words and where it comes from."""

from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from consultations.models import ContributionStatus
from plans.models import Pin, Plan, Source, SourceKind, Version

MOST_TELLING = 2


@dataclass
class Origin:
    """All the sources of one kind of a passage: how many, and the most telling of them named."""

    kind: str
    words: str
    named: list


@dataclass
class Passage:
    pin: Pin
    sources: list[Source] = field(default_factory=list)

    @property
    def revision(self):
        return self.pin.revision

    @property
    def reference(self):
        return self.pin.clause.reference

    @property
    def label(self):
        return self.pin.label

    @property
    def heading(self):
        """The level of its title in the page: an axis is an h2."""
        return min(self.pin.depth + 1, 6)

    @property
    def origins(self) -> list[Origin]:
        return [
            Origin(kind, _counted(kind, len(found)), _telling(kind, found))
            for kind in SourceKind.values
            if (found := [source for source in self.sources if source.kind == kind])
        ]


def version_to_read(plan: Plan | None, reader) -> Version | None:
    """The latest version of the plan that this reader may see: the one in force, or the draft, marked as such."""
    if plan is None:
        return None
    return Version.objects.visible_to(reader).filter(plan=plan).select_related("plan").order_by("-number").first()


def passages(version: Version) -> list[Passage]:
    """Two queries, whatever the size. Sections without words of their own inherit the sources of what they hold."""
    pins = list(Pin.objects.filter(version=version).select_related("clause", "revision__parent").order_by("position"))
    by_revision: dict[int, list[Source]] = {}
    known = Source.objects.filter(revision__in=[pin.revision_id for pin in pins])
    for source in known.select_related("contribution", "point", "meeting").order_by("pk"):
        by_revision.setdefault(source.revision_id, []).append(source)
    found = [Passage(pin, by_revision.get(pin.revision_id, [])) for pin in pins]
    _inherit(found)
    return found


def _inherit(found: list[Passage]) -> None:
    """From the last to the first: what a measure comes from, its objective and its axis come from too."""
    by_clause = {passage.pin.clause_id: passage for passage in found}
    for passage in reversed(found):
        above = by_clause.get(passage.revision.parent_id)
        if above is not None and above.revision.kind == "section":
            held = {source.target or source.sentence for source in above.sources}
            above.sources = above.sources + [
                source
                for source in passage.sources
                if source.kind != SourceKind.AUTHORITY and source.target not in held
            ]


def _counted(kind: str, count: int) -> str:
    words = {
        SourceKind.CONTRIBUTION: ngettext("%(n)s contribution", "%(n)s contributions", count),
        SourceKind.SYNTHESIS: ngettext("%(n)s point de synthèse", "%(n)s points de synthèse", count),
        SourceKind.MEETING: ngettext("%(n)s rencontre", "%(n)s rencontres", count),
        SourceKind.AUTHORITY: gettext("initiative de la collectivité"),
    }
    return words[kind] % {"n": count} if kind != SourceKind.AUTHORITY else words[kind]


def _telling(kind: str, sources: list[Source]) -> list:
    """The first ones that can be read: a contribution taken back is counted, never named."""
    if kind == SourceKind.AUTHORITY:
        return []
    readable = [source.target for source in sources if can_be_read(source)]
    return readable[:MOST_TELLING] if kind in (SourceKind.CONTRIBUTION, SourceKind.SYNTHESIS) else []


def can_be_read(source: Source) -> bool:
    return source.contribution is None or source.contribution.status == ContributionStatus.PUBLISHED
