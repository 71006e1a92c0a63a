"""The reading order of an outline, and the numbers that people read; they follow from the order alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

_NO_BREAK = "\u00a0"


class Node(NamedTuple):
    key: str
    parent: str | None
    rank: int
    depth: int
    kind: Literal["section", "measure", "paragraph"]


class Numbered(NamedTuple):
    node: Node
    label: str


def number(nodes: Iterable[Node], abbreviations: Mapping[int | str, str]) -> list[Numbered]:
    """Each node in reading order with its label.

    Sections and measures are numbered through the plan, paragraphs within their parent. `abbreviations` gives the
    short name of a level of sections by its depth, and of measures under "measure"; a level without one shows a bare
    number.
    """
    counts: Counter[tuple[str, object]] = Counter()
    return [Numbered(node, _label(node, abbreviations, counts)) for node in _reading_order(nodes)]


def _label(node: Node, abbreviations: Mapping[int | str, str], counts: Counter[tuple[str, object]]) -> str:
    within: dict[str, tuple[str, object]] = {
        "section": (abbreviations.get(node.depth, ""), node.depth),
        "measure": (abbreviations.get("measure", "M"), None),
        "paragraph": ("§", node.parent),
    }
    short, scope = within[node.kind]
    counts[node.kind, scope] += 1
    count = counts[node.kind, scope]
    return f"{short}{_NO_BREAK}{count}" if short else str(count)


def _reading_order(nodes: Iterable[Node]) -> list[Node]:
    """Depth first, siblings by rank; what hangs on a parent that is not there comes last."""
    known = sorted(nodes, key=lambda node: (node.rank, node.key))
    keys = {node.key for node in known}
    if len(keys) != len(known):
        raise ValueError("a key is given twice")
    children: dict[str, list[Node]] = {}
    roots, orphans = [], []
    for node in known:
        if node.parent is None:
            roots.append(node)
        elif node.parent in keys:
            children.setdefault(node.parent, []).append(node)
        else:
            orphans.append(node)
    order: list[Node] = []
    waiting = [*roots, *orphans][::-1]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += reversed(children.get(node.key, []))
    if len(order) != len(known):
        raise ValueError("a node is above itself")
    return order
