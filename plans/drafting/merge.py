"""Two texts written from the same one become one text; where they collide, both are handed to a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from plans.drafting.align import Pair, align
from plans.drafting.hunks import hunks
from plans.drafting.units import join, normalise, segment
from plans.drafting.weave import weave


@dataclass(frozen=True)
class Conflict:
    """One unit that both sides changed in ways that cannot both stand; an empty side deleted it."""

    base: str
    ours: str
    theirs: str
    unit: int  # its place among the units of the base
    place: int  # its place among the units of the merged text, which keeps the words of the base there


@dataclass(frozen=True)
class Merge:
    """The merged text. Nobody is favoured: a unit in conflict keeps the words of the base until a person decides."""

    text: str
    conflicts: tuple[Conflict, ...] = ()
    ambiguous: tuple[str, ...] = ()  # added at the same place, or where the neighbour is gone: the order is a guess

    @property
    def clean(self) -> bool:
        return not self.conflicts


def merge(base: str, ours: str, theirs: str) -> Merge:
    base, ours, theirs = normalise(base), normalise(ours), normalise(theirs)
    if ours in (base, theirs):
        return Merge(theirs)
    if theirs == base:
        return Merge(ours)
    units = segment(base)
    return _Merging(units, read(units, segment(ours)), read(units, segment(theirs))).run()


_NEW = -1


class Added(NamedTuple):
    text: str
    origin: int  # the unit of the base that was moved here, _NEW when there is none

    @property
    def is_new(self) -> bool:
        return self.origin == _NEW


@dataclass
class Side:
    """What one rewriting did to each unit of the base."""

    kept: dict[int, str] = field(default_factory=dict)  # unit of the base → its text here
    moved: dict[int, int] = field(default_factory=dict)  # unit of the base → before which unit it is now
    added: dict[int, list[Added]] = field(default_factory=dict)  # before which unit of the base → what


def read(base: list[str], units: list[str]) -> Side:
    pairs = align(base, units)
    side = Side(kept={i: units[j] for i, j in pairs if i is not None and j is not None})
    origins = _moves(base, units, pairs)
    moved = set(origins.values())
    for gap, removed, added in _slots(pairs):
        stay = [i for i in removed if i not in moved]
        new = [j for j in added if j not in origins]
        replaced = dict(zip(new, stay, strict=False))
        for j in added:
            if j in replaced:
                side.kept[replaced[j]] = units[j]
                continue
            side.added.setdefault(gap, []).append(Added(units[j], origins.get(j, _NEW)))
            if j in origins:
                side.moved[origins[j]] = gap
    return side


def _slots(pairs: list[Pair]) -> Iterator[tuple[int, list[int], list[int]]]:
    """Between two paired units: the place that follows in the base, what was removed, what was added."""
    gap = 0
    for is_paired, group in groupby(pairs, key=lambda pair: None not in pair):
        slot = list(group)
        removed, added = [i for i, _ in slot if i is not None], [j for _, j in slot if j is not None]
        gap = removed[-1] + 1 if removed else gap
        if not is_paired:
            yield gap, removed, added


def _moves(base: list[str], units: list[str], pairs: list[Pair]) -> dict[int, int]:
    """Added unit → removed unit of the same words, where neither text holds these words twice."""
    left = {base[i]: i for i, j in pairs if i is not None and j is None}
    came = {units[j]: j for i, j in pairs if j is not None and i is None}
    alone = _only_once(base) & _only_once(units)
    return {came[text]: left[text] for text in left.keys() & came.keys() & alone}


def _only_once(units: list[str]) -> set[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for unit in units:
        (again if unit in seen else seen).add(unit)
    return seen - again


class _Merging:
    def __init__(self, base: list[str], ours: Side, theirs: Side) -> None:
        self.base = base
        self.ours = ours
        self.theirs = theirs
        self.result: list[str] = []
        self.conflicts: list[Conflict] = []
        self.ambiguous: list[str] = []

    def run(self) -> Merge:
        for place in range(len(self.base) + 1):
            self._add(place)
            if place < len(self.base) and place not in self.ours.moved and place not in self.theirs.moved:
                self._keep(place)
        return Merge(join(self.result), tuple(self.conflicts), tuple(dict.fromkeys(self.ambiguous)))

    def _keep(self, unit: int) -> None:
        base, ours, theirs = self.base[unit], self.ours.kept.get(unit), self.theirs.kept.get(unit)
        if ours == theirs:
            self._put(ours)
        elif ours == base:
            self._put(theirs)
        elif theirs == base:
            self._put(ours)
        else:
            woven = weave(base, ours, theirs) if ours is not None and theirs is not None else None
            if woven:
                self.ambiguous += woven.ambiguous
                self._put(woven.text)
            else:
                self._collide(unit, ours or "", theirs or "")

    def _put(self, text: str | None) -> None:
        if text is not None:
            self.result.append(text)

    def _collide(self, unit: int, ours: str, theirs: str) -> None:
        self.conflicts.append(Conflict(self.base[unit], ours, theirs, unit, len(self.result)))
        self.result.append(self.base[unit])

    def _add(self, place: int) -> None:
        ours, theirs = self.ours.added.get(place, []), self.theirs.added.get(place, [])
        if not ours or not theirs:
            self._add_block(ours, place, self.theirs)
            self._add_block(theirs, place, self.ours)
            return
        # Always aligned in the same direction, so that exchanging the sides changes nothing.
        (first, second), others = (ours, theirs), (self.theirs, self.ours)
        if second < first:
            first, second, others = second, first, (self.ours, self.theirs)
        at = 0
        for hunk in hunks(first, second):
            self._add_block(first[at : hunk.start], place, None)
            blocks = [
                (first[hunk.start : hunk.end], others[0]),
                (second[hunk.new_start : hunk.new_end], others[1]),
            ]
            blocks.sort(key=itemgetter(0))
            if all(block for block, _ in blocks):
                self.ambiguous += [added.text for block, _ in blocks for added in block]
            for block, other in blocks:
                self._add_block(block, place, other)
            at = hunk.end
        self._add_block(first[at:], place, None)

    def _add_block(self, block: list[Added], place: int, other: Side | None) -> None:
        """Additions of one side (`other` is then the other side), or the same ones of both."""
        for added in block:
            if not added.is_new and other is not None:
                self._follow(added.text, added.origin, place, other)
                continue
            if other is not None and not self._is_anchored(place, other):
                self.ambiguous.append(added.text)
            self.result.append(added.text)

    def _follow(self, text: str, unit: int, place: int, other: Side) -> None:
        """A moved unit takes along what the other side wrote in it."""
        if unit in other.kept:
            self.result.append(other.kept[unit])
        elif unit in other.moved:
            self.ambiguous.append(text)
            self.result.append(text)
        else:
            ours, theirs = ("", text) if other is self.ours else (text, "")
            self._collide(unit, ours, theirs)

    def _is_anchored(self, place: int, other: Side) -> bool:
        """Both neighbours of the place are still there."""
        return all(unit in other.kept for unit in (place - 1, place) if 0 <= unit < len(self.base))
