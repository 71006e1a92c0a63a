"""What became of each unit between two texts: kept, rewritten, added, removed, moved, split, joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from plans.drafting.align import CLOSE, Pair, align, bag, likeness
from plans.drafting.units import join, normalise, without_marker
from plans.drafting.words import Change, words

Fate = Literal["equal", "modify", "insert", "delete", "move_from", "move_to", "split", "join"]

# Words in common between a unit and its parts put together: above it, none of these words is told as new.
_SAME_WORDS = 0.8
_MOST_PARTS = 8


@dataclass(frozen=True)
class Unit:
    """A unit of a text: a clause, a paragraph, a list item. With keys, it is known by its key and not by its words."""

    text: str
    key: str = ""


Document = Sequence[Unit]


@dataclass(frozen=True)
class Step:
    """What became of these units of the former text (none: they are new) in the newer one (none: they left)."""

    fate: Fate
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    segments: tuple[Change, ...] = ()  # word by word, for what was rewritten, split, joined, or rewritten while moved
    partner: int | None = None  # of a move: the place of its other end among the steps


def compare(before: Document, after: Document) -> list[Step]:
    """The steps that lead from one to the other, in the order of both. A renumbered list item did not change."""
    old, new = _texts(before), _texts(after)
    pairs = _paired(before, after, old, new)
    moved = _moves(before, after, old, new, pairs)
    return _partnered([*_steps(old, new, pairs, moved)], moved)


def _texts(document: Document) -> list[str]:
    return [normalise(unit.text) for unit in document]


def _paired(before: Document, after: Document, old: list[str], new: list[str]) -> list[Pair]:
    """By keys where both sides know them all, by their words otherwise."""
    if all(unit.key for unit in (*before, *after)):
        places = {unit.key: i for i, unit in enumerate(before)}
        names = [str(places.get(unit.key, f"new {j}")) for j, unit in enumerate(after)]
        # A key is one word: never close to another, so that a unit is kept in place or moved, never confused.
        return [
            pair
            for i, j in align([str(i) for i in range(len(before))], names)
            for pair in ([(i, j)] if i is None or j is None or names[j] == str(i) else [(i, None), (None, j)])
        ]
    names, new_names = [without_marker(text) for text in old], [without_marker(text) for text in new]
    found: list[Pair] = []
    for i, j in _swapped(names, new_names, align(names, new_names)):
        if i is not None and j is not None and not _is_same_unit(names[i], new_names[j]):
            found += [(i, None), (None, j)]
        else:
            found.append((i, j))
    return found


def _is_same_unit(before: str, after: str) -> bool:
    return before == after or likeness(bag(before), bag(after)) >= CLOSE


def _swapped(old: list[str], new: list[str], pairs: list[Pair]) -> list[Pair]:
    """Of two neighbours that changed places, either could be told as moved: the longer one is, always."""
    told = list(pairs)
    for at in range(len(told) - 2):
        (i, j), (kept, seen), (k, m) = told[at : at + 3]
        if kept is None or seen is None:
            continue
        if i is None and m is None and j is not None and k is not None:
            if old[k] == new[j] and old[kept] == new[seen] and len(old[k]) < len(old[kept]):
                told[at : at + 3] = [(kept, None), (k, j), (None, seen)]
        elif (
            j is None
            and k is None
            and i is not None
            and m is not None
            and old[i] == new[m]
            and old[kept] == new[seen]
            and len(old[i]) < len(old[kept])
        ):
            told[at : at + 3] = [(None, seen), (i, m), (kept, None)]
    return told


def _moves(before: Document, after: Document, old: list[str], new: list[str], pairs: list[Pair]) -> dict[int, int]:
    """Place before → place after, of what left one place and came to another."""
    names_before = [unit.key or without_marker(text) for unit, text in zip(before, old, strict=True)]
    names_after = [unit.key or without_marker(text) for unit, text in zip(after, new, strict=True)]
    left = {names_before[i]: i for i, j in pairs if i is not None and j is None}
    came = {names_after[j]: j for i, j in pairs if j is not None and i is None}
    once = _once(names_before) & _once(names_after)
    return {left[name]: came[name] for name in left.keys() & came.keys() & once}


def _once(names: list[str]) -> set[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for name in names:
        (again if name in seen else seen).add(name)
    return seen - again


def _steps(old: list[str], new: list[str], pairs: list[Pair], moved: dict[int, int]) -> Iterator[Step]:
    arrived = {j: i for i, j in moved.items()}
    at = 0
    while at < len(pairs):
        i, j = pairs[at]
        if i is not None and j is not None:
            if without_marker(old[i]) == without_marker(new[j]):
                yield Step("equal", (old[i],), (new[j],))
            else:
                taken = _parts(old, new, pairs, at, moved, arrived)
                if taken > 1:
                    yield _regrouped(old, new, pairs[at : at + taken])
                    at += taken
                    continue
                yield Step("modify", (old[i],), (new[j],), tuple(words(old[i], new[j])))
        elif i is not None:
            yield Step("move_from" if i in moved else "delete", (old[i],))
        elif j is not None:
            came = old[arrived[j]] if j in arrived else None
            segments = tuple(words(came, new[j])) if came is not None and came != new[j] else ()
            yield Step("move_to" if j in arrived else "insert", (), (new[j],), segments)
        at += 1


def _parts(
    old: list[str], new: list[str], pairs: list[Pair], at: int, moved: dict[int, int], arrived: dict[int, int]
) -> int:
    """How many pairs from here are one unit that was split, or several that were joined: 1 when neither."""
    first_old, first_new = pairs[at]
    if first_old is None or first_new is None:
        return 1
    side = None
    most, taken = 0.0, 1
    whole, parts = "", ""
    for size in range(2, _MOST_PARTS + 1):
        if at + size > len(pairs):
            break
        i, j = pairs[at + size - 1]
        is_split = i is None and j is not None and j not in arrived
        is_join = j is None and i is not None and i not in moved
        if not (is_split or is_join) or side not in (None, is_split):
            break
        if side is None:
            side = is_split
            whole, parts = (old[first_old], new[first_new]) if side else (new[first_new], old[first_old])
            most = likeness(bag(whole), bag(parts))
        parts = f"{parts} {new[j] if j is not None else old[i] if i is not None else ''}"
        alike = likeness(bag(whole), bag(parts))
        if alike >= _SAME_WORDS and alike > most:
            most, taken = alike, size
    return taken


def _regrouped(old: list[str], new: list[str], pairs: list[Pair]) -> Step:
    before = tuple(old[i] for i, _ in pairs if i is not None)
    after = tuple(new[j] for _, j in pairs if j is not None)
    fate: Fate = "split" if len(before) < len(after) else "join"
    return Step(fate, before, after, tuple(words(join(before), join(after))))


def _partnered(steps: list[Step], moved: dict[int, int]) -> list[Step]:
    """Each end of a move knows where the other one is."""
    place_before, place_after = {}, {}
    i = j = 0
    for place, step in enumerate(steps):
        if step.fate == "move_from":
            place_before[i] = place
        if step.fate == "move_to":
            place_after[j] = place
        i, j = i + len(step.before), j + len(step.after)
    for left, came in moved.items():
        one, other = place_before[left], place_after[came]
        steps[one] = _with_partner(steps[one], other)
        steps[other] = _with_partner(steps[other], one)
    return steps


def _with_partner(step: Step, partner: int) -> Step:
    return Step(step.fate, step.before, step.after, step.segments, partner)
