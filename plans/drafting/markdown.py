"""A plan written elsewhere is read as titles and units: what an import turns into clauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from plans.drafting.units import normalise

Sort = Literal["section", "sub_section", "article", "item", "quote"]

_READER = MarkdownIt("commonmark")
_WHOLE = {"fence", "code_block", "html_block"}


@dataclass(frozen=True)
class Piece:
    """A title with its depth (1 to 6), or one unit of text (depth 0), inline marks kept as they were typed."""

    sort: Sort
    text: str
    depth: int = 0
    line: int = 0  # the first line of the file it was read from, counted from 1


def read_markdown(text: str) -> list[Piece]:
    """One unit for each paragraph, list item and quoted paragraph: what people amend."""
    return [*_pieces(_READER.parse(normalise(text)))]


def _pieces(found: list[Token]) -> Iterator[Piece]:
    around: list[Token] = []
    for token in found:
        line = token.map[0] + 1 if token.map else 0
        if token.nesting == 1:
            around.append(token)
        elif token.nesting == -1:
            around.pop()
        elif token.type in _WHOLE:
            yield Piece("article", token.content.strip(), line=line)
        elif token.type == "inline" and token.content.strip():
            yield _piece(token.content.strip(), around, line)


def _piece(text: str, around: list[Token], line: int) -> Piece:
    holders = {token.type for token in around}
    if around and around[-1].type == "heading_open":
        depth = int(around[-1].tag[1])
        return Piece("section" if depth == 1 else "sub_section", text, depth, line)
    if "list_item_open" in holders:
        return Piece("item", text, line=line)
    return Piece("quote" if "blockquote_open" in holders else "article", text, line=line)
