"""Tables that people open in a spreadsheet, or a program reads: written row by row, and never a formula."""

import csv
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from django.http import FileResponse, StreamingHttpResponse

CSV, ODS = "text/csv; charset=utf-8", "application/vnd.oasis.opendocument.spreadsheet"
# What makes a spreadsheet read a text as a formula, full-width signs included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
IN_MEMORY = 5_000_000
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def csv_response(name: str, rows: Iterable[Iterable], separator: str = ",") -> StreamingHttpResponse:
    """UTF-8 with its mark (Excel asks for it), ISO dates. A text that would be a formula gets an apostrophe.

    `separator` is a semicolon for what people fill in: a French spreadsheet cuts nothing else into columns.
    """
    response = StreamingHttpResponse(_csv_lines(rows, separator), content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def json_response(name: str, columns: Iterable[str], rows: Iterable[Iterable]) -> StreamingHttpResponse:
    """The same rows for a program: a list of objects, one a line. Texts are as they are: nothing computes them."""
    response = StreamingHttpResponse(_json_lines(list(columns), rows), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def _json_lines(columns, rows) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        line = dict(zip(columns, row, strict=True))
        yield before + json.dumps(line, ensure_ascii=False, default=as_text)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def ods_response(name: str, title: str, rows: Iterable[Iterable]) -> FileResponse:
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the response closes it
    write_ods(file, title, rows)
    file.seek(0)
    return FileResponse(file, content_type=ODS, as_attachment=True, filename=f"{name}.ods")


def write_ods(file, title: str, rows: Iterable[Iterable]) -> None:
    """Every text is a text for the spreadsheet: nothing in it is computed."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS)  # first and uncompressed: it names the format
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w") as content:
            for piece in _ods_pieces(title, rows):
                content.write(piece.encode("utf-8", "replace"))


class _Echo:
    def write(self, line):
        return line


def _csv_lines(rows, separator) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=separator)
    yield "\N{BYTE ORDER MARK}"
    for row in rows:
        yield writer.writerow([_harmless(as_text(value)) for value in row])


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def as_text(value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _ods_pieces(title, rows) -> Iterator[str]:
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.3"><office:body>'
        f"<office:spreadsheet><table:table table:name={quoteattr(printable(title))}>"
    )
    for row in rows:
        yield f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _cell(value) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in printable(as_text(value)).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def printable(text: str) -> str:
    """XML knows no control character but the tab and the line end."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")
