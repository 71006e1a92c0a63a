"""One clause in two states: its words with what came in and went out, what else changed, and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext

from essportal.typography import euros
from plans.documents.book import calendar_of
from plans.drafting import Summary, readable, words
from plans.models import Pin, Revision, Source, Version
from plans.selectors import changes
from plans.selectors.causes import Cause, causes

SHEET = {
    "plain": gettext_lazy("en clair"),
    "constat": gettext_lazy("constat"),
    "expected": gettext_lazy("résultats attendus"),
    "social_utility": gettext_lazy("utilité sociale"),
    "lead": gettext_lazy("pilote"),
    "referent": gettext_lazy("élu référent"),
    "departments": gettext_lazy("directions associées"),
    "partners": gettext_lazy("partenaires"),
    "publics": gettext_lazy("publics"),
    "municipalities": gettext_lazy("communes"),
    "levers": gettext_lazy("leviers"),
    "policy_areas": gettext_lazy("compétences"),
    "human_means": gettext_lazy("moyens humains"),
    "budget": gettext_lazy("budget"),
    "indicators": gettext_lazy("indicateurs"),
}


@dataclass(frozen=True)
class Pair:
    """Two revisions of one clause; None on the side that does not hold it."""

    was: Revision | None
    now: Revision | None
    moved: bool = False

    @property
    def clause_id(self) -> int:
        return (self.now or self.was).clause_id


@dataclass(frozen=True)
class Change:
    """What people see of a pair."""

    kind: str
    label: str
    reference: str
    title: list
    text: list
    notes: list[str]
    cause: Cause

    @property
    def before(self) -> tuple[list, list]:
        """What it said, for the left side."""
        return _side(self.title, "ins"), _side(self.text, "ins")

    @property
    def after(self) -> tuple[list, list]:
        return _side(self.title, "del"), _side(self.text, "del")


def _side(segments: list, absent: str) -> list:
    return [segment for segment in segments if segment[0] != absent]


@dataclass(frozen=True)
class Comparison:
    sentences: list[str]
    changes: list[Change]


def between(before: Version, after: Version, reader) -> Comparison:
    """Only the pins that differ are read word by word; the same number of queries whatever the size."""
    found = changes.between(before, after)
    old, new = _differing(before, after), _differing(after, before)
    shown = {**old, **new}
    pairs = {key: _pair(old.get(key), new.get(key), found) for key in shown}
    notes, why = notes_of(pairs.values()), causes(pairs.values(), before, after, reader)
    for key, pin in shown.items():
        notes[key] = regrouped(pin.clause.reference, found) + notes[key]
    return Comparison(
        changes.sentences(found) + changes.more_sentences(pairs.values()),
        [
            Change(_kind(pairs[key]), pin.label, pin.clause.reference, *_words(pairs[key]), notes[key], why[key])
            for key, pin in sorted(shown.items(), key=lambda item: (item[1].position, item[1].pk))
            if has_changed(pairs[key], notes[key])
        ],
    )


def changed_clauses(before: Version, after: Version) -> set[int]:
    """The clauses of a version that the one before did not hold, or not in this state."""
    old, new = _differing(before, after), _differing(after, before)
    pairs = [Pair(old[key].revision if key in old else None, pin.revision) for key, pin in new.items()]
    notes = notes_of(pairs)
    return {pair.clause_id for pair in pairs if has_changed(pair, notes[pair.clause_id])}


def _differing(one: Version, other: Version) -> dict[int, Pin]:
    same = Pin.objects.filter(version=other).values("revision")
    pins = Pin.objects.filter(version=one).exclude(revision__in=same).select_related("revision", "clause")
    return {pin.clause_id: pin for pin in pins}


def _pair(was: Pin | None, now: Pin | None, found: Summary) -> Pair:
    return Pair(was and was.revision, now and now.revision, (now or was).clause.reference in found.moved)


def _kind(pair: Pair) -> str:
    if pair.was is None:
        return "added"
    return "gone" if pair.now is None else "changed"


def has_changed(pair: Pair, notes: list[str]) -> bool:
    """A clause whose neighbour moved got another rank, and nothing that anyone reads."""
    return pair.was is None or pair.now is None or bool(notes) or not pair.now.says_the_same_as(pair.was)


def _words(pair: Pair) -> tuple[list, list]:
    """Title and text. A clause added or removed is shown whole: the rule in the margin says the rest."""
    if pair.was is None or pair.now is None:
        only = pair.now or pair.was
        return [("eq", only.title)], [("eq", only.text)]
    return differences(pair)


def differences(pair: Pair) -> tuple[list, list]:
    return readable(words(pair.was.title, pair.now.title)), readable(words(pair.was.text, pair.now.text))


def notes_of(pairs: Iterable[Pair]) -> dict[int, list[str]]:
    """What changed besides the words, by clause; one query."""
    both = [pair for pair in pairs if pair.was and pair.now]
    sources: dict[int, set] = defaultdict(set)
    known = Source.objects.filter(revision__in=[revision.pk for pair in both for revision in (pair.was, pair.now)])
    for source in known:
        sources[source.revision_id].add(source.key())
    return defaultdict(
        list, {pair.clause_id: _notes(pair, sources[pair.was.pk], sources[pair.now.pk]) for pair in both}
    )


def regrouped(reference: str, found: Summary) -> list[str]:
    """Where a clause comes from or went, when it was split or joined."""
    said = []
    if reference in found.split:
        said.append(gettext("Issue de la scission de %(clause)s.") % {"clause": found.split[reference]})
    if reference in found.joined:
        said.append(gettext("Réunie à %(clause)s, qui en garde le texte.") % {"clause": found.joined[reference]})
    parts = [key for key, origin in found.split.items() if origin == reference]
    if parts:
        said.append(gettext("Scindée : la suite est %(clauses)s.") % {"clauses": ", ".join(parts)})
    came = [key for key, heir in found.joined.items() if heir == reference]
    if came:
        said.append(gettext("Réunit aussi %(clauses)s.") % {"clauses": ", ".join(came)})
    return said


def notes_along(revisions: list[Revision]) -> list[list[str]]:
    """What each revision of one clause, in order, changed besides the words of the one before it; one query."""
    sources: dict[int, set] = defaultdict(set)
    for source in Source.objects.filter(revision__in=[revision.pk for revision in revisions]):
        sources[source.revision_id].add(source.key())
    pairs = [Pair(was, now) for was, now in zip([None, *revisions], revisions, strict=False)]
    return [_notes(pair, sources[pair.was.pk], sources[pair.now.pk]) if pair.was else [] for pair in pairs]


def _notes(pair: Pair, sources_before: set, sources_now: set) -> list[str]:
    said = []
    if pair.moved or pair.was.parent_id != pair.now.parent_id:
        said.append(gettext("Elle change de place."))
    old, new = pair.was.sheet, pair.now.sheet
    fields = [str(name) for key, name in SHEET.items() if (old.get(key) or None) != (new.get(key) or None)]
    if pair.was.amount != pair.now.amount:
        fields.remove(str(SHEET["budget"]))
        amounts = {"was": euros(pair.was.amount), "now": euros(pair.now.amount)}
        said.append(gettext("Budget : de %(was)s à %(now)s.") % amounts)
    if calendar_of(pair.was.sheet) != calendar_of(pair.now.sheet):
        months = {
            "was": calendar_of(pair.was.sheet) or gettext("à préciser"),
            "now": calendar_of(pair.now.sheet) or gettext("à préciser"),
        }
        said.append(gettext("Calendrier : de %(was)s à %(now)s.") % months)
    if fields:
        said.append(gettext("Fiche modifiée : %(fields)s.") % {"fields": ", ".join(fields)})
    gained, lost = len(sources_now - sources_before), len(sources_before - sources_now)
    if gained:
        said.append(ngettext("%(n)s source ajoutée.", "%(n)s sources ajoutées.", gained) % {"n": gained})
    if lost:
        said.append(ngettext("%(n)s source retirée.", "%(n)s sources retirées.", lost) % {"n": lost})
    return said


def reasons(pairs: Iterable[Pair]) -> dict[int, str]:
    """Why, by clause: the last reason given between the two states; why it came, or why it went. One query."""
    pairs = list(pairs)
    given: dict[int, list[Revision]] = defaultdict(list)
    for revision in Revision.objects.filter(clause__in=[pair.clause_id for pair in pairs]).exclude(reason=""):
        given[revision.clause_id].append(revision)
    return {pair.clause_id: _reason(pair, given[pair.clause_id]) for pair in pairs}


def _reason(pair: Pair, given: list[Revision]) -> str:
    """`given` is in order."""
    if pair.now is None:
        closing = [revision for revision in given if revision.is_closed and revision.number > pair.was.number]
        return closing[0].reason if closing else ""
    upto = [revision for revision in given if revision.number <= pair.now.number]
    if pair.was is None:
        return upto[0].reason if upto else ""
    since = [revision for revision in upto if revision.number > pair.was.number]
    return since[-1].reason if since else ""
