"""The information pages and the glossary: which texts may be edited, what they say first, what they say now."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from essportal import menus
from essportal.glossary import WORDS
from essportal.markdown import markdown_of
from essportal.models import PageText
from essportal.text import slug

WORD_PREFIX = "mot-"


@dataclass(frozen=True)
class Page:
    """`first` is the fragment that stands there until someone writes; `kept` is what the law keeps out of reach."""

    key: str
    label: str
    url_name: str
    first: str = ""
    kept: str = ""
    css: str = "read prose"


PAGES = {
    page.key: page
    for page in [
        Page("accueil", _("Accueil : introduction"), "plans:home", "essportal/pages/home.html", css="lead-in prose"),
        Page("aide", _("Aide : introduction"), "help", "essportal/pages/help.html", css="lead-in prose"),
        Page(
            "mentions-legales",
            _("Mentions légales"),
            "legal-notice",
            "essportal/pages/legal_notice.html",
            _("L’éditeur, son contact et la licence du logiciel restent écrits par le portail : la loi les exige."),
        ),
        Page(
            "donnees-personnelles",
            _("Données personnelles"),
            "personal-data",
            "essportal/pages/personal_data.html",
            _("Le responsable, vos droits et le registre des traitements restent écrits par le portail."),
        ),
        Page(
            "accessibilite",
            _("Accessibilité"),
            "accessibility",
            "essportal/pages/accessibility.html",
            _("L’état de conformité, le contact et les voies de recours restent : la loi les exige."),
        ),
    ]
}


@dataclass(frozen=True)
class Word:
    key: str
    word: str
    definition: str
    is_first: bool = False


def first_words() -> dict[str, Word]:
    """What the glossary says before anyone edits it."""
    return {
        (key := WORD_PREFIX + slug(str(word))): Word(key, str(word), str(definition), is_first=True)
        for word, definition in WORDS
    }


def glossary() -> list[Word]:
    """The words in use, in the order of a dictionary: those written replace the first ones, an empty one is removed."""
    found = first_words()
    for text in PageText.objects.newest().filter(key__startswith=WORD_PREFIX):
        found.pop(text.key, None)
        if text.text:
            found[text.key] = Word(text.key, text.title, text.text)
    return sorted(found.values(), key=lambda word: slug(word.word))


def current(key: str) -> PageText | None:
    """The newest text written for a key, even an empty one; None when nobody ever wrote."""
    return PageText.objects.filter(key=key).order_by("-number").first()


def first_text(key: str) -> str:
    """In Markdown, the words that stand there before anyone edits them."""
    if key in PAGES:
        return markdown_of(render_to_string(PAGES[key].first, {"authority": menus.authority()}))
    word = first_words().get(key)
    return word.definition if word else ""
