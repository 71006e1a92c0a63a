import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essportal import text


def test_accents_typed_in_two_signs_become_one():
    assert text.clean_line("re\u0301emploi") == "réemploi"


def test_invisible_characters_vanish_and_french_blanks_stay():
    assert text.clean_line("\u202eB\u200bail\u00a0: 6\u202f000\u00a0€\ufeff") == "Bail\u00a0: 6\u202f000\u00a0€"


def test_a_title_holds_on_one_line():
    assert text.clean_line("Objet\r\nBcc: tous@exemple.fr\u2028suite") == "Objet Bcc: tous@exemple.fr suite"


def test_a_text_keeps_its_paragraphs():
    assert text.clean_prose("Un\r\n\r\n \r\n\r\nDeux\r\n") == "Un\n\nDeux"


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\u200b\u2060", "…!", " \u00a0"])
def test_marks_and_blanks_are_nothing_to_read(blank):
    assert not text.has_a_letter(text.clean_line(blank))


@given(st.text())
def test_tidying_twice_changes_nothing_more(words):
    once = text.clean_prose(words)

    assert text.clean_prose(once) == once
    once.encode()


def test_bold_lists_and_links_are_drawn():
    html = text.render_markdown("**Six ans** de bail, voir [le cadre](https://exemple.fr/cadre) :\n\n- un\n- deux")

    assert "<strong>Six ans</strong>" in html
    assert '<a href="https://exemple.fr/cadre" rel="nofollow noopener">le cadre</a>' in html
    assert "<li>un</li>" in html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<b>)",
        "[x](vbscript:x)",
        "![x](https://ailleurs.example/suivi.png)",
        '<a href="x" onclick="alert(1)">x</a>',
        "<svg onload=alert(1)>",
        "[x](https://exemple.fr/\"onmouseover='alert(1)')",
    ],
)
def test_what_is_not_allowed_is_shown_as_it_was_typed(attack):
    html = text.render_markdown(attack)

    for forbidden in ("<script", "<svg", "<img", 'href="javascript', 'href="data', 'href="vbscript', '<a href="x"'):
        assert forbidden not in html
    assert " onmouseover=" not in html.replace("&quot;", "")


@pytest.mark.parametrize("piece", ["[", "(", "*", "_", "<a", "</b>", "&;", "- ", "\n\n", "[a](", "**a", "`"])
def test_no_text_makes_a_page_wait(piece):
    long = piece * (text.LONGEST // len(piece))
    started = time.process_time()

    text.render_markdown(long)
    text.plain_excerpt(long)
    text.plain_text(long)
    text.clean_prose(long)

    assert time.process_time() - started < 3


def test_an_excerpt_is_cut_between_words_and_holds_no_marks():
    long = "- **Six ans** de bail, sinon rien ne tient, dit [le bureau](https://exemple.fr)."

    assert text.plain_excerpt(long, 30) == "Six ans de bail, sinon rien ne…"
    assert text.plain_excerpt("Court.") == "Court."


def test_what_a_person_said_is_shown_as_they_typed_it():
    assert text.as_typed("**a** <b>\r\n- un\n\n\nhttps://exemple.fr") == (
        "<p>**a** &lt;b&gt;<br>- un</p>\n<p>https://exemple.fr</p>"
    )
    assert text.as_typed(" \n") == ""
    assert text.excerpt_as_typed("**Un** mot\n\n- puis un autre", 20) == "**Un** mot - puis un…"


def test_names_are_sorted_as_in_a_french_dictionary():
    names = ["Zeste", "Éclair", "Saint-Benoît", "Œuvre", "Eau", "L’Isle", "saintes", "Liste", "Saint Cyr", "Olive"]

    assert sorted(names, key=text.french_order) == [
        "Eau", "Éclair", "L’Isle", "Liste", "Œuvre", "Olive", "Saint-Benoît", "Saint Cyr", "saintes", "Zeste"
    ]  # fmt: skip


def test_an_address_is_never_empty():
    assert text.slug("Fabrique de l’Été") == "fabrique-de-lete"
    assert text.slug("…") == "sans-titre"
