"""Writing the plan: each save adds a revision, none is ever overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext

from actors.models import Person
from consultations.models import Contribution, Meeting, SynthesisPoint
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_number
from plans.drafting import Merge, merge
from plans.journal import Verb
from plans.models import Amendment, Clause, Plan, Reply, ReplyStatus, Revision, Role, Source, WritingGroup


@dataclass(frozen=True)
class Fed:
    """A source to be: what feeds a clause, in which role, and the sentence that says what came from it."""

    kind: str
    contribution: Contribution | None = None
    point: SynthesisPoint | None = None
    meeting: Meeting | None = None
    amendment: Amendment | None = None
    group: WritingGroup | None = None
    role: str = Role.ORIGIN
    sentence: str = ""

    @classmethod
    def again(cls, source: Source) -> "Fed":
        return cls(
            source.kind,
            source.contribution,
            source.point,
            source.meeting,
            source.amendment,
            source.group,
            source.role,
            source.sentence,
        )

    def key(self) -> tuple:
        targets = (self.contribution, self.point, self.meeting, self.amendment, self.group)
        return (self.kind, *(thing and thing.pk for thing in targets))


@dataclass(frozen=True)
class Saved:
    """What became of a save: the new revision, or the collisions when there are some and nothing was written."""

    revision: Revision | None
    merge: Merge | None = None
    title_merge: Merge | None = None
    sheet_conflicts: tuple[str, ...] = ()
    was_merged: bool = False


@transaction.atomic
def add_clause(
    plan: Plan,
    *,
    by: Person,
    kind: str,
    title: str,
    text: str,
    sources: Iterable[Fed],
    parent: Clause | None = None,
    sheet: dict | None = None,
    reason: str = "",
    rank: int | None = None,
    split_from: Clause | None = None,
) -> Clause:
    """A new clause with its first revision, last among its siblings unless `rank` says otherwise."""
    clause = Clause.objects.create(plan=plan, reference=f"P-{next_number('clause'):04d}", split_from=split_from)
    if rank is None:
        rank = (Revision.objects.working_text(plan).filter(parent=parent).aggregate(m=Max("rank"))["m"] or 0) + 10
    first = Revision(clause=clause, kind=kind, title=title, text=text, parent=parent, rank=rank, sheet=sheet or {})
    write(first, sources=list(sources), by=by, reason=reason)
    record(Verb.CLAUSE_ADDED, clause, by=by)
    return clause


@transaction.atomic
def revise_clause(
    clause: Clause,
    *,
    by: Person,
    base: Revision,
    title: str,
    text: str,
    sources: Iterable[Fed] | None = None,
    sheet: dict | None = None,
    reason: str = "",
) -> Saved:
    """Save a text written on `base`. When someone saved meanwhile, both are merged; a collision writes nothing."""
    clause = lock([clause.pk])[0]
    newest = clause.working()
    refuse_closed(newest)
    words = merge(base.text, newest.text, text)
    heading = merge(base.title, newest.title, title)
    merged_sheet, sheet_conflicts = _merge_sheets(base.sheet, newest.sheet, sheet)
    if not (words.clean and heading.clean) or sheet_conflicts:
        return Saved(None, words, heading, sheet_conflicts)
    was_merged = base.pk != newest.pk
    merged = following(newest, title=heading.text if was_merged else title, text=words.text if was_merged else text)
    merged.sheet = merged_sheet
    write(merged, newest=newest, sources=_merge_sources(base, newest, sources), by=by, reason=reason)
    record(Verb.CLAUSE_REVISED, clause, by=by, revision=merged.number)
    return Saved(merged, words, heading, was_merged=was_merged)


@transaction.atomic
def close_clause(clause: Clause, *, by: Person, reason: str) -> Revision:
    """Take a clause out of the working text. Nothing is deleted: its revisions, remarks and replies remain."""
    clause = lock([clause.pk])[0]
    newest = clause.working()
    refuse_closed(newest)
    if Revision.objects.working_text(clause.plan).filter(parent=clause).exists():
        raise Refused(gettext("D’autres clauses se rangent sous celle-ci : retirez-les ou déplacez-les d’abord."))
    closing = following(newest)
    closing.is_closed = True
    write(closing, newest=newest, sources=None, by=by, reason=reason)
    record(Verb.CLAUSE_CLOSED, clause, by=by)
    return closing


@transaction.atomic
def restore_revision(revision: Revision, *, by: Person, base: Revision, reason: str) -> Revision:
    """Say again what an old revision said: its words, sheet and sources, as a new one, in today's place."""
    clause = lock([revision.clause_id])[0]
    newest = clause.working()
    if newest.pk != base.pk:
        raise Refused(
            gettext("La clause a changé pendant que vous la relisiez : comparez de nouveau avant de rétablir."),
            way_out=(gettext("Voir son histoire"), reverse("plans:clause-history", args=[clause.reference])),
        )
    if clause.joined_into_id:
        raise Refused(gettext("Cette clause est réunie à une autre : défaites d’abord la réunion."))
    restored = following(newest, kind=revision.kind, title=revision.title, text=revision.text, sheet=revision.sheet)
    if newest.is_closed and restored.parent_id and restored.parent.working().is_closed:
        raise Refused(gettext("La clause sous laquelle celle-ci se rangeait a été retirée : rétablissez-la d’abord."))
    write(restored, newest=newest, sources=again(revision), by=by, reason=reason)
    record(Verb.CLAUSE_RESTORED, clause, by=by, revision=restored.number, restored=revision.number)
    return restored


def lock(keys: Iterable[int]) -> list[Clause]:
    """These clauses, in the order of their keys, and nobody else writes in them until the end of the transaction."""
    locked = Clause.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(keys))
    return list(locked.select_related("plan").order_by("pk"))


def refuse_closed(newest: Revision) -> None:
    if newest.is_closed:
        raise Refused(gettext("Cette clause a été retirée du plan : votre texte n’a pas été enregistré."))


def following(newest: Revision, **changes) -> Revision:
    kept = {name: getattr(newest, name) for name in ("clause", "kind", "title", "text", "parent_id", "rank", "sheet")}
    return Revision(**{**kept, **changes})


def write(
    revision: Revision, *, sources: list[Fed] | None, by: Person, reason: str, newest: Revision | None = None
) -> None:
    """A revision that follows `newest`, or the first of its clause. No list of sources: the same as before."""
    fed = _same(newest) if sources is None else [_source(one) for one in sources]
    if not fed:
        raise Refused(gettext("Une clause dit toujours d’où elle vient : ajoutez au moins une source."))
    revision.number = newest.number + 1 if newest else 1
    revision.base = newest
    revision.author, revision.created_at, revision.reason = by, clock.now(), reason
    revision.save(force_insert=True)
    for source in fed:
        source.revision = revision
    Source.objects.bulk_create(fed)
    if newest and not revision.says_the_same_as(newest):
        _replies_to_review(revision.clause)


def _source(fed: Fed) -> Source:
    return Source(
        kind=fed.kind,
        contribution=fed.contribution,
        point=fed.point,
        meeting=fed.meeting,
        amendment=fed.amendment,
        group=fed.group,
        role=fed.role,
        sentence=fed.sentence,
    )


def _same(newest: Revision) -> list[Source]:
    """Its sources once more, without reading what they name."""
    names = ("kind", "contribution_id", "point_id", "meeting_id", "amendment_id", "group_id", "role", "sentence")
    return [Source(**dict(zip(names, row, strict=True))) for row in newest.sources.order_by("pk").values_list(*names)]


def _replies_to_review(clause: Clause) -> None:
    """A reply that cites a clause whose words moved is to be read again, and the gate counts it as missing."""
    Reply.objects.filter(current__citations__clause=clause).update(status=ReplyStatus.TO_REVIEW)


def again(revision: Revision) -> list[Fed]:
    sources = revision.sources.select_related("contribution", "point", "meeting", "amendment", "group")
    return [Fed.again(source) for source in sources]


def _merge_sources(base: Revision, newest: Revision, mine: Iterable[Fed] | None) -> list[Fed] | None:
    """What the other person added stays, what I removed goes."""
    if mine is None:
        return None
    mine, kept = list(mine), again(newest)
    if base.pk == newest.pk:
        return mine
    known = {fed.key() for fed in again(base)}
    chosen = {fed.key() for fed in mine}
    return mine + [fed for fed in kept if fed.key() not in chosen and fed.key() not in known]


def _merge_sheets(base: dict, newest: dict, mine: dict | None) -> tuple[dict, tuple[str, ...]]:
    """Field by field: whoever changed a field wins; a field that both changed differently is a conflict."""
    if mine is None:
        return newest, ()
    merged, conflicts = {}, []
    for name in base.keys() | newest.keys() | mine.keys():
        # A field never filled and a field left empty are the same.
        was, theirs, ours = (side.get(name) or None for side in (base, newest, mine))
        if ours != was and theirs not in (was, ours):
            conflicts.append(name)
        kept = newest if ours == was and name in newest else mine
        merged[name] = kept.get(name)
    return merged, tuple(sorted(conflicts))
