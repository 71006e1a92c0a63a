"""One clause split in two, two joined into one, and a joining undone: sources, remarks and identities stay."""

from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from actors.models import Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans.actions.clauses import Fed, add_clause, again, following, lock, refuse_closed, write
from plans.actions.outline import place_among, under
from plans.drafting import parts
from plans.journal import Verb
from plans.models import Clause, Plan, Revision
from plans.selectors.sheets import united

LONGEST_SENTENCE = 500


@transaction.atomic
def split_clause(
    clause: Clause, *, by: Person, base: Revision, place: int, title: str = "", reason: str = ""
) -> Clause:
    """Cut its text: the first part keeps the identity, the second becomes the clause that follows, with all sources."""
    plan, (clause,) = _locked(clause.plan_id, clause)
    newest = clause.working()
    refuse_closed(newest)
    _refuse_another(clause, base, newest)
    kept, gone = parts(newest.text, place)
    if not (kept and gone):
        raise Refused(gettext("Choisissez un endroit qui laisse du texte des deux côtés."))
    sources = again(newest)
    second = _new_part(plan, newest, gone, title, sources, by)
    first = following(newest, text=kept)
    said = gettext("Scindée : la suite devient %(clause)s.") % {"clause": second}
    write(first, newest=newest, sources=sources, by=by, reason=_said(said, reason))
    record(Verb.CLAUSE_SPLIT, clause, by=by, other=second.pk, revision=first.number)
    return second


def _new_part(plan: Plan, newest: Revision, text: str, title: str, sources: list[Fed], by: Person) -> Clause:
    """Just after the first part. It has no sheet of its own yet: the amounts stay where they were, counted once."""
    second = Revision(kind=newest.kind, parent_id=newest.parent_id, rank=newest.rank)
    siblings = under(list(Revision.objects.working_text(plan)), newest.parent_id)
    siblings.insert(siblings.index(newest) + 1, second)
    place_among(siblings, second, by)
    return add_clause(
        plan,
        by=by,
        kind=newest.kind,
        title=title,
        text=text,
        parent=newest.parent,
        rank=second.rank,
        sources=sources,
        split_from=newest.clause,
        reason=gettext("Issue de la scission de %(clause)s.") % {"clause": newest.clause},
    )


@transaction.atomic
def join_clauses(first: Clause, second: Clause, *, by: Person, bases: tuple[Revision, Revision], title: str, text: str):
    """`second` goes into `first`, which keeps its identity: all sources, both sheets, and what stood under either."""
    __, clauses = _locked(first.plan_id, first, second)
    first, second = sorted(clauses, key=lambda one: one.pk != first.pk)
    kept, gone = first.working(), second.working()
    for newest, base in zip((kept, gone), bases, strict=True):
        refuse_closed(newest)
        _refuse_another(newest.clause, base, newest)
    if (kept.kind, kept.parent_id) != (gone.kind, gone.parent_id):
        raise Refused(gettext("Seules deux clauses de même nature, rangées au même endroit, peuvent être réunies."))
    joined = following(kept, title=title, text=text, sheet=united(kept.sheet, gone.sheet))
    said = gettext("Réunie avec %(clause)s.") % {"clause": second}
    write(joined, newest=kept, sources=_together(again(kept), again(gone)), by=by, reason=said)
    _hand_over(gone, first, by)
    closing = following(gone, is_closed=True)
    said = gettext("Réunie à %(clause)s.") % {"clause": first}
    write(closing, newest=gone, sources=None, by=by, reason=said)
    second.joined_into, second.joined_at = first, clock.now()
    second.save(update_fields=["joined_into", "joined_at"])
    record(Verb.CLAUSES_JOINED, first, by=by, other=second.pk, revision=joined.number, other_revision=closing.number)
    return joined


@transaction.atomic
def part_clauses(second: Clause, *, by: Person) -> Clause:
    """Undo a joining while nothing was written since: both clauses say again what they said before it."""
    if second.joined_into_id is None:
        raise Refused(gettext("Cette clause n’est réunie à aucune autre."))
    __, clauses = _locked(second.plan_id, second, second.joined_into)
    second = next(one for one in clauses if one.pk == second.pk)
    first = next(one for one in clauses if one.pk != second.pk)
    newest, closing = first.working(), second.working()
    joined = first.revisions.filter(created_at__lte=second.joined_at).order_by("-number").first()
    if second.joined_into_id != first.pk or newest.is_closed or not _is_as_joined(newest, joined):
        raise Refused(
            gettext("Le texte réuni a changé depuis : scindez-le à l’endroit voulu plutôt que de défaire la réunion."),
            way_out=(gettext("Scinder la clause"), reverse("plans:split-clause", args=[first.reference])),
        )
    for current, before in ((newest, joined.base), (closing, closing.base)):
        apart = following(current, title=before.title, text=before.text, sheet=before.sheet, is_closed=False)
        write(apart, newest=current, sources=again(before), by=by, reason=gettext("Réunion défaite."))
    _take_back(second, first, joined, by)
    second.joined_into = second.joined_at = None
    second.save(update_fields=["joined_into", "joined_at"])
    record(Verb.CLAUSES_PARTED, first, by=by, other=second.pk)
    return first


def _hand_over(gone: Revision, first: Clause, by: Person) -> None:
    """What stood under the one that goes now stands under the other, after what was there."""
    text = list(Revision.objects.working_text(first.plan))
    last = max((one.rank for one in under(text, first.pk)), default=0)
    for place, held in enumerate(under(text, gone.clause_id), start=1):
        _carry(held, first.pk, last + place * 10, by)


def _is_as_joined(newest: Revision, joined: Revision) -> bool:
    """Whatever moved, nobody wrote in it since."""
    keys = [{fed.key() for fed in again(one)} for one in (newest, joined)]
    return newest.says_the_same_as(joined) and newest.sheet == joined.sheet and keys[0] == keys[1]


def _take_back(second: Clause, first: Clause, joined: Revision, by: Person) -> None:
    """What was handed over by the joining and has not moved since."""
    for held in under(list(Revision.objects.working_text(first.plan)), first.pk):
        before = held.base
        if before and before.parent_id == second.pk and joined.created_at <= held.created_at <= second.joined_at:
            _carry(held, second.pk, before.rank, by)


def _carry(held: Revision, parent: int, rank: int, by: Person) -> None:
    lock([held.clause_id])
    newest = held.clause.working()
    moved = following(newest, parent_id=parent, rank=rank)
    write(moved, newest=newest, sources=None, by=by, reason=gettext("Clause déplacée."))


def _together(mine: list[Fed], theirs: list[Fed]) -> list[Fed]:
    """All of both, each once; where both cite the same thing, both sentences are kept."""
    found = {fed.key(): fed for fed in theirs}
    both = []
    for fed in mine:
        other = found.pop(fed.key(), None)
        said = [fed.sentence, *([other.sentence] if other and other.sentence not in fed.sentence else [])]
        sentence = " ".join(filter(None, said))
        both.append(replace(fed, sentence=sentence) if len(sentence) <= LONGEST_SENTENCE else fed)
    return both + list(found.values())


def _locked(plan: int, *clauses: Clause) -> tuple[Plan, list[Clause]]:
    """The plan first, so that nothing moves meanwhile; then the clauses, so that nobody writes in them."""
    found = Plan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan)
    return found, lock([clause.pk for clause in clauses])


def _refuse_another(clause: Clause, base: Revision, newest: Revision) -> None:
    if base.pk != newest.pk:
        raise Refused(
            gettext("%(clause)s a changé entre-temps : relisez-la, puis recommencez.") % {"clause": clause},
            way_out=(gettext("Relire la clause"), reverse("plans:drafting-clause", args=[clause.reference])),
        )


def _said(what: str, why: str) -> str:
    return f"{what} {why}".strip()[:500]
