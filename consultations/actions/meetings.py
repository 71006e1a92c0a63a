"""A meeting's life: prepared, announced, held or cancelled. Its reference never moves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Person
from consultations import tasks
from consultations.actions.agenda import set_agenda
from consultations.actions.places import give_free_places, refuse_to_throw_out
from consultations.journal import Verb
from consultations.models import Contribution, Meeting, MeetingStatus, Workshop
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_reference

# What those who come must know: a change is told to them by e-mail, with a new calendar file.
TOLD = ("title", "starts_at", "ends_at", "place", "municipality", "online_address")


@transaction.atomic
def prepare_meeting(*, by, starts_at, workshops=(), agenda=(), **fields) -> Meeting:
    """`workshops` are the questions of the tables; `agenda` holds dicts with title, minutes and speaker."""
    if same := _same_form(by, starts_at=starts_at, **fields):
        return same
    meeting = Meeting.objects.create(
        reference=next_reference("R", timezone.localtime(starts_at).year, 3), starts_at=starts_at, **fields
    )
    _set_workshops(meeting, workshops)
    set_agenda(meeting, agenda)
    record(Verb.MEETING_PREPARED, meeting, by=by)
    return meeting


@transaction.atomic
def revise_meeting(meeting, *, by, workshops=None, agenda=None, **fields) -> Meeting:
    """Change a meeting that is still to come; what is not given stays."""
    meeting = _lock(meeting)
    if meeting.status not in (MeetingStatus.PREPARING, MeetingStatus.ANNOUNCED):
        raise Refused(_("Cette rencontre est %(status)s.") % {"status": meeting.get_status_display()})
    if "capacity" in fields and fields["capacity"] != meeting.capacity:
        refuse_to_throw_out(meeting, fields["capacity"])
    told = any(name in fields and fields[name] != getattr(meeting, name) for name in TOLD)
    for name, value in fields.items():
        setattr(meeting, name, value)
    if meeting.status == MeetingStatus.ANNOUNCED and told:
        _tell_change(meeting)
    meeting.save()
    give_free_places(meeting, by=by)
    if workshops is not None:
        _set_workshops(meeting, workshops)
    if agenda is not None:
        set_agenda(meeting, agenda)
    record(Verb.MEETING_REVISED, meeting, by=by, changed=sorted(fields))
    return meeting


@transaction.atomic
def announce_meeting(meeting, *, by) -> Meeting:
    return _move(meeting, MeetingStatus.ANNOUNCED, Verb.MEETING_ANNOUNCED, by)


@transaction.atomic
def close_meeting(meeting, *, by) -> Meeting:
    """The meeting took place: what was said there can now be typed."""
    if clock.now() < meeting.starts_at:
        raise Refused(_("Cette rencontre n’a pas encore commencé."))
    return _move(meeting, MeetingStatus.HELD, Verb.MEETING_HELD, by)


@transaction.atomic
def cancel_meeting(meeting, *, by) -> Meeting:
    was_announced = _lock(meeting).status == MeetingStatus.ANNOUNCED  # of now, not of the page it was asked from
    meeting = _move(meeting, MeetingStatus.CANCELLED, Verb.MEETING_CANCELLED, by)
    if was_announced:
        _tell_change(meeting)
        meeting.save(update_fields=["sequence", "changed_at"])
    return meeting


def _same_form(by, **fields):
    """Sent twice, a form prepares one meeting: whoever sends holds their own row, so that the second send waits."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    return Meeting.objects.filter(status=MeetingStatus.PREPARING, **fields).first()


def _tell_change(meeting) -> None:
    meeting.sequence += 1
    meeting.changed_at = clock.now()
    tasks.tell_meeting_changed.defer(meeting_id=meeting.pk, sequence=meeting.sequence)


def _lock(meeting):
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _move(meeting, status, verb, by):
    meeting = _lock(meeting)
    meeting.move_to(status)
    meeting.save(update_fields=["status"])
    record(verb, meeting, by=by)
    return meeting


def _set_workshops(meeting, questions):
    """A table keeps its row, since ideas were typed there: the list is followed number by number."""
    dropped = meeting.workshops.filter(number__gt=len(questions))
    if Contribution.objects.filter(workshop__in=dropped).exists():
        raise Refused(_("Des idées ont été saisies à une table que vous retirez. Gardez-la dans la liste."))
    dropped.delete()
    for number, question in enumerate(questions, start=1):
        Workshop.objects.update_or_create(meeting=meeting, number=number, defaults={"question": question})
