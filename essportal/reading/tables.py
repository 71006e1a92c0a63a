"""A table whatever wrote it: each row by the names of its columns, with its line, and what is wrong with the file."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from essportal.errors import Refused
from essportal.reading.files import BLOCK, Shape, Source, broken
from essportal.reading.weighing import weigh
from essportal.reading.words import column
from essportal.typography import number

SEPARATORS = ";,\t|"
HEADER_WITHIN = 10
# Accents read in the wrong alphabet, then saved: « AssociÃ© ».
MANGLED = re.compile("\N{LATIN CAPITAL LETTER A WITH TILDE}[\u00a0-\u00bf]|\ufffd")


@dataclass
class Row:
    line: int
    values: dict[str, str]
    problem: str = ""


@dataclass
class Table:
    """The columns of a file, by their folded names, and its rows. `end` is asked once the rows are read."""

    source: Source
    columns: list[str]
    rows: Iterator[Row]
    size: int = 0
    read: list[int] = field(default_factory=lambda: [0])


def table_of(source: Source) -> Table:
    if source.shape is Shape.SPREADSHEET:
        return _spreadsheet(source)
    if source.shape is Shape.PARQUET:
        raise Refused(_("« %(name)s » est un fichier Parquet : seul Sirene se lit ainsi.") % {"name": source.name})
    return _text(source)


def header_of(source: Source) -> list[str]:
    """The columns alone, without reading the rest."""
    if source.shape is Shape.SPREADSHEET:
        return table_of(source).columns
    with source.path.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        header = text.readline(100_000)
    return [column(name) for name in next(csv.reader([header], delimiter=separator_of(source, header)))]


# Text ---------------------------------------------------------------------------------------------------------------


def encoding_of(source: Source) -> str:
    """UTF-8 if all of it is; else what Windows writes, unless no one could have written that."""
    try:
        with source.path.open("rb") as file:
            start = file.read(4)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        for encoding in ("utf-8-sig", "cp1252"):
            if _decodes(source.path, encoding):
                return encoding
    except UnicodeError as error:
        raise _not_text(source) from error
    raise _not_text(source)


def _decodes(path, encoding):
    try:
        with path.open(encoding=encoding, newline="") as text:
            while block := text.read(BLOCK):
                if "\0" in block:
                    return False
    except UnicodeDecodeError:
        return False
    return True


def _not_text(source):
    return Refused(
        _("« %(name)s » n’est pas un texte lisible. Enregistrez-le en CSV, encodé en UTF-8.") % {"name": source.name}
    )


def separator_of(source: Source, header: str) -> str:
    bare = re.sub(r'"[^"]*"', "", header)
    best = max(SEPARATORS, key=bare.count)
    if not bare.count(best):
        raise Refused(
            _(
                "« %(name)s » : le séparateur des colonnes est introuvable. Enregistrez le fichier en CSV, séparé "
                "par des points-virgules."
            )
            % {"name": source.name}
        )
    return best


def _text(source):
    encoding = encoding_of(source)
    with source.path.open(encoding=encoding, newline="") as text:
        header = text.readline(100_000)
        sample = text.read(BLOCK)
    if found := MANGLED.search(header + sample):
        raise _mangled(source, header + sample, found)
    separator = separator_of(source, header)
    read = [0]
    columns = [column(name) for name in next(csv.reader([header.rstrip("\r\n")], delimiter=separator))]
    rows = _text_rows(source, encoding, separator, columns, read)
    return Table(source, columns, rows, size=source.path.stat().st_size, read=read)


def _mangled(source, text, found):
    around = text[max(0, found.start() - 20) : found.end() + 20]
    sample = next(word for word in re.findall(r"[\w\u00a0-\u00bf\ufffd]+", around) if MANGLED.search(word))
    return Refused(
        _(
            "« %(name)s » : les accents sont abîmés (« %(sample)s »). Repartez du fichier d’origine, ou "
            "enregistrez-le en UTF-8."
        )
        % {"name": source.name, "sample": sample}
    )


def _text_rows(source, encoding, separator, columns, read):
    last = {"text": "", "quotes": 0}

    def lines(text):
        for line in text:
            read[0] += len(line)
            last["text"] = line
            last["quotes"] += line.count('"')
            yield line

    with source.path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(lines(text), delimiter=separator)
        next(reader, None)
        start, kept = reader.line_num, None
        try:
            for values in reader:
                if kept:
                    yield _row(columns, *kept)
                kept = (start + 1, values) if any(value.strip() for value in values) else None
                span, start = reader.line_num - start, reader.line_num
        except csv.Error as error:
            raise _unclosed(source, start + 1) from error
        if kept:
            _check_end(source, columns, kept, span, last)
            yield _row(columns, *kept)


def _check_end(source, columns, kept, span, last):
    """The last row says whether the file is whole."""
    line, values = kept
    if span > 1 and last["quotes"] % 2:
        raise _unclosed(source, line)
    if len(values) < len(columns) and not last["text"].endswith(("\n", "\r")):
        raise Refused(
            _("« %(name)s » s’arrête au milieu de la ligne %(line)s : il est incomplet. Téléchargez-le de nouveau.")
            % {"name": source.name, "line": number(line)}
        )


def _unclosed(source, line):
    return Refused(
        _(
            "« %(name)s » : un guillemet ouvert à la ligne %(line)s n’est jamais refermé. Le fichier est incomplet "
            "ou abîmé."
        )
        % {"name": source.name, "line": number(line)}
    )


def _row(columns, line, values):
    problem = ""
    extra = [value for value in values[len(columns) :] if value.strip()]
    if extra or len(values) < len(columns):
        problem = _("Cette ligne a %(got)s colonnes au lieu de %(due)s : un séparateur manque ou est en trop.") % {
            "got": len(values),
            "due": len(columns),
        }
    return Row(line, dict(zip(columns, values, strict=False)), problem)


# Spreadsheets -------------------------------------------------------------------------------------------------------


def _spreadsheet(source):
    weigh(source)
    try:
        sheets = CalamineWorkbook.from_path(str(source.path))
        found = [rows for rows in (_lined(sheets.get_sheet_by_name(name)) for name in sheets.sheet_names) if rows]
    except (CalamineError, ValueError, OSError) as error:
        raise broken(source.name) from error
    if not found:
        raise Refused(_("« %(name)s » est un tableur vide.") % {"name": source.name})
    lined = found[0]
    header = max(range(min(HEADER_WITHIN, len(lined))), key=lambda n: sum(bool(value) for value in lined[n][1]))
    columns = [column(value) for value in lined[header][1]]
    read = [0]

    def rows():
        for line, values in lined[header + 1 :]:
            read[0] += 1
            yield Row(line, dict(zip(columns, values, strict=False)))

    return Table(source, columns, rows(), size=len(lined), read=read)


def _lined(sheet):
    first = (sheet.start or (0, 0))[0] + 1
    rows = [[_written(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    return [(first + number, row) for number, row in enumerate(rows) if any(row)]


def _written(cell) -> str:
    """A cell as a person would have typed it: 732829320.0 is 732829320."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()
