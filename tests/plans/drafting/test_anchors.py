from hypothesis import given
from hypothesis import strategies as st

from plans.drafting import Quote, join, locate, normalise, quote
from tests.plans.drafting.texts import texts, thorough, units


@given(st.lists(units, min_size=1, max_size=4), st.data())
@thorough
def test_words_of_a_text_that_did_not_change_stay_where_they_are(paragraphs, data):
    text = normalise(join(paragraphs))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start + 1, len(text)))

    anchor = locate(quote(text, start, end), text, text)

    if text[start:end].strip():
        assert anchor.is_intact
        assert anchor.text == text[start:end]


@given(texts, texts, texts)
@thorough
def test_an_anchor_always_says_where_its_words_are(quoted, before, after):
    anchor = locate(quoted, before, after)

    if anchor:
        assert normalise(after)[anchor.start : anchor.end] == anchor.text
        assert anchor.is_intact == (anchor.text == normalise(quoted))


def test_of_two_places_with_the_same_words_the_quoted_one_is_followed():
    before = "Le plan aide les communes.\n\nLe bilan aide les communes."
    after = "Le plan aide toutes les communes.\n\nLe bilan aide les communes rurales."
    second = before.rindex("les communes")

    anchor = locate(quote(before, second, second + len("les communes")), before, after)

    assert anchor.unit == 1
    assert anchor.start == after.rindex("les communes")


def test_words_that_were_reworded_inside_are_still_found_and_told_as_changed():
    before = "Le plan soutient les tiers-lieux ruraux du territoire."
    after = "Le plan soutient les grands tiers-lieux ruraux du territoire."

    anchor = locate("les tiers-lieux ruraux", before, after)

    assert anchor.text == "les grands tiers-lieux ruraux"
    assert not anchor.is_intact


def test_words_that_left_the_text_are_detached():
    assert locate("tiers-lieux", "Le plan soutient les tiers-lieux.", "Le plan finance la mobilité.") is None


def test_words_that_moved_far_are_found_again_when_they_stand_once():
    before = "Les fabriques décident.\n\nUn alinéa.\n\nUn autre."
    after = "Un alinéa.\n\nUn autre.\n\nLes fabriques décident."

    assert locate("Les fabriques décident.", before, after).unit == 2


def test_a_place_counted_in_characters_would_have_marked_other_words():
    before, after = "Le plan soutient les tiers-lieux.", "Dès 2027, le plan soutient tous les tiers-lieux."
    start = before.index("tiers-lieux")

    assert after[start : start + len("tiers-lieux")] != "tiers-lieux"
    assert locate(Quote("tiers-lieux"), before, after).text == "tiers-lieux"
