"""The tree that a document will make in a plan: each title at a level, its text under it, or in the text above."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from plans.drafting import join
from plans.importing.blocks import Block, Document

# What may become of a title, besides a level of the plan (1, 2, 3…).
ABOVE, DROPPED, BRANCH = 0, -1, -2
LONGEST_TITLE, LONGEST_TEXT = 250, 20_000


@dataclass
class Node:
    """A title of the document: its depth there, where it stands, and the level that it takes in the plan.

    The first one may have no title: what comes before any is a paragraph at the head of the plan.
    """

    title: str
    text: str
    depth: int
    place: str
    level: int = ABOVE

    def kept(self) -> dict:
        return asdict(self)


@dataclass
class Line:
    """A clause to be, with the nodes whose words it takes in; `depth` is where it will really stand."""

    rank: int
    node: Node
    depth: int = 0
    above: "Line | None" = None
    is_measure: bool = False
    folded: list[Node] = field(default_factory=list)
    fate: str = "clause"  # or "folded", "dropped"

    @property
    def is_clause(self) -> bool:
        return self.fate == "clause"

    @property
    def kind(self) -> str:
        if not self.node.title:
            return "paragraph"
        return "measure" if self.is_measure else "section"

    @property
    def text(self) -> str:
        parts = [self.node.text]
        for node in self.folded:
            parts += [f"**{node.title}**" if node.title else "", node.text]
        return "\n\n".join(part for part in parts if part)

    @property
    def is_too_long(self) -> bool:
        return len(self.node.title) > LONGEST_TITLE

    @property
    def is_too_wordy(self) -> bool:
        return len(self.text) > LONGEST_TEXT

    @property
    def has_moved(self) -> bool:
        """A level is missing above it: it stands higher than was asked."""
        return self.is_clause and not self.is_measure and bool(self.node.title) and self.depth != self.node.level

    @property
    def stops(self) -> bool:
        """It cannot be imported like that."""
        return self.is_clause and (self.is_too_long or self.is_too_wordy)


def proposed(document: Document, levels: int) -> list[Node]:
    """The titles with their text, at the levels of the plan in order; a lone first title is the document's own."""
    nodes = _nodes(document.blocks)
    titled = [node for node in nodes if node.title]
    depths = sorted({node.depth for node in titled})
    alone = [node for node in titled if node.depth == depths[0]]
    if len(alone) == 1 and alone[0] is titled[0] and len(depths) > 1:
        depths = depths[1:]
        alone[0].level = DROPPED if not alone[0].text else 1
    by_depth = {depth: rank if rank <= levels else ABOVE for rank, depth in enumerate(depths, start=1)}
    for node in titled:
        node.level = by_depth.get(node.depth, node.level)
    return nodes


def _nodes(blocks: Iterable[Block]) -> list[Node]:
    nodes: list[Node] = []
    units: list[str] = []

    def close():
        if nodes:
            nodes[-1].text = join(units)
        units.clear()

    for block in blocks:
        if block.depth:
            close()
            nodes.append(Node(block.text, "", block.depth, block.place))
            continue
        if not nodes:
            nodes.append(Node("", "", 0, block.place, level=1))
        units.append(f"- {block.text}" if block.is_item else block.text)
    close()
    return nodes


def outline(nodes: list[Node], levels: int) -> list[Line]:
    """Every title in the order of the document, with what becomes of it; the last level is the one of measures."""
    lines: list[Line] = []
    above: list[Line] = []
    last: Line | None = None
    dropped_from = 0
    for rank, node in enumerate(nodes):
        line = Line(rank, node)
        lines.append(line)
        if dropped_from and node.depth > dropped_from:
            line.fate = "dropped"
            continue
        dropped_from = node.depth if node.level == BRANCH else 0
        if node.level in (DROPPED, BRANCH):
            line.fate = "dropped"
        elif node.level == ABOVE and last is not None:
            line.fate, line.above = "folded", last
            last.folded.append(node)
        else:
            _place(line, above, levels)
            last = line
    return lines


def _place(line: Line, above: list[Line], levels: int) -> None:
    """Under the nearest title of a wider level; under a measure, and under a paragraph, nothing stands."""
    wanted = line.node.level or 1
    while above and (above[-1].node.level or 1) >= wanted:
        above.pop()
    line.is_measure = bool(line.node.title) and wanted >= levels
    line.above = above[-1] if above else None
    line.depth = len(above) + 1
    if line.node.title and not line.is_measure:
        above.append(line)
