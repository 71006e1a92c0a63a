"""Where two sequences differ: hunks, found in bounded time and placed where a reader expects them."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from plans.drafting.tokens import is_word

# The size of the bit table that the alignment fills: 25 MB and some 50 ms at most.
MOST_CELLS = 200_000_000
_FARTHEST_SLIDE = 200
_SENTENCE_ENDS = (".", "!", "?", "…")


class Hunk(NamedTuple):
    """`before[start:end]` is replaced by `after[new_start:new_end]`; between two hunks at least one element is kept."""

    start: int
    end: int
    new_start: int
    new_end: int


def hunks(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Hunk]:
    """The shortest list of changes, or one change of everything when the two are too large to align."""
    start, end = _common_ends(before, after)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if not old and not new:
        return []
    if not old or not new or len(old) * len(new) > MOST_CELLS:
        return [Hunk(start, start + len(old), start, start + len(new))]
    numbers: dict[Hashable, int] = {}
    numbered = [[numbers.setdefault(element, len(numbers)) for element in side] for side in (old, new)]
    found: list[Hunk] = []
    for tag, i, j, k, m in Indel.opcodes(*numbered):
        if tag == "equal":
            continue
        step = Hunk(start + i, start + j, start + k, start + m)
        if found and found[-1].end == step.start and found[-1].new_end == step.new_start:
            step = Hunk(found[-1].start, step.end, found.pop().new_start, step.new_end)
        found.append(step)
    return found


def word_hunks(before: list[str], after: list[str]) -> list[Hunk]:
    """The changed words between two lists of tokens, whole sentences first when the two are large."""
    is_large = len(before) * len(after) > MOST_CELLS
    found = _by_sentences(before, after) if is_large else hunks(before, after)
    if _is_rewritten(before, after, found):
        return [_whole(before, after)]
    return _slide(before, after, found)


def _whole(before: list[str], after: list[str]) -> Hunk:
    return Hunk(0, len(before), 0, len(after))


def _common_ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[int, int]:
    shortest = min(len(before), len(after))
    start = 0
    while start < shortest and before[start] == after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _by_sentences(before: list[str], after: list[str]) -> list[Hunk]:
    old, new = _sentences(before), _sentences(after)
    old_at, new_at = _starts(old), _starts(new)
    found: list[Hunk] = []
    for hunk in hunks(old, new):
        at, until = old_at[hunk.start], old_at[hunk.end]
        new_from, new_until = new_at[hunk.new_start], new_at[hunk.new_end]
        for inner in hunks(before[at:until], after[new_from:new_until]):
            found.append(Hunk(at + inner.start, at + inner.end, new_from + inner.new_start, new_from + inner.new_end))
    return found


def _sentences(words: list[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    start = 0
    for i, token in enumerate(words):
        if "\n" in token or (i and words[i - 1] in _SENTENCE_ENDS and token.isspace()):
            found.append(tuple(words[start : i + 1]))
            start = i + 1
    found.append(tuple(words[start:]))
    return found


def _starts(sentences: list[tuple[str, ...]]) -> list[int]:
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence))
    return starts


def _is_rewritten(before: list[str], after: list[str], found: list[Hunk]) -> bool:
    """Less than a quarter of the shorter text is kept: showing scattered words as kept would hide that."""
    if not found or found == [_whole(before, after)]:
        return False
    sign = is_word if any(map(is_word, before)) and any(map(is_word, after)) else _is_visible
    removed = sum(len(t) for h in found for t in before[h.start : h.end] if sign(t))
    old = sum(len(t) for t in before if sign(t))
    new = sum(len(t) for t in after if sign(t))
    return (old - removed) * 4 < min(old, new)


def _is_visible(token: str) -> bool:
    return not token.isspace()


def _slide(before: list[str], after: list[str], found: list[Hunk]) -> list[Hunk]:
    """Where a pure addition or deletion could be told at several places, tell it as whole sentences or words."""
    placed: list[Hunk] = []
    for i, hunk in enumerate(found):
        floor = placed[-1].end + 1 if placed else 0
        ceiling = found[i + 1].start - 1 if i + 1 < len(found) else len(before)
        if hunk.new_start == hunk.new_end:
            shift = _best_shift(before, hunk.start, hunk.end, floor - hunk.start, ceiling - hunk.end)
        elif hunk.start == hunk.end:
            shift = _best_shift(after, hunk.new_start, hunk.new_end, floor - hunk.start, ceiling - hunk.end)
        else:
            shift = 0
        placed.append(Hunk(*(place + shift for place in hunk)))
    return placed


def _best_shift(words: list[str], start: int, end: int, lowest: int, highest: int) -> int:
    low = high = 0
    while low > max(lowest, -_FARTHEST_SLIDE) and words[start + low - 1] == words[end + low - 1]:
        low -= 1
    while high < min(highest, _FARTHEST_SLIDE) and words[start + high] == words[end + high]:
        high += 1
    return max(range(low, high + 1), key=lambda shift: (_cut_quality(words, start + shift, end + shift), shift == 0))


def _cut_quality(words: list[str], start: int, end: int) -> int:
    opens, closes = words[start], words[end - 1]
    if start == 0 or "\n" in words[start - 1]:
        return 3
    if words[start - 1].isspace():
        if start > 1 and words[start - 2] in _SENTENCE_ENDS:
            return 3
        return 2 if closes.isspace() else 0
    return 1 if opens.isspace() else 0
