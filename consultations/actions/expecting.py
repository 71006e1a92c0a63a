"""Inviting to a meeting, sending its documents, keeping one's own calendar address."""

import hashlib
import secrets
import uuid
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Person
from consultations import tasks
from consultations.journal import Verb
from consultations.models import CalendarKey, Meeting, MeetingDocument, MeetingInvitation, MeetingStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

MOST_DOCUMENTS = 30


@transaction.atomic
def invite_to_meeting(meeting, *, by, people=(), addresses=()) -> list[MeetingInvitation]:
    """Each is invited once, whatever the ways they were chosen by; an address that has an account is that person."""
    meeting = _announced(meeting)
    known = {person.email.lower(): person for person in Person.objects.filter(email__in=addresses, erased_at=None)}
    people = {person.pk: person for person in [*people, *known.values()] if not person.erased_at}
    already = meeting.invitations.all()
    invited = {invitation.person_id for invitation in already}
    written_to = {invitation.email.lower() for invitation in already}
    fresh = [{"person": person} for pk, person in people.items() if pk not in invited]
    strangers = {address.lower() for address in addresses} - known.keys() - written_to
    fresh += [{"email": address} for address in sorted(strangers)]
    made = [
        MeetingInvitation.objects.create(meeting=meeting, invited_at=clock.now(), invited_by=by, **who) for who in fresh
    ]
    for invitation in made:
        tasks.send_meeting_invitation.defer(invitation_id=invitation.pk)
    if made:
        record(Verb.MEETING_INVITED, meeting, by=by, invitations=[invitation.pk for invitation in made])
    return made


@transaction.atomic
def take_invitation_back(invitation, *, by) -> None:
    """They no longer read a private meeting, from this moment on."""
    record(Verb.MEETING_UNINVITED, invitation.meeting, by=by, invitation=invitation.pk)
    invitation.delete()


@transaction.atomic
def send_document(meeting, *, by, title: str, file, tell: bool) -> MeetingDocument:
    """`file` was checked by the form; the same bytes twice are one document."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.status == MeetingStatus.CANCELLED:
        raise Refused(_("Cette rencontre est annulée."))
    digest = hashlib.sha256(file.content).hexdigest()
    if found := meeting.documents.filter(sha256=digest).first():
        return found
    if meeting.documents.count() >= MOST_DOCUMENTS:
        raise Refused(_("Une rencontre porte au plus %(count)s documents.") % {"count": MOST_DOCUMENTS})
    document = MeetingDocument.objects.create(
        meeting=meeting,
        title=title,
        file=ContentFile(file.content, name=f"{uuid.uuid4().hex}{PurePath(file.name).suffix.lower()}"),
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        sha256=digest,
        sent_at=clock.now(),
        sent_by=by,
    )
    record(Verb.MEETING_DOCUMENT_SENT, meeting, by=by, document=document.pk)
    if tell and meeting.status == MeetingStatus.ANNOUNCED:
        tasks.tell_meeting_document.defer(document_id=document.pk)
    return document


@transaction.atomic
def withdraw_document(document, *, by) -> None:
    record(Verb.MEETING_DOCUMENT_WITHDRAWN, document.meeting, by=by, document=document.pk)
    stored = document.file.name
    document.delete()
    tasks.delete_files.defer(names=[stored])


@transaction.atomic
def draw_calendar_key(person, *, by) -> str:
    """A new secret address, told once; the one before stops answering."""
    secret = secrets.token_urlsafe(32)
    fields = {"digest": calendar_digest(secret), "made_at": clock.now()}
    key, __ = CalendarKey.objects.update_or_create(person=person, defaults=fields)
    record(Verb.CALENDAR_KEY_DRAWN, key, by=by)
    return secret


@transaction.atomic
def revoke_calendar_key(person, *, by) -> None:
    for key in CalendarKey.objects.filter(person=person):
        record(Verb.CALENDAR_KEY_REVOKED, key, by=by)
        key.delete()


def calendar_digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _announced(meeting) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not meeting.takes_registrations:
        raise Refused(_("On invite à une rencontre annoncée, avant qu’elle commence."))
    return meeting
