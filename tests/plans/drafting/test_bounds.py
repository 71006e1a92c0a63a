"""No pair of texts makes the engine hang. The ceiling is the promise made to readers, far above what is measured."""

import random
import time

import pytest

from plans.drafting import merge, normalise, words

CEILING = 2.0
SIZE = 500_000


def _prose(seed):
    pick = random.Random(seed)
    vocabulary = ["".join(pick.choices("aeioulmnrst", k=pick.randint(2, 9))) for _ in range(2000)]
    paragraphs = []
    while sum(map(len, paragraphs)) < SIZE:
        paragraphs.append(" ".join(pick.choices(vocabulary, k=60)) + ".")
    return paragraphs


def _edited(paragraphs, seed):
    pick = random.Random(seed)
    return [p.replace(pick.choice(p.split()), "changé", 1) for p in paragraphs]


PROSE, OTHER = _prose(1), _prose(2)
PAIRS = {
    "two texts that have nothing in common": ("\n\n".join(PROSE), "\n\n".join(OTHER)),
    "a word changed in every paragraph": ("\n\n".join(PROSE), "\n\n".join(_edited(PROSE, 3))),
    "the same in one paragraph": (" ".join(PROSE), " ".join(_edited(PROSE, 3))),
    "alternating words": ("un deux " * (SIZE // 8), "deux un " * (SIZE // 8)),
    "alternating words, one of them changed": ("mot autre " * (SIZE // 10), "mot différent " * (SIZE // 14)),
    "alternating paragraphs": ("a\n\nb\n\n" * (SIZE // 6), "b\n\na\n\n" * (SIZE // 6)),
    "alternating items": ("- a\n- b\n" * (SIZE // 8), "- b\n- a\n" * (SIZE // 8)),
    "5,000 equal paragraphs": ("Le même paragraphe.\n\n" * 5000, "Le même paragraphe.\n\n" * 5000),
    "5,000 equal paragraphs, a thousand removed": ("Le même texte.\n\n" * 5000, "Le même texte.\n\n" * 4000),
    "5,000 equal paragraphs, all changed": ("Le même texte.\n\n" * 5000, "Le même article.\n\n" * 5000),
    "one word": ("a" * SIZE, "b" * SIZE),
    "one cluster": ("e" + "\u0301" * (SIZE // 2), "a" + "\u0302" * (SIZE // 2)),
    "signs": (".," * (SIZE // 2), ",." * (SIZE // 2)),
}


@pytest.mark.parametrize(("before", "after"), PAIRS.values(), ids=PAIRS.keys())
def test_comparing_takes_less_than_two_seconds(before, after):
    started = time.process_time()

    segments = words(before, after)

    assert time.process_time() - started < CEILING
    assert "".join(text for kind, text in segments if kind != "ins") == normalise(before)
    assert "".join(text for kind, text in segments if kind != "del") == normalise(after)


@pytest.mark.parametrize(("base", "ours"), PAIRS.values(), ids=PAIRS.keys())
def test_merging_takes_less_than_two_seconds(base, ours):
    theirs = base.replace("a", "e", SIZE // 50) + " fin"
    started = time.process_time()

    merge(base, ours, theirs)

    assert time.process_time() - started < CEILING
