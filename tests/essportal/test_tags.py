from django.core.paginator import Paginator
from django.template import engines

from essportal.looks import LOOKS, is_known


def drawn(source, **context):
    return engines["django"].from_string(source).render(context)


def test_a_state_has_a_word_a_shape_and_a_colour():
    html = drawn('{% status "répondue" %}')

    assert "répondue" in html
    assert 'href="#s-yes"' in html
    assert "is-ok" in html


def test_a_free_word_borrows_the_look_of_a_known_one():
    assert 'href="#s-half"' in drawn('{% status "dans 3 jours" like="en cours" %}')


def test_a_word_never_has_two_looks():
    words = [word for words in LOOKS.values() for word in words.split(", ")]

    assert len(words) == len(set(words))
    assert is_known("Adoptée")


def test_a_reference_is_short_on_screen_and_whole_on_paper():
    html = drawn('{% ref "C-2027-0142" %}')

    assert "C\u00a0142" in html
    assert "C-2027-0142" in html


def test_changes_are_said_to_those_who_listen_and_nothing_is_let_through():
    html = drawn("{{ changes|marked }}", changes=[("eq", "Bail de "), ("del", "<b>trois"), ("ins", "six")])

    assert "suppression\u00a0: " in html
    assert "&lt;b&gt;trois" in html
    assert "<ins>" in html
    assert "</del> <ins>" in html


def test_changes_keep_their_paragraphs():
    html = drawn("{{ changes|marked }}", changes=[("eq", "Un\n\nDeux "), ("ins", "neuf\n\nTrois")])

    assert html.count("<p>") == 3
    assert html.count("<ins>") == 2


def test_the_pager_keeps_the_search(rf):
    page = Paginator(range(100), 10).get_page(2)

    html = drawn("{% pager page %}", request=rf.get("/", {"q": "bail & loyer", "page": "2"}), page=page)

    assert "?q=bail+%26+loyer&amp;page=3" in html
    assert 'aria-current="page"' in html


def test_every_list_of_looks_is_read():
    assert 'href="#s-yes"' in drawn('{% status "faite" %}')
    assert 'href="#s-out"' in drawn('{% status "dissoute" %}{% status "clos" %}')
    assert 'href="#s-part"' in drawn('{% status "prise en compte en partie" %}')
