"""Moving clauses in the outline: a step up or down, under another clause, out of it, or beside one."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Person
from essportal.errors import Refused
from essportal.journal import record
from plans.actions.clauses import following, lock, write
from plans.journal import Verb
from plans.models import Clause, ClauseKind, Plan, Revision

SPACING = 100


@transaction.atomic
def move_clause(clause: Clause, *, by: Person, way: str) -> bool:
    """One step: `up` or `down` among its siblings, `inside` the one before it, `outside` its parent.

    False when there is nowhere to go.
    """
    text = _locked(clause.plan)
    newest = _of(text, clause)
    siblings = under(text, newest.parent_id)
    here = siblings.index(newest)
    if way in ("up", "down"):
        there = here + (-1 if way == "up" else 1)
        if not 0 <= there < len(siblings):
            return False
        siblings.insert(there, siblings.pop(here))
        return _place(text, newest, newest.parent_id, siblings, by)
    if way == "inside":
        if not here:
            return False
        above = siblings[here - 1].clause_id
        return _place(text, newest, above, [*under(text, above), newest], by)
    if newest.parent_id is None:
        return False
    parent = next(one for one in text if one.clause_id == newest.parent_id)
    beside = under(text, parent.parent_id)
    beside.insert(beside.index(parent) + 1, newest)
    return _place(text, newest, parent.parent_id, beside, by)


@transaction.atomic
def put_clause(clause: Clause, *, by: Person, target: Clause, where: str) -> bool:
    """`before` or `after` another clause, or `inside` it, last. False when it stands there already."""
    text = _locked(clause.plan)
    newest, beside = _of(text, clause), _of(text, target)
    if newest == beside:
        return False
    if where == "inside":
        kept = [one for one in under(text, beside.clause_id) if one != newest]
        return _place(text, newest, beside.clause_id, [*kept, newest], by)
    siblings = [one for one in under(text, beside.parent_id) if one != newest]
    siblings.insert(siblings.index(beside) + (where == "after"), newest)
    return _place(text, newest, beside.parent_id, siblings, by)


def under(text: Sequence[Revision], parent: int | None) -> list[Revision]:
    """What stands under a clause, in order."""
    return sorted((one for one in text if one.parent_id == parent), key=lambda one: (one.rank, one.clause_id))


def place_among(siblings: list[Revision], newest: Revision, by: Person) -> None:
    """Give `newest`, at its place in this list, a rank between its neighbours; the others move only for want of room.

    It is left to the caller to write it.
    """
    here = siblings.index(newest)
    before = siblings[here - 1].rank if here else None
    after = siblings[here + 1].rank if here + 1 < len(siblings) else None
    if before is None:
        newest.rank = newest.rank if after is None else after - SPACING
    elif after is None:
        newest.rank = before + SPACING
    elif after - before > 1:
        newest.rank = (before + after) // 2
    else:
        for place, one in enumerate(siblings, start=1):
            if one is newest:
                newest.rank = place * SPACING
            else:
                _rerank(one, place * SPACING, by)


def _rerank(one: Revision, rank: int, by: Person) -> None:
    lock([one.clause_id])
    current = one.clause.working()
    if current.rank == rank:
        return
    moved = following(current, rank=rank)
    write(moved, newest=current, sources=None, by=by, reason=gettext("Clause déplacée."))


def _locked(plan: Plan) -> list[Revision]:
    """The working text, while nobody else moves anything in it."""
    Plan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
    return list(Revision.objects.working_text(plan))


def _of(text: list[Revision], clause: Clause) -> Revision:
    found = next((one for one in text if one.clause_id == clause.pk), None)
    if found is None:
        raise Refused(gettext("Cette clause n’est plus dans le texte : elle ne peut pas être déplacée."))
    return found


def _place(text: list[Revision], newest: Revision, parent: int | None, siblings: list[Revision], by: Person) -> bool:
    if parent == newest.parent_id and siblings == under(text, parent):
        return False
    _refuse_misplaced(text, newest, parent)
    lock([newest.clause_id])
    current = newest.clause.working()
    moved = following(current, parent_id=parent)
    siblings = [moved if one is newest else one for one in siblings]
    place_among(siblings, moved, by)
    write(moved, newest=current, sources=None, by=by, reason=gettext("Clause déplacée."))
    record(Verb.CLAUSE_MOVED, newest.clause, by=by)
    return True


def _refuse_misplaced(text: list[Revision], newest: Revision, parent: int | None) -> None:
    by_key = {one.clause_id: one for one in text}
    depth, above = 1, parent
    while above in by_key and depth <= len(text):
        if above == newest.clause_id:
            raise Refused(gettext("Une clause ne se range pas sous elle-même."))
        depth, above = depth + 1, by_key[above].parent_id
    holder = by_key.get(parent)
    if holder and holder.kind == ClauseKind.PARAGRAPH:
        raise Refused(gettext("Rien ne se range sous un paragraphe : choisissez une partie ou une mesure."))
    if holder and holder.kind == ClauseKind.MEASURE and newest.kind != ClauseKind.PARAGRAPH:
        raise Refused(gettext("Sous une mesure ne se rangent que des paragraphes."))
    most = newest.clause.plan.levels.filter(has_sheet=False).count()
    if newest.kind == ClauseKind.SECTION and most and depth - 1 + _levels(text, newest) > most:
        raise Refused(
            gettext("Le plan n’a pas autant de niveaux : ajoutez-en un dans le cadre du plan, ou rangez plus haut.")
        )


def _levels(text: list[Revision], section: Revision) -> int:
    """How many levels of sections it makes, itself included."""
    held = [one for one in under(text, section.clause_id) if one.kind == ClauseKind.SECTION]
    return 1 + max((_levels(text, one) for one in held), default=0)
