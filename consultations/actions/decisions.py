"""What a sitting decides, who does it, and what becomes of it."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Person
from consultations.journal import Verb
from consultations.models import Decision, DecisionStatus, DecisionStep, Meeting, MeetingStatus, Minutes
from consultations.models.decisions import LETTERS
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_reference

# What may still change once the minutes are approved: who does it, and for when.
AFTERWARDS = {"owner", "owner_department", "owner_organisation", "due_on"}


@transaction.atomic
def take_decision(meeting: Meeting, *, by: Person, kind: str, **fields) -> Decision:
    """`fields`: text, mode and votes, owner (or owner_department, owner_organisation), due_on."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.status not in (MeetingStatus.ANNOUNCED, MeetingStatus.HELD):
        raise Refused(_("Cette rencontre est %(status)s.") % {"status": meeting.get_status_display()})
    if clock.now() < meeting.starts_at:
        raise Refused(_("Cette rencontre n’a pas encore commencé : elle n’a rien décidé."))
    _not_approved(meeting)
    if same := meeting.decisions.filter(kind=kind, text=fields["text"]).first():  # the same form sent twice
        return same
    last = meeting.decisions.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(
        meeting=meeting,
        kind=kind,
        number=last + 1,
        reference=next_reference(LETTERS[kind], timezone.localtime(meeting.starts_at).year, 4),
        **fields,
    )
    record(Verb.DECISION_TAKEN, decision, by=by, meeting=meeting.pk)
    return decision


@transaction.atomic
def revise_decision(decision: Decision, *, by: Person, **fields) -> Decision:
    """Its words as long as the minutes are a draft; afterwards, who does it and for when."""
    decision = _lock(decision)
    changed = {name: value for name, value in fields.items() if getattr(decision, name) != value}
    if changed.keys() - AFTERWARDS:
        _not_approved(decision.meeting)
    for name, value in changed.items():
        setattr(decision, name, value)
    if changed:
        decision.save(update_fields=list(changed))
        record(Verb.DECISION_REVISED, decision, by=by, changed=sorted(changed))
    return decision


@transaction.atomic
def drop_decision(decision: Decision, *, by: Person) -> Meeting:
    """Written by mistake in a draft; its reference is not given again."""
    decision = _lock(decision)
    _not_approved(decision.meeting)
    if decision.steps.exists():
        raise Refused(_("Sa suite est déjà notée : notez plutôt qu’elle est abandonnée."))
    record(Verb.DECISION_DROPPED, decision, by=by, meeting=decision.meeting_id)
    decision.delete()
    return decision.meeting


@transaction.atomic
def follow_up(
    decision: Decision, *, by: Person, status: str, sentence: str, on: date, meeting: Meeting | None = None
) -> DecisionStep:
    """Still to do, done or abandoned, with a sentence and a date; at a sitting, or between two."""
    decision = _lock(decision)
    if on < timezone.localdate(decision.meeting.starts_at):
        raise Refused(_("Cette date vient avant la séance qui en a décidé."))
    said = {"meeting": meeting, "status": status, "sentence": sentence, "on": on, "by": by}
    if same := decision.steps.filter(**said).first():  # the same form sent twice
        return same
    step = DecisionStep.objects.create(decision=decision, **said)
    decision.status = DecisionStatus(status)
    decision.save(update_fields=["status"])
    record(Verb.DECISION_FOLLOWED, decision, by=by, status=status)
    return step


def _lock(decision):
    return Decision.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=decision.pk)


def _not_approved(meeting):
    """The row of the minutes is their lock: they cannot be approved while this is written."""
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    if minutes and minutes.is_approved:
        raise Refused(_("Le compte rendu de cette séance est approuvé : ce qu’elle a décidé ne change plus."))
