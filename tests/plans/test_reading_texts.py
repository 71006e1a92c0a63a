"""An existing plan is read from ODT, DOCX or Markdown; what is broken is refused with its place."""

import time

import pytest

from essportal.errors import Refused
from plans.importing import ABOVE, BRANCH, DROPPED, outline, proposed, read
from plans.importing.blocks import told
from tests.plans.text_files import docx, odt, packed, paragraph

MARKDOWN = """# Plan 2021-2026

Ce plan engage.

## Se nourrir

Un axe.

### Des terres

Une mesure :

- acheter
- louer

### Des cantines

## Se loger
"""


def shape(document):
    return [(block.depth, block.text) for block in document.blocks]


def test_titles_of_markdown_are_read_with_the_text_under_each():
    document = read("plan.md", MARKDOWN.encode())
    nodes = proposed(document, 3)

    assert [(node.title, node.level) for node in nodes] == [
        ("Plan 2021-2026", 1),
        ("Se nourrir", 1),
        ("Des terres", 2),
        ("Des cantines", 2),
        ("Se loger", 1),
    ]
    assert nodes[2].text == "Une mesure :\n\n- acheter\n- louer"
    assert nodes[2].place == "ligne 9"


def test_titles_of_an_odt_are_read_with_lists_tables_and_what_is_lost():
    document = read(
        "plan.odt",
        odt(
            '<text:p text:style-name="P1">Plan local</text:p>'
            '<text:h text:outline-level="1">Se <text:span>nourrir</text:span></text:h>'
            "<text:p>Un axe<text:s/>fort.<text:note><text:note-body><text:p>Note.</text:p></text:note-body></text:note>"
            "<draw:frame><draw:image/><svg:desc>photo</svg:desc></draw:frame><office:annotation><text:p>hum</text:p>"
            "</office:annotation></text:p>"
            '<text:p text:style-name="P2">Par le style</text:p>'
            "<text:list><text:list-item><text:p>acheter</text:p></text:list-item></text:list>"
            "<table:table><table:table-row><table:table-cell><text:p>Pilote</text:p></table:table-cell>"
            "<table:table-cell><text:p>Ville</text:p></table:table-cell></table:table-row></table:table>"
            "<text:tracked-changes><text:p>retiré</text:p></text:tracked-changes>"
            "<text:table-of-content><text:p>1. Se nourrir</text:p></text:table-of-content>"
        ),
    )

    assert document.title == "Plan local"
    assert shape(document) == [
        (1, "Se nourrir"),
        (0, "Un axe fort."),
        (2, "Par le style"),
        (0, "acheter"),
        (0, "Pilote | Ville"),
    ]
    assert dict(document.left) == {
        "note": 1, "image": 1, "comment": 1, "item": 1, "table": 1, "change": 1, "contents": 1,
    }  # fmt: skip
    assert len(told(document.left)) == 7


def test_titles_of_a_docx_are_read_through_their_styles():
    document = read(
        "plan.docx",
        docx(
            paragraph("Plan local", "Titre")
            + paragraph("Se nourrir ... 3", "TM1")
            + paragraph("Se nourrir", "Titre1")
            + "<w:p><w:r><w:t>Un </w:t></w:r><w:del><w:r><w:delText>vieil </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>axe.</w:t></w:r></w:ins><w:r><w:footnoteReference/></w:r></w:p>"
            + paragraph("Des terres", "Maison")
            + paragraph("acheter", "Listepuces")
            + paragraph("louer", more='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>')
            + paragraph("Par le niveau", more='<w:outlineLvl w:val="2"/>')
            + f"<w:tbl><w:tr><w:tc>{paragraph('Pilote')}</w:tc><w:tc>{paragraph('Ville')}</w:tc></w:tr></w:tbl>"
        ),
    )  # fmt: skip

    assert document.title == "Plan local"
    assert shape(document) == [
        (1, "Se nourrir"),
        (0, "Un axe."),
        (2, "Des terres"),
        (0, "acheter"),
        (0, "louer"),
        (3, "Par le niveau"),
        (0, "Pilote | Ville"),
    ]
    assert [block.is_item for block in document.blocks] == [False, False, False, True, True, False, True]
    assert dict(document.left) == {"note": 1, "change": 1, "item": 2, "table": 1}


BILLION = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
EXTERNAL = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
TITLE = '<text:h text:outline-level="1">Un</text:h>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.md", b"", "est vide"),
        ("plan.md", b"Rien que du texte.", "n’a aucun titre"),
        ("plan.md", b"# Un\n\nDeux\n\ntrois \xe9", "ligne 5"),
        ("plan.md", b"# Un\n\0", "ligne 2"),
        ("plan.md", b"# Un\n" + b"a" * 2_100_000, "dépasse 2 Mo"),
        ("plan.md", b"%PDF-1.7", "ni un ODT"),
        ("plan.doc", b"\xd0\xcf\x11\xe0", "ni un ODT"),
        ("plan.odt", odt(TITLE + "<text:p>Deux</text:p><text:p>Trois"), "paragraphe 3"),
        ("plan.odt", odt(TITLE)[:-40], "abîmé"),
        ("plan.odt", odt(TITLE + "<text:p>&a;</text:p>", BILLION), "DOCTYPE"),
        ("plan.odt", odt(TITLE + "<text:p>&a;</text:p>", EXTERNAL), "DOCTYPE"),
        ("plan.docx", docx(paragraph("Un", "Titre1"), BILLION), "DOCTYPE"),
        ("plan.docx", docx(paragraph("Un", "Titre1") + "<w:p><w:r>"), "paragraphe 2"),
        ("plan.odt", odt("<text:span>" * 400 + "</text:span>" * 400), "sans fin"),
        ("plan.odt", packed(**{"content.xml": "x" * 70_000_000}), "grossit démesurément"),
        ("plan.odt", packed(**{"content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}), "mot de passe"),
        ("plan.ods", packed(**{"autre.xml": ""}), "ni un texte ODT"),
        ("plan.odt", b"PK\x03\x04 rien", "abîmé"),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_file_is_refused_with_the_place(name, content, said):
    start = time.monotonic()
    with pytest.raises(Refused, match=said):
        read(name, content)
    assert time.monotonic() - start < 10


def test_metadata_images_and_html_of_markdown_are_told():
    document = read("plan.md", b"---\ntitle: x\n---\n# Un ![logo](a.png)\n\n<b>gras</b>\n")

    assert shape(document) == [(1, "Un"), (0, "<b>gras</b>")]
    assert document.blocks[0].place == "ligne 4"
    assert dict(document.left) == {"front": 1, "image": 1, "html": 1}


def levels(*pairs):
    """The lines of a tree of titles (name, depth), at the levels that are proposed in a plan of three."""
    text = "\n\n".join(f"{'#' * depth} {name}" for name, depth in pairs)
    nodes = proposed(read("plan.md", text.encode()), 3)
    return nodes, outline(nodes, 3)


def test_what_comes_before_any_title_is_a_paragraph():
    nodes = proposed(read("plan.md", b"Avant.\n\n# Un"), 3)

    assert [(line.kind, line.depth) for line in outline(nodes, 3)] == [("paragraph", 1), ("section", 1)]


def test_a_lone_first_title_is_the_document_s_and_is_left_out():
    nodes, lines = levels(("Le plan", 1), ("A", 2), ("B", 3), ("C", 4))

    assert [node.level for node in nodes] == [DROPPED, 1, 2, 3]
    assert [(line.fate, line.depth, line.kind) for line in lines[1:]] == [
        ("clause", 1, "section"),
        ("clause", 2, "section"),
        ("clause", 3, "measure"),
    ]


def test_titles_deeper_than_the_plan_go_in_the_text_above():
    __, lines = levels(("A", 1), ("B", 2), ("C", 3), ("D", 4), ("E", 1))

    assert [line.fate for line in lines] == ["clause", "clause", "clause", "folded", "clause"]
    assert lines[2].text == "**D**"


def test_a_level_that_is_missing_raises_what_stands_under():
    nodes, __ = levels(("A", 1), ("B", 2), ("E", 1))
    nodes[0].level = DROPPED
    lines = outline(nodes, 3)

    assert lines[0].fate == "dropped"
    assert (lines[1].depth, lines[1].has_moved) == (1, True)


def test_a_whole_branch_may_be_left_out():
    nodes, __ = levels(("A", 1), ("B", 2), ("C", 3), ("E", 1))
    nodes[0].level = BRANCH

    assert [line.fate for line in outline(nodes, 3)] == ["dropped", "dropped", "dropped", "clause"]


def test_a_measure_may_stand_right_under_an_axis():
    nodes, __ = levels(("A", 1), ("B", 2), ("C", 2), ("Z", 1))
    nodes[1].level = nodes[2].level = 3
    lines = outline(nodes, 3)

    assert [(line.kind, line.depth) for line in lines] == [
        ("section", 1),
        ("measure", 2),
        ("measure", 2),
        ("section", 1),
    ]
    assert lines[2].above is lines[0]


def test_the_first_title_has_nothing_above_to_go_into():
    nodes, __ = levels(("A", 1), ("B", 1))
    nodes[0].level = ABOVE

    assert [line.fate for line in outline(nodes, 3)] == ["clause", "clause"]
