from hypothesis import given

from plans.drafting import merge, normalise, segment
from tests.plans.drafting.texts import texts, thorough, three_texts, word_count


@given(three_texts())
@thorough
def test_nobody_is_favoured(three):
    base, ours, theirs = three

    one, other = merge(base, ours, theirs), merge(base, theirs, ours)

    assert one.text == other.text
    assert one.ambiguous == other.ambiguous
    assert [(c.unit, c.place, c.ours, c.theirs) for c in one.conflicts] == [
        (c.unit, c.place, c.theirs, c.ours) for c in other.conflicts
    ]


@given(texts, texts, texts)
@thorough
def test_nobody_is_favoured_between_any_texts(base, ours, theirs):
    assert merge(base, ours, theirs).text == merge(base, theirs, ours).text


@given(three_texts())
@thorough
def test_nothing_is_lost_in_silence(three):
    base, ours, theirs = three

    merged = merge(base, ours, theirs)

    readable = word_count(merged.text, *(text for c in merged.conflicts for text in (c.ours, c.theirs)))
    for side in (ours, theirs):
        assert set(word_count(side) - word_count(base)) <= set(readable)


@given(texts, texts, texts)
@thorough
def test_nothing_is_lost_between_any_texts(base, ours, theirs):
    merged = merge(base, ours, theirs)

    readable = word_count(merged.text, *(text for c in merged.conflicts for text in (c.ours, c.theirs)))
    for side in (ours, theirs):
        assert set(word_count(normalise(side)) - word_count(normalise(base))) <= set(readable)


@given(texts, texts)
@thorough
def test_a_change_made_by_one_side_only_is_taken(base, changed):
    merged = merge(base, changed, base)

    assert merged.clean
    assert merged.text == merge(base, base, changed).text == normalise(changed)


@given(texts, texts)
@thorough
def test_the_same_change_made_twice_is_taken_once(base, changed):
    merged = merge(base, changed, changed)

    assert merged.clean
    assert merged.text == normalise(changed)


@given(three_texts())
@thorough
def test_a_conflict_keeps_the_words_of_the_base_where_it_says(three):
    base, ours, theirs = three

    merged = merge(base, ours, theirs)

    for conflict in merged.conflicts:
        assert segment(merged.text)[conflict.place] == segment(base)[conflict.unit] == conflict.base


def test_two_officers_who_edit_different_words_of_a_sentence_are_both_taken():
    base = "Le comité se réunit deux fois par an, en mairie."

    merged = merge(base, base.replace("deux", "quatre"), base.replace("en mairie", "dans les quartiers"))

    assert merged.clean
    assert merged.text == "Le comité se réunit quatre fois par an, dans les quartiers."


def test_the_rest_of_the_text_still_merges_beside_a_conflict():
    base = "Le budget est de 10 000 euros.\n\nLe comité suit le plan."

    merged = merge(base, base.replace("10 000", "12 000"), base.replace("10 000", "15 000").replace("suit", "pilote"))

    assert [(c.ours, c.theirs) for c in merged.conflicts] == [
        ("Le budget est de 12 000 euros.", "Le budget est de 15 000 euros.")
    ]
    assert merged.text == "Le budget est de 10 000 euros.\n\nLe comité pilote le plan."


def test_two_paragraphs_added_at_the_same_place_are_both_kept_and_told():
    base = "Premier.\n\nDernier."

    merged = merge(base, "Premier.\n\nVélos.\n\nDernier.", "Premier.\n\nArbres.\n\nDernier.")

    assert merged.clean
    assert merged.text == "Premier.\n\nArbres.\n\nVélos.\n\nDernier."
    assert merged.ambiguous == ("Arbres.", "Vélos.")


def test_two_words_added_at_the_same_place_are_both_kept_and_told():
    merged = merge("Le plan vit.", "Le plan local vit.", "Le plan commun vit.")

    assert merged.text == "Le plan commun local vit."
    assert merged.ambiguous == ("commun", "local")


def test_words_added_next_to_deleted_ones_are_a_conflict():
    merged = merge("Un projet utile et sobre.", "Un projet et sobre.", "Un projet très utile et sobre.")

    assert not merged.clean


def test_a_paragraph_moved_by_one_and_deleted_by_the_other_is_a_conflict():
    base = "Un.\n\nLe comité se réunit.\n\nTrois.\n\nQuatre."

    merged = merge(base, "Un.\n\nTrois.\n\nQuatre.\n\nLe comité se réunit.", "Un.\n\nTrois.\n\nQuatre.")

    assert [(c.base, c.ours, c.theirs) for c in merged.conflicts] == [
        ("Le comité se réunit.", "Le comité se réunit.", "")
    ]


def test_typography_alone_is_never_a_change():
    base = "Objectif : été.\n\nFin."

    merged = merge(base, "Objectif\u00a0: e\u0301te\u0301.\r\n\r\nFin.", "Objectif : hiver.\n\nFin.")

    assert merged.clean
    assert merged.text == "Objectif : hiver.\n\nFin."
