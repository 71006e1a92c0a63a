"""The file of figures of a diagnosis: plain Python, lines of text in, rows and faults out.

Columns are known by their names, in any order; others are left aside. What a spreadsheet does to a file is undone: its
separator, its encoding, its byte-order mark, the spaces inside its numbers.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

COLUMNS = {
    "axe": "breakdown",
    "libelle": "label",
    "etablissements ess": "establishments",
    "emplois ess": "jobs",
    "etablissements": "all_establishments",
    "emplois": "all_jobs",
}
HEADINGS = ["axe", "libellé", "établissements ESS", "emplois ESS", "établissements", "emplois"]
NUMBERS = ("establishments", "jobs", "all_establishments", "all_jobs")
MOST_ROWS, LARGEST = 2_000, 2_000_000_000
SPACES = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True)
class Fault:
    """Where the file is wrong, counted as a spreadsheet counts; `why` is for `text_of`."""

    line: int
    column: str
    why: str
    value: str = ""


@dataclass
class Sheet:
    rows: list[dict] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def folded(text: str) -> str:
    """Without accents, case nor doubled spaces: how names are compared."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).lower().split())


def read(content: bytes, place: Callable[[str, str], dict | None]) -> Sheet:
    """Each line of a CSV file as a row. `place(breakdown, label)` gives where it belongs, None when it is unknown."""
    text = _decoded(content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    sheet = Sheet()
    try:
        _take_all(lines, place, sheet)
    except csv.Error:
        sheet.faults.append(Fault(lines.line_num, "", "cell"))
    return sheet


def _take_all(lines, place, sheet: Sheet) -> None:
    heading = [COLUMNS.get(folded(name), "") for name in next(lines, [])]
    sheet.faults = [
        Fault(1, name, "absent") for name, key in zip(HEADINGS, COLUMNS.values(), strict=True) if key not in heading
    ]
    if sheet.faults:
        return
    seen: set = set()
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(sheet.rows) >= MOST_ROWS:
            sheet.faults.append(Fault(lines.line_num, "", "long"))
            return
        _take(dict(zip(heading, cells, strict=False)), lines.line_num, place, sheet, seen)
    if not sheet.rows and not sheet.faults:
        sheet.faults.append(Fault(2, "", "empty"))


def _take(cells: dict, line: int, place, sheet: Sheet, seen: set) -> None:
    breakdown, label = (" ".join(cells.get(name, "").split()) for name in ("breakdown", "label"))
    placed = place(breakdown, label)
    if placed is None:
        return sheet.faults.append(Fault(line, "axe, libellé", "unknown", f"{breakdown}, {label}"))
    key = placed["breakdown"], placed["label"]
    if key in seen:
        return sheet.faults.append(Fault(line, "libellé", "twice", label))
    seen.add(key)
    numbers = {}
    for name in NUMBERS:
        try:
            numbers[name] = _number(cells.get(name, ""))
        except ValueError:
            sheet.faults.append(Fault(line, _heading(name), "number", cells[name]))
    for part, whole in (("establishments", "all_establishments"), ("jobs", "all_jobs")):
        some, every = numbers.get(part), numbers.get(whole)
        if some is not None and every is not None and some > every:
            sheet.faults.append(Fault(line, _heading(part), "more", str(some)))
    sheet.rows.append({**placed, **numbers})
    return None


def _heading(name: str) -> str:
    return HEADINGS[list(COLUMNS.values()).index(name)]


def _number(cell: str) -> int | None:
    figures = SPACES.sub("", cell)
    if not figures:
        return None
    whole, __, decimals = figures.replace(",", ".").partition(".")
    if not re.fullmatch(r"[0-9]{1,10}", whole) or decimals.strip("0") or int(whole) > LARGEST:
        raise ValueError(cell)
    return int(whole)


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else what French spreadsheets have long written."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return unicodedata.normalize("NFC", text.replace("\0", ""))


def _separator(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(";,\t", key=first.count)
