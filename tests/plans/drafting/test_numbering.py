import pytest

from plans.drafting import Node, number

LEVELS = {1: "O"}


def labels(*nodes):
    return [(numbered.node.key, numbered.label) for numbered in number(nodes, LEVELS)]


def test_measures_are_numbered_through_and_paragraphs_within_their_parent():
    outline = [
        Node("axe-b", None, 2, 0, "section"),
        Node("axe-a", None, 1, 0, "section"),
        Node("objectif-b", "axe-b", 1, 1, "section"),
        Node("objectif-a", "axe-a", 1, 1, "section"),
        Node("mesure-b", "objectif-b", 1, 2, "measure"),
        Node("mesure-a", "objectif-a", 2, 2, "measure"),
        Node("paragraphe-a", "objectif-a", 1, 2, "paragraph"),
        Node("paragraphe-b", "objectif-b", 2, 2, "paragraph"),
        Node("paragraphe-c", "objectif-b", 3, 2, "paragraph"),
    ]

    assert labels(*outline) == [
        ("axe-a", "1"),
        ("objectif-a", "O\u00a01"),
        ("paragraphe-a", "§\u00a01"),
        ("mesure-a", "M\u00a01"),
        ("axe-b", "2"),
        ("objectif-b", "O\u00a02"),
        ("mesure-b", "M\u00a02"),
        ("paragraphe-b", "§\u00a01"),
        ("paragraphe-c", "§\u00a02"),
    ]


def test_two_clauses_of_the_same_rank_keep_the_order_of_their_keys():
    assert [key for key, _ in labels(Node("P-2", None, 1, 0, "section"), Node("P-1", None, 1, 0, "section"))] == [
        "P-1",
        "P-2",
    ]


def test_what_lost_its_parent_comes_last():
    outline = [
        Node("perdu", "absent", 0, 1, "section"),
        Node("suite", "perdu", 0, 2, "measure"),
        Node("axe", None, 9, 0, "section"),
    ]

    assert [key for key, _ in labels(*outline)] == ["axe", "perdu", "suite"]


def test_a_clause_above_itself_is_refused():
    with pytest.raises(ValueError, match="above itself"):
        labels(Node("a", "b", 1, 0, "section"), Node("b", "a", 1, 0, "section"))


def test_a_key_given_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        labels(Node("a", None, 1, 0, "section"), Node("a", None, 2, 0, "section"))


def test_a_very_deep_outline_is_numbered():
    chain = [Node(f"{i:05}", f"{i - 1:05}" if i else None, 0, i, "section") for i in range(20_000)]

    assert len(number(chain, {})) == 20_000
