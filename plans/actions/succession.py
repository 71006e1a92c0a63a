"""The next plan starts from the one before: each clause is kept, changed or dropped, always with a reason."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext, ngettext

from actors.models import Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans.actions.clauses import Fed, add_clause
from plans.journal import Verb
from plans.models import Clause, ClauseKind, Fate, Pin, Plan, Revision, SourceKind, Succeeded, Succession, Version


@transaction.atomic
def start_from(plan: Plan, *, by: Person, version: Version) -> Succession:
    """Say which text the plan follows. Nothing is taken from it yet."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if Succession.objects.filter(plan=plan).exists():
        raise Refused(gettext("Ce plan dit déjà de quel texte il part."))
    if version.plan_id == plan.pk or version.plan.starts_on >= plan.starts_on:
        raise Refused(gettext("Un plan part d’un plan qui le précède."))
    succession = Succession.objects.create(plan=plan, version=version, opened_by=by)
    record(Verb.SUCCESSION_OPENED, plan, by=by, version=version.number)
    return succession


@transaction.atomic
def decide_fate(
    succession: Succession,
    clauses: Iterable[Clause],
    *,
    by: Person,
    fate: str,
    reason: str,
    successor: Clause | None = None,
) -> list[Succeeded]:
    """Decide of one or several clauses at once. `successor` is a clause that the plan already has.

    Without one, a clause kept or changed is taken over: a new clause of the plan, with the same words, to be rewritten.
    What was decided before is replaced; a clause taken over before stays, since people may have worked on it.
    """
    succession = _open(succession)
    wanted = {clause.pk for clause in clauses}
    pins = Pin.objects.filter(version=succession.version_id).select_related("clause", "revision__clause")
    pins = {pin.clause_id: pin for pin in pins.order_by("position")}
    if not wanted or not wanted <= pins.keys():
        raise Refused(gettext("Choisissez des clauses du plan précédent."))
    if successor and successor.plan_id != succession.plan_id:
        raise Refused(gettext("La clause qui prend la suite appartient au nouveau plan."))
    known = {one.clause_id: one for one in succession.decisions.all()}
    decided = []
    for key in [key for key in pins if key in wanted]:
        one = known.get(key) or Succeeded(succession=succession, clause=pins[key].clause)
        one.fate, one.reason, one.decided_by, one.decided_at = fate, reason, by, clock.now()
        if fate == Fate.DROPPED:
            one.successor = None
        else:
            one.successor = successor or one.successor or _take_over(succession, pins, key, known, by=by, reason=reason)
        one.save()
        known[key] = one
        decided.append(one)
        record(Verb.FATE_DECIDED, one.clause, by=by, fate=fate)
    return decided


@transaction.atomic
def publish_account(succession: Succession, *, by: Person) -> Succession:
    """Everyone may then read what became of each clause; nothing of it changes any more."""
    succession = _open(succession)
    lacking = succession.version.pins.count() - succession.decisions.count()
    if lacking:
        said = ngettext(
            "%(n)s clause du plan précédent attend encore une décision.",
            "%(n)s clauses du plan précédent attendent encore une décision.",
            lacking,
        )
        raise Refused(said % {"n": lacking})
    succession.published_at = clock.now()
    succession.save(update_fields=["published_at"])
    record(Verb.ACCOUNT_PUBLISHED, succession.plan, by=by)
    return succession


def _open(succession: Succession) -> Succession:
    rows = Succession.objects.select_for_update(of=("self",)).select_related("plan", "version__plan")
    succession = rows.get(pk=succession.pk)
    succession.refuse_once_published()
    return succession


def _take_over(succession, pins, key, known, *, by, reason) -> Clause:
    """The same words under what took the place of its parent, or of the nearest one above that was taken over."""
    pin, plan = pins[key], succession.plan
    before = pin.revision
    said = gettext("Reprise de %(reference)s, « %(plan)s » : %(reason)s")
    said = said % {"reference": pin.clause.reference, "plan": succession.version.plan.title, "reason": reason}
    return add_clause(
        plan,
        by=by,
        kind=before.kind,
        title=before.title,
        text=before.text,
        sheet=before.sheet,
        parent=_parent(before, pins, known, plan),
        sources=[Fed(SourceKind.AUTHORITY, sentence=said[:500])],
        reason=gettext("Reprise du plan précédent."),
    )


def _parent(before: Revision, pins, known, plan) -> Clause | None:
    above, seen = before.parent_id, set()
    while above in pins and above not in seen:
        seen.add(above)
        taken = known.get(above)
        if taken and taken.successor_id and _holds(taken.successor):
            return taken.successor
        above = pins[above].revision.parent_id
    return None


def _holds(clause: Clause) -> bool:
    """A section or a measure that still stands in the working text may hold others."""
    newest = clause.working()
    return not newest.is_closed and newest.kind != ClauseKind.PARAGRAPH
