"""What changed between two texts, word by word."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from plans.drafting.align import Pair, align, bag, likeness
from plans.drafting.hunks import word_hunks
from plans.drafting.tokens import clusters, is_word, tokens
from plans.drafting.units import normalise, pieces

Kind = Literal["eq", "del", "ins"]
Change = tuple[Kind, str]

_SAME_WORDS = 0.8
_LARGEST_SPLIT = 8
_FEWEST_KEPT = 3
_Piece = tuple[str, str]


def words(before: str, after: str) -> list[Change]:
    """Segments: kept and deleted make the normalised `before`, kept and inserted the normalised `after`."""
    old, new = pieces(normalise(before)), pieces(normalise(after))
    pairs = align([unit for unit, _ in old], [unit for unit, _ in new])
    return _tidy(_segments(old, new, pairs))


def readable(segments: Iterable[Change]) -> list[Change]:
    """The same difference for the eye: a few words kept between two changes are told as deleted and inserted."""
    changes = list(segments)
    shown: list[Change] = []
    for i, (kind, text) in enumerate(changes):
        is_between = 0 < i < len(changes) - 1
        if kind == "eq" and is_between and "\n" not in text and _count_words(text) < _FEWEST_KEPT:
            shown += [("del", text), ("ins", text)]
        else:
            shown.append((kind, text))
    return _tidy(shown)


def _segments(old: list[_Piece], new: list[_Piece], pairs: list[Pair]) -> Iterator[Change]:
    for is_kept, group in groupby(pairs, key=lambda pair: _is_kept(old, new, pair)):
        slot = list(group)
        before = "".join(old[i][1] for i, _ in slot if i is not None)
        after = "".join(new[j][1] for _, j in slot if j is not None)
        if not is_kept and _is_split(slot) and likeness(bag(before), bag(after)) >= _SAME_WORDS:
            yield from _inside(before, after)
            continue
        for i, j in slot:
            yield from _inside(old[i][1] if i is not None else "", new[j][1] if j is not None else "")


def _is_split(slot: list[Pair]) -> bool:
    """A few units became more or fewer: perhaps a paragraph was split or joined, whose words are not new."""
    sizes = sum(i is not None for i, _ in slot), sum(j is not None for _, j in slot)
    return 0 < min(sizes) < max(sizes) <= _LARGEST_SPLIT


def _is_kept(old: list[_Piece], new: list[_Piece], pair: Pair) -> bool:
    i, j = pair
    return i is not None and j is not None and old[i][0] == new[j][0]


def _inside(before: str, after: str) -> Iterator[Change]:
    if before == after:
        yield "eq", before
        return
    old, new = tokens(before), tokens(after)
    at = 0
    for hunk in word_hunks(old, new):
        yield "eq", "".join(old[at : hunk.start])
        yield from _replaced("".join(old[hunk.start : hunk.end]), "".join(new[hunk.new_start : hunk.new_end]))
        at = hunk.end
    yield "eq", "".join(old[at:])


def _replaced(removed: str, added: str) -> Iterator[Change]:
    """One deletion and one insertion, unless only spaces differ: then only these are shown."""
    if not removed or not added or "".join(removed.split()) != "".join(added.split()):
        yield "del", removed
        yield "ins", added
        return
    old, new = clusters(removed), clusters(added)
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and old[i] == new[j]:
            yield "eq", old[i]
            i, j = i + 1, j + 1
        elif i < len(old) and (old[i].isspace() or j == len(new)):
            yield "del", old[i]
            i += 1
        else:
            yield "ins", new[j]
            j += 1


def _tidy(segments: Iterable[Change]) -> list[Change]:
    """Between two kept segments, at most one deletion, then one insertion."""
    tidied: list[Change] = []
    said = (change for change in segments if change[1])
    for is_kept, group in groupby(said, key=lambda change: change[0] == "eq"):
        parts = list(group)
        kinds: tuple[Kind, ...] = ("eq",) if is_kept else ("del", "ins")
        for kind in kinds:
            text = "".join(part for of, part in parts if of == kind)
            if text:
                tidied.append((kind, text))
    return tidied


def _count_words(text: str) -> int:
    return sum(map(is_word, tokens(text)))
