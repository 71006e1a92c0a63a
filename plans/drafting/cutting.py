"""Where a text may be cut in two: before a paragraph, a list item or a sentence."""

import re
from itertools import pairwise
from typing import NamedTuple

from plans.drafting.units import normalise, spans

_SENTENCE_END = re.compile(r"[.!?…][»”\")]*[ \n]+(?=[^\s\w]*[A-ZÀ-ÖØ-ÞŒ0-9])")


class Piece(NamedTuple):
    start: int
    text: str
    opens_unit: bool  # the first of its paragraph or list item


def cut(text: str) -> list[Piece]:
    """Its pieces in order: put end to end, they are the text. It may be cut at the start of each but the first."""
    read = normalise(text)
    if len(read) != len(text):  # not composed, or of foreign line ends: what is cut is what is compared
        text = read
    units = spans(read)
    starts = {start: True for start, _ in units[1:]}
    for start, end in units:
        starts |= {start + found.end(): False for found in _SENTENCE_END.finditer(read[start:end])}
    places = [0, *sorted(starts), len(text)]
    return [
        Piece(start, text[start:end], start == 0 or starts[start]) for start, end in pairwise(places) if start < end
    ]


def parts(text: str, place: int) -> tuple[str, str]:
    """The two sides of a cut; nothing but the blanks between them is lost."""
    whole = "".join(piece.text for piece in cut(text))
    return whole[:place].rstrip(), whole[place:].lstrip()
