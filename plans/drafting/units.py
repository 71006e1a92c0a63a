"""A text is read as units: a heading, a paragraph or one list item."""

import re
import unicodedata
from collections.abc import Iterable

# Real plans have hundreds of units. Beyond this a text is taken in one piece, so that no text is slow.
MOST_UNITS = 10_000

_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")
# "3. " or "b) ": the place in a list, which follows from the order and is not text.
_MARKER = re.compile(r"[ \t]*(?:\d{1,3}|[a-z])[.)][ \t]+(?=\S)")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def normalise(text: str) -> str:
    """The text as compared: what word processors change on their own (accents, line ends, spaces) is not a change."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).translate(_SPACES)


def spans(text: str) -> list[tuple[int, int]]:
    """Where each unit of a normalised text starts and ends."""
    found: list[tuple[int, int]] = []
    offset, is_open = 0, False
    for line in text.split("\n"):
        end = offset + len(line.rstrip())
        is_heading = bool(_HEADING.match(line))
        if not line.strip():
            is_open = False
        elif is_open and not is_heading and not _ITEM.match(line):
            found[-1] = (found[-1][0], end)
        else:
            if len(found) == MOST_UNITS:
                return [(found[0][0], len(text.rstrip()))]
            found.append((offset, end))
            is_open = not is_heading
        offset += len(line) + 1
    return found


def segment(text: str) -> list[str]:
    text = normalise(text)
    return [text[start:end] for start, end in spans(text)]


def without_marker(unit: str) -> str:
    return _MARKER.sub("", unit, count=1) if _MARKER.match(unit) else unit


def join(units: Iterable[str]) -> str:
    """One text: list items that follow one another keep to their list, everything else is set apart by a blank line."""
    parts: list[str] = []
    was_item = False
    for unit in units:
        is_item = bool(_ITEM.match(unit))
        if parts:
            parts.append("\n" if is_item and was_item else "\n\n")
        parts.append(unit)
        was_item = is_item
    return "".join(parts)


def pieces(text: str) -> list[tuple[str, str]]:
    """The units of a normalised text, each with its whole piece: put end to end, the pieces are the text."""
    found = spans(text)
    if not found:
        return [("", text)] if text else []
    cuts = [0, *(start for start, _ in found[1:]), len(text)]
    return [(text[start:end], text[cuts[i] : cuts[i + 1]]) for i, (start, end) in enumerate(found)]
