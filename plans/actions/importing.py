"""A text read from a file: received, corrected, then made into clauses in one go, or given up."""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans.actions.clauses import Fed, add_clause
from plans.importing import Line, proposed
from plans.importing.blocks import MOST_TITLES, Document
from plans.journal import Verb
from plans.models import Clause, Plan, Revision, SourceKind, TextImport, TextImportStatus


@transaction.atomic
def receive_text(plan: Plan, *, by: Person, name: str, document: Document) -> TextImport:
    nodes = proposed(document, len(plan.outline_levels))
    if len(nodes) > MOST_TITLES:
        raise Refused(gettext("Ce document a trop de titres pour un plan. Partagez-le en plusieurs fichiers."))
    one = TextImport.objects.create(
        plan=plan,
        name=name[-150:],
        title=document.title[:300],
        nodes=[node.kept() for node in nodes],
        left=dict(document.left),
        by=by,
        received_at=clock.now(),
    )
    record(Verb.TEXT_RECEIVED, one, by=by)
    return one


@transaction.atomic
def set_levels(one: TextImport, *, by: Person, levels: dict[int, int]) -> TextImport:
    """All the titles of a depth of the document take the same level."""
    one = _ready(one)
    for node in one.tree:
        if node.title and node.depth in levels:
            node.level = levels[node.depth]
    return _keep(one)


@transaction.atomic
def correct_node(one: TextImport, *, by: Person, rank: int, title: str, text: str, level: int) -> TextImport:
    one = _ready(one)
    node = one.tree[rank]
    node.title, node.text, node.level = title, text, level
    return _keep(one)


def _ready(one: TextImport) -> TextImport:
    one = TextImport.objects.select_for_update(of=("self",)).select_related("plan").get(pk=one.pk)
    one.refuse_unless_ready()
    return one


def _keep(one: TextImport) -> TextImport:
    one.nodes = [node.kept() for node in one.tree]
    one.save(update_fields=["nodes"])
    return one


@transaction.atomic
def import_text(one: TextImport, *, by: Person) -> TextImport:
    """Everything or nothing. What the plan already says at the same place is left as it is, so that twice is once."""
    Plan.objects.select_for_update(of=("self",)).get(pk=one.plan_id)
    one = _ready(one)
    lines = one.lines()
    stopped = [line.node.title[:60] or line.node.place for line in lines if line.stops]
    if stopped:
        raise Refused(gettext("Corrigez d’abord : %(titles)s.") % {"titles": ", ".join(stopped[:5])})
    known, added = Known(one.plan), 0
    clauses: dict[int, Clause] = {}
    source = Fed(SourceKind.AUTHORITY, sentence=gettext("Texte importé : « %(name)s ».") % {"name": one.name})
    for line in lines:
        if not line.is_clause:
            continue
        parent = clauses[line.above.rank] if line.above else None
        clause = known.take(line, parent)
        if clause is None:
            added += 1
            clause = add_clause(
                one.plan,
                by=by,
                kind=line.kind,
                title=line.node.title,
                text=line.text,
                parent=parent,
                rank=known.next_rank(parent),
                sources=[source],
                reason=gettext("Import d’un texte existant."),
            )
        clauses[line.rank] = clause
    return _settle(one, TextImportStatus.DONE, Verb.TEXT_IMPORTED, by=by, added=added)


@transaction.atomic
def drop_text(one: TextImport, *, by: Person) -> TextImport:
    return _settle(_ready(one), TextImportStatus.DROPPED, Verb.TEXT_DROPPED, by=by)


def _settle(one, status, verb, *, by, added=0):
    one.status, one.settled_at, one.added, one.nodes = status, clock.now(), added, []
    one.save(update_fields=["status", "settled_at", "added", "nodes"])
    record(verb, one, by=by, added=added)
    return one


class Known:
    """The working text, by place and words: each of its clauses answers for one line of the import."""

    def __init__(self, plan: Plan):
        self.there: dict[tuple, list[Clause]] = defaultdict(list)
        self.ranks: dict[int | None, int] = defaultdict(int)
        for revision in Revision.objects.working_text(plan).order_by("rank", "clause"):
            self.there[revision.parent_id, revision.kind, revision.title, revision.text].append(revision.clause)
            self.ranks[revision.parent_id] = max(self.ranks[revision.parent_id], revision.rank)

    def take(self, line: Line, parent: Clause | None) -> Clause | None:
        found = self.there.get((parent and parent.pk, line.kind, line.node.title, line.text))
        return found.pop(0) if found else None

    def next_rank(self, parent: Clause | None) -> int:
        key = parent and parent.pk
        self.ranks[key] += 10
        return self.ranks[key]


def already_there(one: TextImport) -> set[int]:
    """The lines that the plan already holds, for the preview."""
    known, found, clauses = Known(one.plan), set(), {}
    for line in one.lines():
        is_new_above = line.above is not None and line.above.rank not in clauses
        if not line.is_clause or is_new_above:
            continue
        clause = known.take(line, clauses[line.above.rank] if line.above else None)
        if clause is not None:
            found.add(line.rank)
            clauses[line.rank] = clause
    return found
