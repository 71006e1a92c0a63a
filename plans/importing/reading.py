"""A file becomes blocks: what it really is, whether it may be opened, and where it is broken."""

import io
import re
import zipfile
import zlib

from django.utils.translation import gettext as _

from essportal.errors import Refused
from essportal.reading.files import BLOCK, Budget, open_whole
from essportal.text import tidy
from plans.drafting import read_markdown
from plans.importing.blocks import Block, Document, line_place
from plans.importing.docx import DocxReader, Styles
from plans.importing.odt import OdtReader

KINDS = ("odt", "docx", "md", "markdown", "txt")
LARGEST, LARGEST_TEXT = 60_000_000, 2_000_000
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_FRONT = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\n|\Z)")
_ZIP = b"PK\x03\x04"


def read(name: str, content: bytes) -> Document:
    """Raises Refused, in French and with the place, when it cannot be read; nothing is read by halves."""
    if not content:
        raise Refused(_("« %(name)s » est vide.") % {"name": name})
    document = _packed(name, content) if content.startswith(_ZIP) else _markdown(name, content)
    if not any(block.depth for block in document.blocks):
        raise Refused(
            _(
                "« %(name)s » n’a aucun titre : les niveaux du plan se lisent dans les styles « Titre 1 », "
                "« Titre 2 »… (« # », « ## » en Markdown). Donnez-leur ces styles, puis recommencez."
            )
            % {"name": name}
        )
    return document


def _packed(name, content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _of_archive(name, content, archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise _broken(name) from error


def _of_archive(name, content, archive):
    names, budget = set(archive.namelist()), Budget(name, len(content), most=LARGEST)

    def member(path):
        with open_whole(archive, archive.getinfo(path)) as packed:
            blocks = []
            while block := packed.read(BLOCK):
                budget.spend(len(block))
                blocks.append(block)
        return b"".join(blocks)

    if "content.xml" in names:
        if b"encryption-data" in (member("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""):
            raise _locked(name)
        return OdtReader(name).read(member("content.xml"))
    if "word/document.xml" in names:
        styles = Styles(name)
        if "word/styles.xml" in names:
            styles.read(member("word/styles.xml"))
        return DocxReader(name, styles).read(member("word/document.xml"))
    raise Refused(_("« %(name)s » n’est ni un texte ODT ni un texte DOCX.") % {"name": name})


def _broken(name):
    return Refused(
        _("« %(name)s » est abîmé : l’archive ne s’ouvre pas. Rien n’est importé. Enregistrez-le de nouveau.")
        % {"name": name}
    )


def _locked(name):
    return Refused(
        _("« %(name)s » est protégé par un mot de passe. Enregistrez-le sans, puis recommencez.") % {"name": name}
    )


def _markdown(name, content):
    text = _decoded(name, content)
    document = Document()
    front = _FRONT.match(text)
    if front:
        document.left["front"] += 1
        text = "\n" * front[0].count("\n") + text[front.end() :]
    images = len(_IMAGE.findall(text))
    if images:
        document.left["image"] += images
        text = _IMAGE.sub("", text)
    for piece in read_markdown(text):
        words = " ".join(piece.text.split()) if piece.depth else piece.text
        if piece.sort == "item":
            document.left["item"] += 1
        if words.startswith("<") and words.endswith(">"):
            document.left["html"] += 1
        document.add(Block(words, line_place(piece.line), piece.depth, piece.sort == "item"))
    return document


def _decoded(name, content):
    if content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG")):
        raise Refused(
            _("« %(name)s » n’est ni un ODT, ni un DOCX, ni du Markdown. Enregistrez-le dans l’un de ces formats.")
            % {"name": name}
        )
    if len(content) > LARGEST_TEXT:
        raise Refused(_("« %(name)s » dépasse 2 Mo de texte. Partagez-le en plusieurs fichiers.") % {"name": name})
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode()
        at = text.find("\0")
    except UnicodeDecodeError as error:
        at, text = error.start, content[: error.start].decode(errors="replace")
        raise _unreadable(name, text.count("\n") + 1) from error
    if at >= 0:
        raise _unreadable(name, text[:at].count("\n") + 1)
    return tidy(text)


def _unreadable(name, line):
    return Refused(
        _("« %(name)s », ligne %(line)s : des caractères illisibles. Rien n’est importé. Enregistrez-le en UTF-8.")
        % {"name": name, "line": line}
    )
