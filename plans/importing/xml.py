"""The XML of word processors, read as it comes: no DTD, no entity, no depth without end, a place for each fault."""

from xml.parsers import expat

from django.utils.translation import gettext as _

from essportal.errors import Refused
from plans.importing.blocks import Block, Document, paragraph_place

DEEPEST = 300


class Reader:
    """Blocks from elements. A format says in `start` and `end` what its elements mean, and feeds the stack.

    `skipping` is the depth of an element of which nothing is read; `open` holds the paragraphs being read, the
    innermost last (a text box stands inside a paragraph).
    """

    SKIPPED: dict[str, str] = {}

    def __init__(self, name: str):
        self.name, self.document = name, Document()
        self.depth = self.skipping = self.paragraphs = 0
        self.open: list[list[str]] = []
        self.rows: list[list[str]] = []

    def read(self, content: bytes) -> Document:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise self.fault(_("la suite est illisible")) from error
        return self.document

    def fault(self, what: str) -> Refused:
        """A sentence with the place: the paragraph that was being read."""
        place = paragraph_place(self.paragraphs + 1)
        return Refused(
            _("« %(name)s » est abîmé, %(place)s : %(what)s. Rien n’est importé. Enregistrez-le de nouveau.")
            % {"name": self.name, "place": place, "what": what}
        )

    def _refuse(self, *_args):
        raise self.fault(_("une déclaration (DOCTYPE, entité) qu’aucun traitement de texte n’écrit"))

    def _start(self, tag, attributes):
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault(_("des éléments s’emboîtent sans fin"))
        if self.skipping:
            return
        tag = local(tag)
        if tag in self.SKIPPED:
            self.skipping = self.depth
            if self.SKIPPED[tag]:
                self.document.left[self.SKIPPED[tag]] += 1
            return
        self.start(tag, {local(key): value for key, value in attributes.items()})

    def _end(self, tag):
        if self.skipping == self.depth:
            self.skipping = 0
        elif not self.skipping:
            self.end(local(tag))
        self.depth -= 1

    def _characters(self, words):
        if not self.skipping:
            self.characters(words)

    def start(self, tag, attributes): ...

    def end(self, tag): ...

    def characters(self, words): ...

    # What both formats do

    def say(self, words: str) -> None:
        if self.open:
            self.open[-1].append(words)

    def open_paragraph(self) -> None:
        self.open.append([])

    def close_paragraph(self, *, depth=0, is_item=False, is_title=False) -> None:
        """What is in a table goes to its cell; the rest is a block."""
        self.paragraphs += 1
        text = tidied("".join(self.open.pop())) if self.open else ""
        if self.rows:
            if text and self.rows[-1]:
                self.rows[-1][-1] = f"{self.rows[-1][-1]} {text}".strip()
            return
        if is_title and not self.document.title and not self.document.blocks:
            self.document.title = " ".join(text.split())
            return
        if depth:
            text = " ".join(text.split())
        elif is_item and text:
            self.document.left["item"] += 1
        self.document.add(Block(text, paragraph_place(self.paragraphs), depth, is_item))

    def open_row(self) -> None:
        self.rows.append([])

    def open_cell(self) -> None:
        if self.rows:
            self.rows[-1].append("")

    def close_row(self) -> None:
        cells = [cell for cell in self.rows.pop() if cell] if self.rows else []
        text = " | ".join(" ".join(cell.split()) for cell in cells)
        if self.rows:  # a table inside a cell
            if text and self.rows[-1]:
                self.rows[-1][-1] = f"{self.rows[-1][-1]} {text}".strip()
        else:
            self.document.add(Block(text, paragraph_place(self.paragraphs), is_item=True))


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def tidied(text: str) -> str:
    """Lines kept, blanks around them not."""
    return "\n".join(" ".join(line.split(" ")).strip() for line in text.strip().split("\n")).strip()
