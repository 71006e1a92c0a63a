"""A text is cut in two where a paragraph, a list item or a sentence begins, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from plans.drafting import cut, parts

TEXT = "Les locaux sont proposés. Le bail dure six ans.\n\n- un quai ;\n- une halle."


def test_a_text_is_cut_before_its_sentences_paragraphs_and_items():
    assert [piece.text.strip() for piece in cut(TEXT)] == [
        "Les locaux sont proposés.",
        "Le bail dure six ans.",
        "- un quai ;",
        "- une halle.",
    ]
    assert [piece.opens_unit for piece in cut(TEXT)] == [True, False, True, True]


def test_both_sides_of_a_cut_hold_the_words_around_it():
    assert parts(TEXT, cut(TEXT)[1].start) == (
        "Les locaux sont proposés.",
        "Le bail dure six ans.\n\n- un quai ;\n- une halle.",
    )


def test_no_break_spaces_stay_in_their_words():
    assert parts("Un bail\u00a0: six ans. Un autre\u00a0!", 18) == ("Un bail\u00a0: six ans.", "Un autre\u00a0!")


@given(st.text(alphabet="aÉ .!?…\n-»\u00a0\u0301", max_size=200))
def test_pieces_end_to_end_are_the_text_and_every_word_is_on_one_side(text):
    pieces = cut(text)
    whole = "".join(piece.text for piece in pieces)

    for piece in pieces[1:]:
        one, other = parts(text, piece.start)
        assert (one + other).split() == whole.split() or "".join((one + other).split()) == "".join(whole.split())
