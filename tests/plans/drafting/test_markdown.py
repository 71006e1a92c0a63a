from hypothesis import given

from plans.drafting import read_markdown
from tests.plans.drafting.texts import texts, thorough


@given(texts)
@thorough
def test_any_text_is_read_without_a_fault(text):
    assert all(piece.text for piece in read_markdown(text))


def test_titles_keep_their_depth_and_units_the_line_they_come_from():
    pieces = read_markdown("# Axe\n\n## Objectif\n\nUn alinéa\nsur deux lignes.\n\n- un\n  - dedans\n\n> cité\n")

    assert [(piece.sort, piece.depth, piece.line) for piece in pieces] == [
        ("section", 1, 1),
        ("sub_section", 2, 3),
        ("article", 0, 5),
        ("item", 0, 8),
        ("item", 0, 9),
        ("quote", 0, 11),
    ]
    assert pieces[2].text == "Un alinéa\nsur deux lignes."
