from hypothesis import given

from plans.drafting import Unit, compare, segment
from tests.plans.drafting.texts import texts, thorough, three_texts


def _compare(before, after):
    return compare([Unit(text) for text in before], [Unit(text) for text in after])


@given(texts, texts)
@thorough
def test_the_steps_lead_from_one_text_to_the_other(before, after):
    old, new = segment(before), segment(after)

    steps = _compare(old, new)

    assert [text for step in steps for text in step.before] == old
    assert [text for step in steps for text in step.after] == new


@given(three_texts())
@thorough
def test_both_ends_of_a_move_know_each_other(three):
    before, after, _ = three

    steps = _compare(segment(before), segment(after))

    for place, step in enumerate(steps):
        assert (step.partner is not None) == step.fate.startswith("move_")
        if step.partner is not None:
            assert steps[step.partner].partner == place
            assert {step.fate, steps[step.partner].fate} == {"move_from", "move_to"}


@given(texts)
@thorough
def test_a_text_compared_with_itself_did_not_change(text):
    assert {step.fate for step in _compare(segment(text), segment(text))} <= {"equal"}


def test_a_paragraph_cut_in_two_is_split_and_no_word_is_new():
    before = ["Le comité se réunit deux fois par an. Il associe les réseaux et les communes.", "Fin."]
    after = ["Le comité se réunit deux fois par an.", "Il associe les réseaux et les communes.", "Fin."]

    split, last = _compare(before, after)

    assert (split.fate, split.before, split.after) == ("split", tuple(before[:1]), tuple(after[:2]))
    assert not "".join(text for kind, text in split.segments if kind == "ins").strip()
    assert last.fate == "equal"


def test_two_paragraphs_put_together_are_joined():
    before = ["Le comité se réunit deux fois par an.", "Il associe les réseaux et les communes.", "Fin."]
    after = ["Le comité se réunit deux fois par an. Il associe les réseaux et les communes.", "Fin."]

    assert [step.fate for step in _compare(before, after)] == ["join", "equal"]


def test_clauses_known_by_their_key_are_followed_through_any_rewriting():
    before = [Unit("Ouvrir une maison de l’ESS.", "P-0001"), Unit("Former les agents.", "P-0002")]
    after = [Unit("Former tous les agents.", "P-0002"), Unit("Tout autre chose.", "P-0001")]

    steps = compare(before, after)

    assert sorted(step.fate for step in steps) == ["modify", "move_from", "move_to"]
    arrived = next(step for step in steps if step.fate == "move_to")
    assert arrived.segments
    assert {step.fate for step in compare(before, [Unit("Tout autre chose.", "P-0003")])} == {"delete", "insert"}


def test_a_list_renumbered_did_not_change():
    steps = _compare(["1. former", "2. évaluer"], ["1. écouter", "2. former", "3. évaluer"])

    assert [step.fate for step in steps] == ["insert", "equal", "equal"]
