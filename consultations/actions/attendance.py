"""Who was there: ticked at the door, on a phone."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.journal import Verb
from consultations.models import Meeting, MeetingStatus, Minutes, Registration, RegistrationStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def note_attendance(registration, *, by, attended: bool | None):
    """Present, absent, or not known again. Whoever waited and came had a place after all."""
    _lock_open(registration.meeting_id)
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if registration.status == RegistrationStatus.CANCELLED:
        raise Refused(_("Cette inscription est annulée : ajoutez la personne comme venue sans inscription."))
    if registration.attended == attended:
        return registration
    registration.attended = attended
    if attended:
        registration.status = RegistrationStatus.CONFIRMED
    registration.save(update_fields=["attended", "status"])
    record(Verb.ATTENDANCE_NOTED, registration, by=by, attended=attended)
    return registration


@transaction.atomic
def welcome_unannounced(meeting, *, by, name="", organisation=None, person=None, key=None):
    """Somebody came who had not said so: they are there, whatever the number of places."""
    meeting = _lock_open(meeting.pk)
    if key is not None and (same := meeting.registrations.filter(key=key).first()):
        return same
    if person is not None and (known := meeting.registrations.standing().filter(person=person).first()):
        return note_attendance(known, by=by, attended=True)
    registration = Registration.objects.create(
        meeting=meeting,
        key=key,
        person=person,
        name=name,
        organisation=organisation,
        status=RegistrationStatus.CONFIRMED,
        registered_at=clock.now(),
        registered_by=by,
        attended=True,
    )
    record(Verb.ATTENDANCE_NOTED, registration, by=by, attended=True, unannounced=True)
    return registration


def _lock_open(pk) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=pk)
    if meeting.status not in (MeetingStatus.ANNOUNCED, MeetingStatus.HELD):
        raise Refused(_("Cette rencontre est %(status)s.") % {"status": meeting.get_status_display()})
    if Minutes.objects.approved().filter(meeting=meeting).exists():
        raise Refused(_("Le compte rendu est approuvé : les présences qu’il dit ne changent plus."))
    if clock.today() < clock.day_of(meeting.starts_at):
        raise Refused(_("Les présences se notent à partir du jour de la rencontre."))
    return meeting
