"""What a document is made of, whatever its format, and what is told of what could not be kept."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essportal.errors import Refused

MOST_TITLES, MOST_CHARACTERS = 2_000, 3_000_000


@dataclass(frozen=True)
class Block:
    """A title (depth 1 to 9), or something under it (depth 0): a paragraph, a list item, a row of a table."""

    text: str
    place: str
    depth: int = 0
    is_item: bool = False


@dataclass
class Document:
    """`title` is that of the document itself; `left` counts what is not kept as it was."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    left: Counter = field(default_factory=Counter)
    size: int = 0

    def add(self, block: Block) -> None:
        self.size += len(block.text)
        if self.size > MOST_CHARACTERS or len(self.blocks) > 20 * MOST_TITLES:
            raise Refused(_("Ce document est trop long pour un plan. Partagez-le en plusieurs fichiers."))
        if block.text:
            self.blocks.append(block)


def paragraph_place(number: int) -> str:
    return _("paragraphe %(n)s") % {"n": number}


def line_place(number: int) -> str:
    return _("ligne %(n)s") % {"n": number}


SENTENCES: dict[str, Callable[[int], str]] = {
    "table": lambda n: ngettext(
        "%(n)s tableau est repris en texte : une ligne de liste par rangée.",
        "%(n)s tableaux sont repris en texte : une ligne de liste par rangée.",
        n,
    ),
    "item": lambda n: ngettext(
        "%(n)s ligne de liste est reprise à puce, sans son numéro ni son retrait.",
        "%(n)s lignes de liste sont reprises à puces, sans leur numéro ni leur retrait.",
        n,
    ),
    "note": lambda n: ngettext(
        "%(n)s note de bas de page n’est pas reprise.", "%(n)s notes de bas de page ne sont pas reprises.", n
    ),
    "image": lambda n: ngettext("%(n)s image n’est pas reprise.", "%(n)s images ne sont pas reprises.", n),
    "comment": lambda n: ngettext("%(n)s commentaire n’est pas repris.", "%(n)s commentaires ne sont pas repris.", n),
    "change": lambda n: ngettext(
        "%(n)s suppression suivie est tenue pour acceptée.", "%(n)s suppressions suivies sont tenues pour acceptées.", n
    ),
    "contents": lambda n: ngettext("%(n)s sommaire n’est pas repris.", "%(n)s sommaires ne sont pas repris.", n),
    "html": lambda n: ngettext(
        "%(n)s passage en HTML est repris tel qu’il est écrit.",
        "%(n)s passages en HTML sont repris tels qu’ils sont écrits.",
        n,
    ),
    "front": lambda n: ngettext(
        "%(n)s en-tête de métadonnées n’est pas repris.", "%(n)s en-têtes de métadonnées ne sont pas repris.", n
    ),
}


def told(left: dict[str, int]) -> list[str]:
    """One sentence for each sort of thing that is not kept as it was."""
    return [SENTENCES[sort](left[sort]) % {"n": left[sort]} for sort in SENTENCES if left.get(sort)]
