"""The cases that people who compare and merge plans for a living would try first."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from plans.drafting import (
    Unit,
    accept,
    compare,
    join,
    locate,
    merge,
    merge_many,
    normalise,
    quote,
    read_markdown,
    words,
)

CASES = json.loads((Path(__file__).parents[2] / "text_cases.json").read_text(encoding="utf-8"))["cases"]
ELSEWHERE = {
    "WD-36": "texts are light Markdown, not HTML: a tag is words, and both texts stay readable in the difference",
    "WD-38": "how a change is drawn belongs to the templates and their tests",
    "SG-05": "one unit per item was chosen: it is what people amend (SG-07)",
    "SG-06": "one unit per item was chosen: it is what people amend (SG-07)",
    "SG-16": "an unreadable file is refused where files are read",
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


def _told(step):
    if step.fate == "modify":
        return {"op": "modify", "before": step.before[0], "after": step.after[0]}
    return {"op": step.fate, "text": (step.after or step.before)[0]}


@pytest.mark.parametrize("case", cases("unit_diff"))
def test_what_became_of_each_unit(case):
    before, after = case["input"]["before"], case["input"]["after"]

    steps = compare([Unit(text) for text in before], [Unit(text) for text in after])

    assert [text for step in steps for text in step.before] == [normalise(text) for text in before]
    assert [text for step in steps for text in step.after] == [normalise(text) for text in after]
    told = [_told(step) for step in steps]
    if case["strictness"] == "ops":
        assert told == [
            {key: normalise(value) for key, value in op.items() if key != "segments"} for op in case["expected"]["ops"]
        ]
    moves = [step.partner for step in steps if step.partner is not None]
    assert all(steps[steps[place].partner].partner == place for place in moves)
    for must in case["expected"].get("must", []):
        if must.startswith("moves_paired:"):
            assert len(moves) == 2 * int(must[-1])
        elif must == "no_modify":
            assert all(step.fate != "modify" for step in steps)
        elif must == "two_modifies":
            assert [step.fate for step in steps].count("modify") == 2
        elif must == "not_empty":
            assert {step.fate for step in steps} != {"equal"}
        else:  # said of every case by the texts put end to end, above
            assert must in {"no_text_lost", "no_cross_unit_segment"}


def _collisions(together):
    return [{"unit": collision.unit, "between": list(collision.between)} for collision in together.collisions]


def _without_details(conflicts):
    return [{"unit": conflict["unit"], "between": conflict["between"]} for conflict in conflicts]


@pytest.mark.parametrize("case", cases("multi_merge"))
def test_several_amendments_taken_together(case):
    given, expected = case["input"], case["expected"]
    amendments = {who: join(units) for who, units in given["amendments"].items()}
    if "withdrawn_absent" in expected.get("must", []):
        del amendments["withdrawn"]  # what is withdrawn is not handed to the merge
    expected = expected.get("with_both", expected)

    together = merge_many(join(given["base"]), amendments)

    assert together.taken.keys() == amendments.keys()
    if "conflicts" in expected:
        assert _collisions(together) == _without_details(expected["conflicts"])
    assert len(together.collisions) >= expected.get("conflicts_min", 0)
    if "result" in expected:
        assert together.text == join(expected["result"])
    if "result_any_of" in expected:
        assert together.text in [join(result) for result in expected["result_any_of"]]
    assert bool(together.ambiguous) == expected.get("ambiguous_order", False)
    for order in permutations(amendments.items()):
        assert merge_many(join(given["base"]), dict(order)) == together


def test_refusing_one_of_two_colliding_amendments_takes_the_other():
    given, expected = _case("MM-16")["input"], _case("MM-16")["expected"]

    def without(who):
        left = {other: join(units) for other, units in given["amendments"].items() if other != who}
        return merge_many(join(given["base"]), left)

    assert without("a").clean
    assert without("a").text == join(expected["after_rejecting_a"]["result"])
    assert without("b").text == join(expected["after_rejecting_b"]["result"])


def test_a_collision_on_a_few_words_blocks_nothing_else():
    cases_by_id = {case["id"]: case["input"] for case in CASES}

    def taken(name):
        given = cases_by_id[name]
        return merge_many(join(given["base"]), {who: join(text) for who, text in given["amendments"].items()}).taken

    assert taken("MM-02")["1"] == (("", "annuel "),)
    assert taken("MM-02")["2"] == (("Au premier semestre, ", ""), ("", "tous "))
    assert "sans" in {word for _, word in taken("MM-06")["2"]}
    assert taken("MM-11")["3"] == (("m29 m31 ", ""),)
    assert taken("MM-12")["1"] == (("", "b) Entre-deux, nouveau"),)


@pytest.mark.parametrize("case", cases("segmentation"))
def test_a_plan_written_elsewhere_is_read_unit_by_unit(case):
    pieces = read_markdown(case["input"]["markdown"])

    assert [[piece.sort, piece.text] for piece in pieces] == case["expected"]["units"]


def _case(name):
    return next(case for case in CASES if case["id"] == name)


def test_quoted_words_follow_their_text():
    given = _case("AN-01")["input"]

    anchor = locate(given["quote"], given["unit_before"], given["unit_after"])

    assert anchor.text == _case("AN-01")["expected"]["quote_found"]
    assert anchor.is_intact


def test_words_quoted_across_paragraphs_keep_what_stands_around_them():
    given, expected = _case("AN-03")["input"], _case("AN-03")["expected"]
    text = join(given["units"])
    start = text.index(given["units"][0]) + given["from"]["offset"]
    end = text.index(given["units"][2]) + given["to"]["offset"]

    quoted = quote(text, start, end)

    assert (quoted.text, quoted.before, quoted.after) == (expected["quote"], expected["before"], expected["after"])


@pytest.mark.parametrize("name", ["AN-05", "AN-06"])
def test_a_pending_amendment_follows_its_paragraph_or_is_told_detached(name):
    given, expected = _case(name)["input"], _case(name)["expected"]

    anchor = locate(given["pending"]["original"][0], join(given["nodes"]), join(expected["new_nodes"]))

    if expected["pending_after"]["status"] == "stale":
        assert anchor is None
    else:
        assert anchor.unit + 1 == expected["pending_after"]["first"]


def test_accepting_one_amendment_then_another_keeps_both():
    given, expected = _case("AN-10")["input"], _case("AN-10")["expected"]

    after_one = merge(given["base"], given["base"], given["amendment_1"]).text

    assert merge(given["base"], after_one, given["amendment_2"]).text == expected["after_both"]
    assert given["amendment_2"] != expected["after_both"]  # the last writer, taken as they wrote, would lose the first


def test_an_amendment_is_compared_with_the_text_of_today():
    given = _case("AN-11")["input"]

    merged = merge(given["base_at_submission"], given["current"], given["amendment"])

    assert [(c.ours, c.theirs) for c in merged.conflicts] == [(given["current"], given["amendment"])]
    assert words(given["current"], given["amendment"]) == [("eq", "Corps "), ("del", "mis à jour"), ("ins", "amendé")]


def test_an_accepted_difference_is_the_text_without_its_marks():
    given = _case("FT-03")

    assert accept(given["input"]["segments"]) == given["expected"]["text"]


def test_accepting_part_of_a_unit_never_glues_two_words():
    given = _case("FT-05")
    removed, written = given["input"]["replace"]
    left = given["input"]["unit"].removeprefix(removed)

    text = accept([("del", removed), ("ins", written), ("eq", left)])

    assert "ligne une INSÉRÉ ligne deux" in text
    assert "INSÉRÉligne" not in text


def test_signs_of_a_text_are_left_as_they_are():
    given = _case("FT-06")

    assert accept([("eq", given["input"]["unit"]), ("ins", given["input"]["append"])]) == given["expected"]["text"]


def test_every_case_set_aside_is_a_case():
    assert ELSEWHERE.keys() <= {case["id"] for case in CASES}
