"""Beside the text: drafts that are not revisions, who is on a clause, what people disagree about."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext

from actors.models import Organisation, Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from plans.journal import Verb
from plans.models import Clause, ClauseDraft, Disagreement, Position, Presence, Revision

FORGOTTEN_AFTER = timedelta(days=1)


def keep_draft(
    clause: Clause, *, by: Person, base: Revision, title: str, text: str, reason: str = ""
) -> ClauseDraft | None:
    """One a person and a clause; what says the same as the text it started from is no draft."""
    if (title, text) == (base.title, base.text):
        drop_draft(clause, by=by)
        return None
    typed = {"base": base, "title": title, "text": text, "reason": reason, "kept_at": clock.now()}
    return ClauseDraft.objects.update_or_create(person=by, clause=clause, defaults=typed)[0]


def drop_draft(clause: Clause, *, by: Person) -> None:
    ClauseDraft.objects.filter(person=by, clause=clause).delete()


def see(clause: Clause, *, by: Person) -> None:
    """Someone is on this clause now. What they looked at yesterday is forgotten."""
    Presence.objects.filter(person=by, seen_at__lt=clock.now() - FORGOTTEN_AFTER).delete()
    Presence.objects.update_or_create(person=by, clause=clause, defaults={"seen_at": clock.now()})


@transaction.atomic
def open_disagreement(
    clause: Clause, *, by: Person, subject: str, text: str, organisation: Organisation | None = None, holder: str = ""
) -> Disagreement:
    """Its subject, and the first position."""
    opened = Disagreement.objects.create(clause=clause, subject=subject, opened_at=clock.now(), opened_by=by)
    _hold(opened, by=by, text=text, organisation=organisation, holder=holder)
    record(Verb.DISAGREEMENT_NOTED, clause, by=by, disagreement=opened.pk)
    return opened


@transaction.atomic
def note_position(
    disagreement: Disagreement, *, by: Person, text: str, organisation: Organisation | None = None, holder: str = ""
) -> Position:
    disagreement = _still_open(disagreement)
    position = _hold(disagreement, by=by, text=text, organisation=organisation, holder=holder)
    record(Verb.POSITION_NOTED, disagreement.clause, by=by, disagreement=disagreement.pk)
    return position


@transaction.atomic
def close_disagreement(disagreement: Disagreement, *, by: Person, conclusion: str) -> Disagreement:
    """It stays readable, with how it ended."""
    disagreement = _still_open(disagreement)
    disagreement.closed_at, disagreement.closed_by, disagreement.conclusion = clock.now(), by, conclusion
    disagreement.save(update_fields=["closed_at", "closed_by", "conclusion"])
    record(Verb.DISAGREEMENT_CLOSED, disagreement.clause, by=by, disagreement=disagreement.pk)
    return disagreement


def _hold(disagreement, *, by, text, organisation, holder) -> Position:
    return Position.objects.create(
        disagreement=disagreement,
        organisation=organisation,
        holder="" if organisation else holder,
        text=text,
        noted_at=clock.now(),
        noted_by=by,
    )


def _still_open(disagreement: Disagreement) -> Disagreement:
    disagreement = Disagreement.objects.select_for_update(of=("self",)).get(pk=disagreement.pk)
    if disagreement.is_closed:
        raise Refused(gettext("Ce désaccord est déjà clos : notez-en un nouveau s’il reprend."))
    return disagreement
