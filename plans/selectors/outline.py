"""The working text in reading order, each clause with its label. Labels come from order alone; keys never move."""

from dataclasses import dataclass

from plans.drafting import Node, number
from plans.models import Plan, Revision


@dataclass(frozen=True)
class Placed:
    """One clause of an outline: its revision, where it stands, what people call it there ("M 14")."""

    revision: Revision
    position: int
    depth: int
    label: str

    @property
    def clause(self):
        return self.revision.clause


def working_outline(plan: Plan) -> list[Placed]:
    """Two queries, whatever the size of the plan."""
    return place(Revision.objects.working_text(plan), plan)


def place(revisions, plan: Plan) -> list[Placed]:
    """`revisions` (one per clause) in reading order. A clause whose parent is gone comes at the end, never lost."""
    by_key = {revision.clause_id: revision for revision in revisions}
    nodes = [
        Node(key, revision.parent_id, revision.rank, _depth(key, by_key), revision.kind)
        for key, revision in by_key.items()
    ]
    return [
        Placed(by_key[node.key], position, node.depth, label)
        for position, (node, label) in enumerate(number(nodes, plan.abbreviations))
    ]


def _depth(key: int, by_key: dict[int, Revision]) -> int:
    """1 for an axis; a chain longer than the plan would be a circle, which `number` refuses."""
    depth, above = 1, by_key[key].parent_id
    while above in by_key and depth <= len(by_key):
        depth, above = depth + 1, by_key[above].parent_id
    return depth
