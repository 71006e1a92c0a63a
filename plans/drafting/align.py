"""Which unit of one text became which unit of the other."""

import re

from plans.drafting.hunks import Hunk, hunks

# Half of the words in common, near enough: below that, a unit was removed and another one written.
CLOSE = 0.4
_MOST_COMPARISONS = 100_000
_MOST_WORDS = 4_000_000
_WORD = re.compile(r"\w+")

Pair = tuple[int | None, int | None]
_Chain = tuple[int, int, "_Chain | None"]


def align(before: list[str], after: list[str]) -> list[Pair]:
    """The units in the order of both texts: kept or rewritten (i, j), removed (i, None), added (None, j)."""
    found: list[Pair] = []
    at, new_at = 0, 0
    for hunk in [*hunks(before, after), Hunk(len(before), len(before), len(after), len(after))]:
        found += zip(range(at, hunk.start), range(new_at, hunk.new_start), strict=True)
        found += _inside(before, after, hunk)
        at, new_at = hunk.end, hunk.new_end
    return found


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def bag(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _inside(before: list[str], after: list[str], hunk: Hunk) -> list[Pair]:
    found: list[Pair] = []
    at, new_at = hunk.start, hunk.new_start
    close = _close_pairs(before[hunk.start : hunk.end], after[hunk.new_start : hunk.new_end])
    for i, j in [*((hunk.start + i, hunk.new_start + j) for i, j in close), (hunk.end, hunk.new_end)]:
        found += ((k, None) for k in range(at, i))
        found += ((None, k) for k in range(new_at, j))
        if i < hunk.end:
            found.append((i, j))
        at, new_at = i + 1, j + 1
    return found


def _close_pairs(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """The pairs, in order and without crossing, that have most in common; far from the diagonal nothing is tried."""
    if len(before) == len(after) == 1:
        return [(0, 0)]
    if not before or not after:
        return []
    old, new = [bag(text) for text in before], [bag(text) for text in after]
    weight = sum(map(len, old)) + sum(map(len, new))
    reach = max(2, min(_MOST_WORDS // (weight + 1), _MOST_COMPARISONS // (2 * len(old))))
    best = [0.0] * (len(new) + 1)
    chains: list[_Chain | None] = [None] * (len(new) + 1)
    for i, words in enumerate(old):
        middle = (i + 1) * len(new) // len(old)
        low, high = max(0, middle - reach), min(len(new), middle + reach)
        diagonal, chain = best[low], chains[low]
        for j in range(low, high):
            above, above_chain = best[j + 1], chains[j + 1]
            common = likeness(words, new[j])
            if common >= CLOSE and diagonal + common > max(above, best[j]):
                best[j + 1], chains[j + 1] = diagonal + common, (i, j, chain)
            elif best[j] > above:
                best[j + 1], chains[j + 1] = best[j], chains[j]
            diagonal, chain = above, above_chain
    return _unroll(chains[-1])


def _unroll(chain: _Chain | None) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while chain:
        i, j, chain = chain
        found.append((i, j))
    return found[::-1]
