"""Before a spreadsheet is loaded whole: how large it really is. A small archive may promise billions of cells."""

import re
import zipfile
import zlib
from xml.parsers import expat

from django.utils.translation import gettext as _

from essportal.errors import Refused
from essportal.reading.files import BLOCK, Budget, Source, broken, open_whole
from essportal.typography import number

LARGEST_SHEET = 400_000_000
MOST_ROWS, MOST_CELLS = 100_000, 3_000_000
# The cells that hold something; the longest match is far shorter than the overlap of two blocks.
_CELL = re.compile(rb'<(?:x:)?c r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,60}(?<!/)>')
_OVERLAP = 90


def weigh(source: Source) -> None:
    """Raises Refused when it is more than a person fills by hand, or than this machine can hold."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            total = Budget(source.name, source.path.stat().st_size, most=LARGEST_SHEET)
            for item in archive.infolist():
                _weigh_member(source, archive, item, total)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, RuntimeError, NotImplementedError) as error:
        raise broken(source.name) from error


def _weigh_member(source, archive, item, total):
    if item.filename == "content.xml":
        counter = _OdsCounter(source)
    elif item.filename.startswith("xl/worksheets/"):
        counter = _XlsxCounter(source)
    else:
        counter = None
    with open_whole(archive, item) as packed:
        while block := packed.read(BLOCK):
            total.spend(len(block))
            if counter:
                counter.feed(block)
    if counter:
        counter.close()


def _too_long(source):
    return Refused(
        _(
            "« %(name)s » dépasse les %(most)s lignes qu’un tableur permet de lire ici. Enregistrez-le en CSV, ou "
            "partagez-le en plusieurs fichiers."
        )
        % {"name": source.name, "most": number(MOST_ROWS)}
    )


class _XlsxCounter:
    """A sheet is loaded as a full rectangle: one cell at the far end is enough to make it immense."""

    def __init__(self, source):
        self.source, self.tail = source, b""
        self.wide, self.first, self.last = 0, None, 0

    def feed(self, block):
        for found in _CELL.finditer(self.tail + block):
            self.wide = max(self.wide, _number(found[1]))
            self.last = int(found[2])
            self.first = self.first or self.last
        self.tail = block[-_OVERLAP:]
        self.check()

    def check(self):
        rows = self.last - (self.first or 1) + 1
        if rows > MOST_ROWS + 1 or rows * self.wide > MOST_CELLS:
            raise _too_long(self.source)

    def close(self):
        self.check()


def _number(letters):
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


class _OdsCounter:
    """Rows and cells may be repeated by a number: only those that hold something are counted."""

    def __init__(self, source):
        self.source = source
        self.rows = self.cells = 0
        self.row_repeat = self.cell_repeat = 1
        self.position = self.width = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.entity
        self.in_cell = False

    def feed(self, block):
        self.parser.Parse(block, False)

    def close(self):
        self.parser.Parse(b"", True)

    def entity(self, *_args):
        raise broken(self.source.name)

    def start(self, tag, attributes):
        if tag == "table:table-row":
            self.row_repeat = int(attributes.get("table:number-rows-repeated", 1))
            self.position = self.width = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self.position += int(attributes.get("table:number-columns-repeated", 1))
            self.in_cell = True

    def text(self, words):
        if self.in_cell and words.strip():
            self.width = self.position

    def end(self, tag):
        if tag in ("table:table-cell", "table:covered-table-cell"):
            self.in_cell = False
        elif tag == "table:table-row" and self.width:
            self.rows += self.row_repeat
            self.cells += self.row_repeat * self.width
            if self.rows > MOST_ROWS + 1 or self.cells > MOST_CELLS:
                raise _too_long(self.source)
