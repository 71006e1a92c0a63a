"""Any number of rewritings of one text, taken together: what can stand side by side does, the rest is shown.

Nobody is favoured and nobody waits for another: where rewritings collide, only these words keep those of the base, and
everything else that the same people wrote is taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from plans.drafting.hunks import hunks, word_hunks
from plans.drafting.merge import Side, read
from plans.drafting.tokens import is_word, tokens
from plans.drafting.units import join, normalise, segment, without_marker


@dataclass(frozen=True)
class Collision:
    """Words of one unit for which several people want different things. An empty text deletes them."""

    unit: int  # its place among the units of the base
    base: str
    wanted: tuple[tuple[str, str], ...]  # who → the words they want there

    @property
    def between(self) -> tuple[str, ...]:
        return tuple(who for who, _ in self.wanted)


@dataclass(frozen=True)
class Together:
    """The text with everything that does not collide; `taken` lists, for each, the changes that are in it."""

    text: str
    collisions: tuple[Collision, ...] = ()
    ambiguous: tuple[str, ...] = ()  # added at the same place: their order is a guess
    taken: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # who → (words left, words written)

    @property
    def clean(self) -> bool:
        return not self.collisions


def merge_many(base: str, rewritings: Mapping[str, str]) -> Together:
    """`rewritings` holds, by who wants it, the whole text that they want; who changed nothing is listed too."""
    units = segment(base)
    texts = {who: normalise(text) for who, text in rewritings.items()}
    changed = {who: text for who, text in sorted(texts.items()) if text != normalise(base)}
    if not changed:
        return Together(normalise(base), taken=dict.fromkeys(texts, ()))
    merging = _Merging(units, {who: read(units, segment(text)) for who, text in changed.items()})
    together = merging.run()
    if len(set(changed.values())) == 1:  # alone, a rewriting is taken to the letter
        together = Together(next(iter(changed.values())), taken=together.taken)
    return Together(
        together.text,
        together.collisions,
        together.ambiguous,
        {who: tuple(together.taken.get(who, ())) for who in texts},
    )


class _Edit(NamedTuple):
    """`base[start:end]` becomes `words`."""

    start: int
    end: int
    words: tuple[str, ...]


class _Merging:
    def __init__(self, base: list[str], sides: dict[str, Side]) -> None:
        self.base = base
        self.sides = sides
        self.result: list[str] = []
        self.collisions: list[Collision] = []
        self.ambiguous: list[str] = []
        self.taken: dict[str, list[tuple[str, str]]] = {who: [] for who in sides}
        # Several people may have moved one unit: it goes to the first of their places, and the guess is told.
        self.places = {
            unit: sorted({side.moved[unit] for side in sides.values() if unit in side.moved})
            for side in sides.values()
            for unit in side.moved
        }

    def run(self) -> Together:
        for place in range(len(self.base) + 1):
            self._add(place)
            if place < len(self.base) and place not in self.places:
                self._keep(place)
        taken = {who: tuple(changes) for who, changes in self.taken.items()}
        return Together(join(self.result), tuple(self.collisions), tuple(dict.fromkeys(self.ambiguous)), taken)

    def _keep(self, unit: int) -> None:
        base = self.base[unit]
        wanted = {who: side.kept.get(unit, base if unit in side.moved else "") for who, side in self.sides.items()}
        changed = {who: text for who, text in wanted.items() if without_marker(text) != without_marker(base)}
        if not changed:
            numbered = {text for text in wanted.values() if text != base}
            self._put(numbered.pop() if len(numbered) == 1 else base)
        elif "" not in changed.values():
            self._put(self._woven(unit, base, changed))
        elif set(changed.values()) == {""} and unit not in self.places:
            self._take(changed, base, "")
        else:
            movers = {who: base for who, side in self.sides.items() if unit in side.moved}
            self._collide(unit, base, changed | movers)
            self._put(base)

    def _woven(self, unit: int, base: str, wanted: Mapping[str, str]) -> str:
        words = tokens(base)
        parts: list[str] = []
        at = 0
        for group in _overlapping(_edits(words, wanted)):
            start, end = min(edit.start for edit, _ in group), max(edit.end for edit, _ in group)
            parts += words[at:start]
            parts += self._settled(unit, words, start, end, group)
            at = end
        return "".join(parts + words[at:])

    def _settled(
        self, unit: int, words: list[str], start: int, end: int, group: list[tuple[_Edit, tuple[str, ...]]]
    ) -> tuple[str, ...]:
        """What stands here: the only words wanted, additions side by side, or the words of the base."""
        base = words[start:end]
        if len(group) > 1 and not _side_by_side(words, start, [edit for edit, _ in group]):
            # Someone may have several changes among these words: they are told together.
            everyone = {who for _, who_want in group for who in who_want}
            wanted = {who: _applied(words, start, end, [edit for edit, of in group if who in of]) for who in everyone}
            self._collide(unit, "".join(base), wanted)
            return tuple(base)
        if len(group) > 1:
            self.ambiguous += ["".join(edit.words).strip() for edit, _ in group]
        for edit, who_want in group:
            self._take(who_want, "".join(words[edit.start : edit.end]), "".join(edit.words))
        return tuple(word for edit, _ in group for word in edit.words)

    def _collide(self, unit: int, base: str, wanted: Mapping[str, str]) -> None:
        self.collisions.append(Collision(unit, base, tuple(sorted(wanted.items()))))

    def _take(self, who_want: Iterable[str], before: str, after: str) -> None:
        for who in who_want:
            self.taken[who].append((before, after))

    def _put(self, text: str) -> None:
        if text:
            self.result.append(text)

    def _add(self, place: int) -> None:
        blocks: dict[tuple[str, ...], list[str]] = {}
        for who, side in self.sides.items():
            new = tuple(added.text for added in side.added.get(place, []) if added.is_new)
            if new:
                blocks.setdefault(new, []).append(who)
        for units, who_want in blocks.items():
            for text in units:
                self._take(who_want, "", text)
        self.result += _united([list(units) for units in sorted(blocks)], self.ambiguous)
        for unit, places in self.places.items():
            if places[0] == place:
                if len(places) > 1:
                    self.ambiguous.append(self.base[unit])
                movers = [who for who, side in self.sides.items() if unit in side.moved]
                self._take(movers, self.base[unit], self.base[unit])
                self._keep(unit)


def _united(blocks: list[list[str]], ambiguous: list[str]) -> list[str]:
    """What several added at one place: what they share once, the rest in the order of their text."""
    if not blocks:
        return []
    united = blocks[0]
    for block in blocks[1:]:
        parts: list[str] = []
        at = 0
        for hunk in hunks(united, block):
            parts += united[at : hunk.start]
            one, other = united[hunk.start : hunk.end], block[hunk.new_start : hunk.new_end]
            if one and other:
                ambiguous += [*one, *other]
            parts += [text for part in sorted([one, other]) for text in part]
            at = hunk.end
        united = parts + united[at:]
    return united


def _edits(base: list[str], wanted: Mapping[str, str]) -> list[tuple[_Edit, tuple[str, ...]]]:
    """Every change of words, once, with who wants it."""
    found: dict[_Edit, list[str]] = {}
    for who, text in wanted.items():
        new = tokens(text)
        for hunk in word_hunks(base, new):
            edit = _Edit(hunk.start, hunk.end, tuple(new[hunk.new_start : hunk.new_end]))
            found.setdefault(edit, []).append(who)
    return [(edit, tuple(who)) for edit, who in sorted(found.items())]


def _overlapping(
    edits: list[tuple[_Edit, tuple[str, ...]]],
) -> Iterator[list[tuple[_Edit, tuple[str, ...]]]]:
    """Groups of changes that share words of the base, or touch: words written beside deleted ones may mean them."""
    group: list[tuple[_Edit, tuple[str, ...]]] = []
    end = -1
    for edit, who in edits:
        if group and edit.start > end:
            yield group
            group = []
        group.append((edit, who))
        end = max(end, edit.end) if len(group) > 1 else edit.end
    if group:
        yield group


def _side_by_side(words: list[str], place: int, edits: list[_Edit]) -> bool:
    """They are additions at one place, none repeats another, and no two words would become one."""
    if any(edit.start != edit.end or edit.start != place for edit in edits):
        return False
    texts = sorted(("".join(edit.words).strip() for edit in edits), key=len)
    if any(long.startswith(short) or long.endswith(short) for i, short in enumerate(texts) for long in texts[i + 1 :]):
        return False
    added = [word for edit in edits for word in edit.words]
    around = [*words[max(0, place - 1) : place], *added, *words[place : place + 1]]
    return tokens("".join(around)) == around


def _applied(words: list[str], start: int, end: int, edits: list[_Edit]) -> str:
    parts: list[str] = []
    at = start
    for edit in edits:
        parts += words[at : edit.start]
        parts += edit.words
        at = edit.end
    return "".join(parts + words[at:end])


def accept(segments: Iterable[tuple[str, str]]) -> str:
    """The text once a difference is accepted: what was kept and inserted, without ever gluing two words."""
    text, last = "", "eq"
    for kind, words in segments:
        if kind == "del" or not words:
            continue
        if text and "ins" in (kind, last) and is_word(text[-1]) and is_word(words[0]):
            text += " "
        text += words
        last = kind
    return text
