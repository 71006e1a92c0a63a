import re

import pytest
from hypothesis import given

from plans.drafting import join, normalise, readable, segment, words
from tests.plans.drafting.texts import texts, thorough, three_texts


def sides(segments):
    return (
        "".join(text for kind, text in segments if kind != "ins"),
        "".join(text for kind, text in segments if kind != "del"),
    )


@given(texts, texts)
@thorough
def test_both_texts_can_be_read_in_their_difference(before, after):
    segments = words(before, after)

    assert sides(segments) == (normalise(before), normalise(after))
    assert sides(readable(segments)) == (normalise(before), normalise(after))


@given(three_texts())
@thorough
def test_a_deletion_comes_before_the_insertion_that_replaces_it(three):
    for segments in (words(*three[:2]), readable(words(*three[1:]))):
        kinds = " ".join(kind for kind, _ in segments)

        assert all(text for _, text in segments)
        assert not re.search("ins del|eq eq|ins ins|del del", kinds)


@given(texts)
@thorough
def test_a_text_does_not_differ_from_itself(text):
    assert words(text, text) == ([("eq", normalise(text))] if text else [])


@given(texts)
@thorough
def test_units_joined_are_the_same_units(text):
    units = segment(text)

    assert segment(join(units)) == units


@pytest.mark.parametrize(
    ("before", "after", "replaced"),
    [
        ("Merci 👩🏽‍🌾 ici", "Merci 👩🏿‍🌾 ici", ["👩🏽‍🌾", "👩🏿‍🌾"]),
        ("Drapeaux 🇫🇷🇧🇪", "Drapeaux 🇫🇷🇧🇷", ["🇧🇪", "🇧🇷"]),
        ("Accent x\u0302y suit", "Accent x\u0303y suit", ["x\u0302y", "x\u0303y"]),
        ("Un cœur ❤\ufe0f là", "Un cœur ❤ là", ["❤\ufe0f", "❤"]),
    ],
)
def test_what_a_reader_sees_as_one_character_is_never_cut(before, after, replaced):
    assert [text for kind, text in words(before, after) if kind != "eq"] == replaced


def test_a_rewritten_text_is_one_deletion_and_one_insertion():
    before = "Une charte de l’eau.\n\nUn budget annexe pour les berges."
    after = "Chaque quartier choisit son projet.\n\nTrois ateliers, puis un vote public.\n\nBilan en mai."

    assert words(before, after) == [("del", before), ("ins", after)]


def test_an_added_paragraph_leaves_its_neighbours_alone():
    assert words("Un.\n\nTrois.", "Un.\n\nDeux.\n\nTrois.") == [
        ("eq", "Un.\n\n"),
        ("ins", "Deux.\n\n"),
        ("eq", "Trois."),
    ]


def test_the_words_of_a_paragraph_cut_in_two_are_not_new():
    assert words("Le comité suit le plan. Il se réunit en mai.", "Le comité suit le plan.\n\nIl se réunit en mai.") == [
        ("eq", "Le comité suit le plan."),
        ("del", " "),
        ("ins", "\n\n"),
        ("eq", "Il se réunit en mai."),
    ]


def test_a_few_words_kept_between_two_changes_are_shown_as_rewritten():
    segments = words("Le comité suit de près la charte.", "Le bureau suit de loin la charte.")

    assert ("eq", " suit de ") in segments
    assert readable(segments) == [
        ("eq", "Le "),
        ("del", "comité suit de près"),
        ("ins", "bureau suit de loin"),
        ("eq", " la charte."),
    ]


def test_three_words_kept_between_two_changes_stay():
    segments = words("Un comité suit tout le plan.", "Le comité suit tout ce plan.")

    assert readable(segments) == segments


def test_a_text_is_cut_into_headings_paragraphs_and_list_items():
    text = "# Axe\nUn paragraphe\nsur deux lignes.\n- un\n- deux\n  suite\n\n1. trois\n\n\nFin."

    assert segment(text) == ["# Axe", "Un paragraphe\nsur deux lignes.", "- un", "- deux\n  suite", "1. trois", "Fin."]


def test_list_items_keep_to_their_list_when_joined():
    assert join(["Titre", "- un", "- deux", "Fin"]) == "Titre\n\n- un\n- deux\n\nFin"
