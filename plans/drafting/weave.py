"""Two rewordings of one unit, woven into one when they do not touch each other."""

from typing import NamedTuple

from plans.drafting.hunks import word_hunks
from plans.drafting.tokens import tokens


class Woven(NamedTuple):
    text: str
    ambiguous: tuple[str, ...]


class _Edit(NamedTuple):
    """`base[start:end]` becomes `words`."""

    start: int
    end: int
    words: tuple[str, ...]


def weave(base: str, ours: str, theirs: str) -> Woven | None:
    """Both rewordings, or nothing when they collide.

    Two edits that only touch collide as well: words written next to deleted ones may have meant them. Two additions
    at the same place are both kept, in the order of their text, and told as ambiguous.
    """
    words = tokens(base)
    one, other = _edits(words, ours), _edits(words, theirs)
    edits = sorted({*one, *other})
    done: list[_Edit] = []
    ambiguous: list[str] = []
    for edit in edits:
        if not done or edit.start > done[-1].end:
            done.append(edit)
            continue
        both = _side_by_side(words, done[-1], edit)
        if both is None:
            return None
        ambiguous += ["".join(part.words).strip() for part in (done[-1], edit)]
        done[-1] = both
    return Woven(_apply(words, done), tuple(ambiguous))


def _edits(base: list[str], side: str) -> list[_Edit]:
    new = tokens(side)
    return [_Edit(hunk.start, hunk.end, tuple(new[hunk.new_start : hunk.new_end])) for hunk in word_hunks(base, new)]


def _side_by_side(words: list[str], first: _Edit, second: _Edit) -> _Edit | None:
    """The two as one addition, unless one repeats the other or two words would become one."""
    if not first.start == first.end == second.start == second.end:
        return None
    texts = ["".join(edit.words).strip() for edit in (first, second)]
    short, long = sorted(texts, key=len)
    added = first.words + second.words
    around = [*words[max(0, first.start - 1) : first.start], *added, *words[first.start : first.start + 1]]
    if long.startswith(short) or long.endswith(short) or tokens("".join(around)) != around:
        return None
    return _Edit(first.start, first.start, added)


def _apply(words: list[str], edits: list[_Edit]) -> str:
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += words[at : edit.start]
        parts += edit.words
        at = edit.end
    return "".join(parts + words[at:])
