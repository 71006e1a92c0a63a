"""Which short texts say nearly the same thing: trigrams in plain Python, no input nor output."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

# Below this share of common trigrams, people who typed the same idea twice were not what we saw.
NEARLY_THE_SAME = 0.6


def trigrams(text: str) -> frozenset[str]:
    """The trigrams of each word, accents and case left aside: "l’été" and "l'ete" have the same."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", bare)
    return frozenset(f"  {word} "[i : i + 3] for word in words for i in range(len(word) + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Between 0 and 1: common trigrams over all of them."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def duplicates(lines: Sequence[str], known: Iterable[tuple[object, str]]) -> list[tuple[str, object] | None]:
    """For each line, None or ("known", name of the text it repeats) or ("line", index of an earlier line)."""
    sets = [trigrams(line) for line in lines]
    # Two sets of very different sizes cannot be alike: sorted by size, most pairs are never compared.
    order = sorted(range(len(sets)), key=lambda index: len(sets[index]))
    sizes = [len(sets[index]) for index in order]
    best: list[tuple[float, str, object] | None] = [None] * len(lines)

    def compare(other, kind, name, after=-1):
        first = bisect_left(sizes, NEARLY_THE_SAME * len(other))
        for index in order[first : bisect_right(sizes, len(other) / NEARLY_THE_SAME)]:
            score = likeness(sets[index], other) if index > after else 0
            if score >= NEARLY_THE_SAME and (best[index] is None or score > best[index][0]):
                best[index] = (score, kind, name)

    for name, text in known:
        compare(trigrams(text), "known", name)
    for earlier, other in enumerate(sets):
        compare(other, "line", earlier, after=earlier)
    return [found and (found[1], found[2]) for found in best]
