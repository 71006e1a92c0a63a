from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from plans.drafting import join, merge_many, normalise
from tests.plans.drafting.texts import rewritten, texts, thorough, units, word_count


@st.composite
def rewritings(draw):
    """A text and one to four rewritings of it."""
    base = draw(st.lists(units, max_size=5))
    return join(base), {f"{n}": join(rewritten(draw, base)) for n in range(draw(st.integers(1, 4)))}


@given(rewritings())
@thorough
def test_every_word_written_is_in_the_text_or_in_a_collision(given_texts):
    base, wanted = given_texts

    together = merge_many(base, wanted)

    readable = word_count(together.text, *(text for c in together.collisions for _, text in c.wanted))
    for text in wanted.values():
        assert set(word_count(text) - word_count(base)) <= set(readable)


@given(rewritings())
@thorough
def test_the_order_in_which_people_wrote_changes_nothing(given_texts):
    base, wanted = given_texts

    assert len({merge_many(base, dict(order)).text for order in permutations(wanted.items())}) == 1


@given(texts, texts)
@thorough
def test_somebody_alone_is_taken_to_the_letter(base, text):
    together = merge_many(base, {"seule": text})

    assert together.clean
    assert together.text == normalise(text)


@given(texts, texts)
@thorough
def test_who_changed_nothing_changes_nothing(base, text):
    assert merge_many(base, {"une": text, "autre": base}).text == normalise(text)


@given(texts, texts)
@thorough
def test_the_same_rewriting_by_two_people_is_taken_once(base, text):
    together = merge_many(base, {"une": text, "autre": text})

    assert together.clean
    assert together.text == normalise(text)


def test_each_sees_what_was_taken_of_theirs():
    base = "Le plan soutient les tiers-lieux.\n\nIl est évalué chaque année."

    together = merge_many(
        base,
        {
            "réseau": "Le plan soutient tous les tiers-lieux.\n\nIl est évalué chaque année.",
            "commune": "Le plan soutient les tiers-lieux.\n\nIl est évalué deux fois par an.",
            "élue": base,
        },
    )

    assert together.text == "Le plan soutient tous les tiers-lieux.\n\nIl est évalué deux fois par an."
    assert together.taken["réseau"] == (("", "tous "),)
    assert together.taken["commune"]
    assert together.taken["élue"] == ()


def test_a_paragraph_that_one_moves_and_another_removes_is_a_collision():
    base = "Un premier alinéa.\n\nLe bilan est rendu public chaque année.\n\nUn dernier alinéa."

    together = merge_many(
        base,
        {
            "une": "Le bilan est rendu public chaque année.\n\nUn premier alinéa.\n\nUn dernier alinéa.",
            "autre": "Un premier alinéa.\n\nUn dernier alinéa.",
        },
    )

    assert "Le bilan est rendu public chaque année." in together.text
    assert [collision.between for collision in together.collisions] == [("autre", "une")]


def test_the_last_writer_would_have_lost_what_the_merge_keeps():
    base = "Le comité se réunit deux fois par an, ouvert aux réseaux."
    wanted = {
        "une": "Le comité se réunit quatre fois par an, ouvert aux réseaux.",
        "autre": "Le comité se réunit deux fois par an, ouvert aux réseaux et aux communes.",
    }

    last_writer = wanted["autre"]
    together = merge_many(base, wanted).text

    assert "quatre" not in last_writer
    assert "quatre" in together
    assert "communes" in together
