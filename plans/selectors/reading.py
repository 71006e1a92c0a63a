"""A version as people read it: passages in order, each with its label, its words and where it comes from."""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from consultations.models import Contribution, Meeting, MeetingKind, SynthesisPoint
from plans.models import Amendment, Pin, Plan, Revision, Role, Source, SourceKind, Version
from plans.selectors.provenance import sources_below

MOST_UNFOLDED = 12
ORDER = {kind: place for place, kind in enumerate(SourceKind.values)}


@dataclass(frozen=True)
class Origin:
    """All the sources of one kind of a passage, each with whether this reader may read what it names."""

    kind: str
    words: str
    sources: list[tuple[Source, bool]]

    @property
    def first(self):
        return self.sources[:MOST_UNFOLDED]

    @property
    def more(self) -> int:
        return max(0, len(self.sources) - MOST_UNFOLDED)


@dataclass
class Passage:
    pin: Pin
    sources: list[Source] = field(default_factory=list)
    legible: set[int] = field(default_factory=set)

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

    @cached_property
    def origins(self) -> list[Origin]:
        return origins(self.sources, self.legible)

    @property
    def comes_from(self) -> str:
        return comes_from(self.origins)


def origins(sources: list[Source], legible: set[int]) -> list[Origin]:
    """By kind, in the order in which they are always shown."""
    return [
        Origin(kind, counted(kind, same), [(source, source.pk in legible) for source in same])
        for kind in SourceKind.values
        if (same := [source for source in sources if source.kind == kind])
    ]


def comes_from(found: list[Origin]) -> str:
    """ "Vient de 7 contributions, 2 fabriques, 1 amendement": what was set aside is listed, and not counted."""
    fed = {origin.kind: [one for one, __ in origin.sources if one.role != Role.SET_ASIDE] for origin in found}
    kept = {kind: sources for kind, sources in fed.items() if sources}
    if not kept:
        return gettext("Aucune de ses sources n’est retenue")
    if list(kept) == [SourceKind.AUTHORITY]:
        return gettext("Vient d’une initiative de la collectivité")
    own = gettext("une initiative de la collectivité")
    words = (own if kind == SourceKind.AUTHORITY else counted(kind, sources) for kind, sources in kept.items())
    return gettext("Vient de %(origins)s") % {"origins": ", ".join(words)}


def version_to_read(plan: Plan | None, reader) -> Version | None:
    """The latest version of the plan that this reader may see, a draft perhaps; else the plan in force."""
    return latest_two(plan, reader)[0]


def latest_two(plan: Plan | None, reader) -> tuple[Version | None, Version | None]:
    """The version to read and the one that it follows, in one query unless only an older plan is in force."""
    if plan is None:
        return None, None
    visible = Version.objects.visible_to(reader).select_related("plan")
    found = list(visible.filter(plan=plan).order_by("-number")[:2]) or list(visible.in_force()[:1])
    latest, before = (*found, None, None)[:2]
    return latest, before


def version_before(version: Version, reader) -> Version | None:
    """The one that this reader may compare it with: the version before, of the same plan, among those they may see."""
    earlier = Version.objects.visible_to(reader).filter(plan=version.plan_id, number__lt=version.number)
    return earlier.select_related("plan").order_by("-number").first()


def passages(version: Version, reader) -> list[Passage]:
    """Five queries, whatever the size. Sections inherit the sources of what they hold."""
    pins = list(Pin.objects.filter(version=version).select_related("clause", "revision__parent").order_by("position"))
    known = list(_sources().filter(revision__in=[pin.revision_id for pin in pins]))
    legible = legible_to(reader, known)
    by_revision: dict[int, list[Source]] = {}
    for source in known:
        by_revision.setdefault(source.revision_id, []).append(source)
    found = [Passage(pin, by_revision.get(pin.revision_id, []), legible) for pin in pins]
    _inherit(found)
    return found


def sources_of(revision: Revision, reader) -> list[tuple[Source, bool]]:
    """In the order in which they are always shown, each with whether this reader may read what it names."""
    found = sorted(_sources().filter(revision=revision), key=lambda source: (ORDER[source.kind], source.pk))
    legible = legible_to(reader, found)
    return [(source, source.pk in legible) for source in found]


def origins_of(pin: Pin, reader) -> list[Origin]:
    """All that a passage comes from. A section has its own sources and those of all that it holds."""
    found, held = [], set()
    for source in _sources().filter(revision__in=sources_below(pin)):
        is_own = source.revision_id == pin.revision_id
        if is_own or (source.kind != SourceKind.AUTHORITY and source.key() not in held):
            found.append(source)
            held.add(source.key())
    return origins(found, legible_to(reader, found))


def _sources():
    named = ["contribution", "point", "meeting", "amendment__author", "group"]
    return Source.objects.select_related(*named).order_by("pk")


def legible_to(reader, sources: list[Source]) -> set[int]:
    """Those whose origin this reader may read: not a contribution taken back, nor a point or a meeting kept inside."""
    open_now = {
        "contribution_id": Contribution.objects.published(),
        "point_id": SynthesisPoint.objects.visible_to(reader),
        "meeting_id": Meeting.objects.visible_to(reader),
        "amendment_id": Amendment.objects.visible_to(reader),
    }
    # A group is named to all, though only those who write in it open its pages.
    legible = {source.pk for source in sources if source.kind in (SourceKind.AUTHORITY, SourceKind.GROUP)}
    for name, known in open_now.items():
        cited = {source.pk: getattr(source, name) for source in sources if getattr(source, name)}
        readable = set(known.filter(pk__in=set(cited.values())).values_list("pk", flat=True))
        legible |= {key for key, target in cited.items() if target in readable}
    return legible


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


def counted(kind: str, found: list[Source]) -> str:
    """ "7 contributions", "2 fabriques" when all the meetings were some."""
    count = len(found)
    if kind == SourceKind.AUTHORITY:
        return gettext("initiative de la collectivité")
    words = {
        SourceKind.CONTRIBUTION: ngettext("%(n)s contribution", "%(n)s contributions", count),
        SourceKind.SYNTHESIS: ngettext("%(n)s point de synthèse", "%(n)s points de synthèse", count),
        SourceKind.MEETING: ngettext("%(n)s rencontre", "%(n)s rencontres", count),
        SourceKind.AMENDMENT: ngettext("%(n)s amendement", "%(n)s amendements", count),
        SourceKind.GROUP: ngettext("%(n)s groupe d’écriture", "%(n)s groupes d’écriture", count),
    }
    if kind == SourceKind.MEETING and all(source.meeting.kind == MeetingKind.FABRIQUE for source in found):
        return ngettext("%(n)s fabrique", "%(n)s fabriques", count) % {"n": count}
    return words[kind] % {"n": count}


@dataclass(frozen=True)
class Share:
    kind: str
    words: str
    percent: int


def shares(found: list[Passage]) -> list[Share]:
    """The different origins of each kind in the whole plan, and their share; what was set aside is not one."""
    distinct: dict[str, dict] = {kind: {} for kind in SourceKind.values}
    for passage in found:
        for source in passage.sources:
            if source.role != Role.SET_ASIDE:
                # Each initiative of the authority is its own.
                key = source.revision_id if source.kind == SourceKind.AUTHORITY else source.key()
                distinct[source.kind][key] = source
    total = sum(map(len, distinct.values()))
    return [
        Share(kind, _initiatives(same) if kind == SourceKind.AUTHORITY else counted(kind, same), _percent(same, total))
        for kind, by_key in distinct.items()
        if (same := list(by_key.values()))
    ]


def _initiatives(found: list[Source]) -> str:
    count = len(found)
    return ngettext("%(n)s initiative de la collectivité", "%(n)s initiatives de la collectivité", count) % {"n": count}


def _percent(found: list[Source], total: int) -> int:
    return round(100 * len(found) / total)
