"""The cases that people who compare and merge plans for a living would try first."""

import json
from pathlib import Path

import pytest

from plans.drafting import join, merge, normalise, words

CASES = json.loads((Path(__file__).parents[2] / "text_cases.json").read_text(encoding="utf-8"))["cases"]
ELSEWHERE = {
    "WD-36": "texts are light Markdown, not HTML: a tag is words, and both texts stay readable in the difference",
    "WD-38": "how a change is drawn belongs to the templates and their tests",
}


def cases(kind):
    return [pytest.param(case, id=case["id"]) for case in CASES if case["kind"] == kind and case["id"] not in ELSEWHERE]


MUST = {
    "no_change": lambda kinds: kinds in ([], ["eq"]),
    "no_deletion": lambda kinds: "del" not in kinds,
    "no_insertion": lambda kinds: "ins" not in kinds,
    "single_deletion": lambda kinds: kinds.count("del") == 1,
    "graphemes_whole": lambda kinds: True,  # the exact segments of the case say it
}


@pytest.mark.parametrize("case", cases("word_diff"))
def test_words_that_changed(case):
    before, after = case["input"]["before"], case["input"]["after"]

    segments = words(before, after)

    assert "".join(text for kind, text in segments if kind != "ins") == normalise(before)
    assert "".join(text for kind, text in segments if kind != "del") == normalise(after)
    if case["strictness"] == "exact":
        assert segments == [(kind, normalise(text)) for kind, text in case["expected"]["segments"]]
    for must in case["expected"].get("must", []):
        assert MUST[must]([kind for kind, _ in segments])


@pytest.mark.parametrize("case", cases("rebase"))
def test_a_plan_that_moved_on(case):
    given, expected = case["input"], case["expected"]

    merged = merge(join(given["base"]), join(given["new_version"]), join(given["amendment"]))

    assert merged.clean == expected["clean"]
    assert [conflict.unit for conflict in merged.conflicts] == expected.get("conflict_units", [])
    if "result" in expected:
        assert merged.text == normalise(join(expected["result"]))
    if "amendment_side" in expected:
        assert [(c.ours, c.theirs) for c in merged.conflicts] == [(expected["new_side"], expected["amendment_side"])]
    assert all(unit in merged.text for unit in expected.get("kept_insertions", []))
    if "place_flagged" in expected.get("must", []):
        assert merged.ambiguous
    if "amendment_text_still_readable" in expected.get("must", []):
        assert [conflict.theirs for conflict in merged.conflicts] == [
            given["amendment"][i] for i in expected["conflict_units"]
        ]


def test_every_case_set_aside_is_a_case():
    assert ELSEWHERE.keys() <= {case["id"] for case in CASES}
