"""Places in a meeting: first come, first served. Whoever counts them holds the meeting's row."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations import tasks
from consultations.journal import Verb
from consultations.models import Meeting, Registration, RegistrationStatus
from consultations.wordings import too_few_places
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def register(meeting, *, by, person=None, name="", organisation=None, department=None, need="", key=None):
    """A place when one is left, else one more in the queue. Sent twice, it is one registration."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if known := _already(meeting, person, key):
        return known
    if not meeting.takes_registrations:
        raise Refused(_closed(meeting))
    registration = Registration.objects.create(
        meeting=meeting,
        key=key,
        person=person,
        name=name,
        organisation=organisation,
        department=department,
        need=need,
        status=RegistrationStatus.CONFIRMED if _places_left(meeting) else RegistrationStatus.WAITING,
        registered_at=clock.now(),
        registered_by=by,
    )
    record(Verb.REGISTERED, registration, by=by, status=registration.status)
    if person is not None:
        tasks.send_registration.defer(registration_id=registration.pk)
    return registration


def _already(meeting, person, key):
    theirs = meeting.registrations.standing()
    if key is not None and (same := meeting.registrations.filter(key=key).first()):
        return same
    return theirs.filter(person=person).first() if person is not None else None


def _closed(meeting) -> str:
    if meeting.status == "cancelled":
        return _("Cette rencontre est annulée.")
    if clock.now() >= meeting.starts_at:
        return _("Les inscriptions sont closes : la rencontre a commencé.")
    return _("Les inscriptions ne sont pas ouvertes.")


@transaction.atomic
def revise_registration(registration, *, by, **fields):
    """In whose name, what is needed, until it begins: the place in the queue stays, and so does who was there."""
    meeting = Meeting.objects.select_for_update().get(pk=registration.meeting_id)
    if not meeting.takes_registrations:
        raise Refused(_closed(meeting))
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if registration.status == RegistrationStatus.CANCELLED:
        raise Refused(_("Cette inscription est annulée. Inscrivez-vous de nouveau."))
    for name, value in fields.items():
        setattr(registration, name, value)
    registration.save(update_fields=list(fields))
    record(Verb.REGISTRATION_REVISED, registration, by=by)
    return registration


@transaction.atomic
def cancel_registration(registration, *, by):
    """The place goes to the first of the queue, who is told. Twice is once."""
    meeting = Meeting.objects.select_for_update().get(pk=registration.meeting_id)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.status == RegistrationStatus.CANCELLED:
        return registration
    if clock.now() >= meeting.starts_at:
        raise Refused(_("La rencontre a commencé : l’inscription ne s’annule plus."))
    withdraw_registration(registration, by=by)
    if registration.person_id and registration.person_id != by.pk:
        tasks.send_cancellation.defer(registration_id=registration.pk)
    give_free_places(meeting, by=by)
    return registration


def withdraw_registration(registration, *, by) -> None:
    registration.status, registration.cancelled_at, registration.need = RegistrationStatus.CANCELLED, clock.now(), ""
    registration.attended = None  # ticked too early at the door, it would open the minutes to who did not come
    registration.save(update_fields=["status", "cancelled_at", "need", "attended"])
    record(Verb.REGISTRATION_CANCELLED, registration, by=by)


def give_free_places(meeting, *, by) -> list:
    """To be called with the meeting's row held."""
    if not meeting.takes_registrations:
        return []
    taken = meeting.registrations.confirmed().count()
    waiting = meeting.registrations.waiting()
    promoted = list(waiting if meeting.capacity is None else waiting[: max(0, meeting.capacity - taken)])
    for registration in promoted:
        registration.status = RegistrationStatus.CONFIRMED
        registration.save(update_fields=["status"])
        record(Verb.REGISTRATION_PROMOTED, registration, by=by)
        if registration.person_id:
            tasks.send_promotion.defer(registration_id=registration.pk)
    return promoted


def refuse_to_throw_out(meeting, capacity) -> None:
    """Nobody loses a place: a number too small is refused, with how many hold one."""
    taken = meeting.registrations.confirmed().count()
    if capacity is not None and capacity < taken:
        raise Refused(too_few_places(taken))


def _places_left(meeting) -> bool:
    """Nobody passes before those who wait."""
    if meeting.capacity is None:
        return True
    standing = meeting.registrations.standing()
    return standing.count() < meeting.capacity
