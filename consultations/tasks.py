"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from django.core.files.storage import default_storage
from django.db import transaction
from procrastinate.contrib.django import app

from actors.models import Person
from consultations import emails, emails_meetings, nearness
from consultations.models import (
    Contribution,
    Meeting,
    MeetingDocument,
    MeetingInvitation,
    Minutes,
    Registration,
)
from consultations.selectors import recalling


@app.task(queue="mail", retry=5)
def send_receipt(contribution_id: int) -> None:
    emails.receipt(Contribution.objects.select_related("author", "consultation").get(pk=contribution_id))


@app.task(queue="files", retry=5)
def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


# Meetings


@app.task(queue="mail", retry=5)
def send_meeting_invitation(invitation_id: int) -> None:
    found = MeetingInvitation.objects.filter(pk=invitation_id).select_related("person", "meeting__municipality").first()
    if found:  # taken back since
        emails_meetings.invitation(found)


@app.task(queue="mail", retry=5)
def send_registration(registration_id: int) -> None:
    emails_meetings.registered(_registration(registration_id))


@app.task(queue="mail", retry=5)
def send_promotion(registration_id: int) -> None:
    emails_meetings.promoted(_registration(registration_id))


@app.task(queue="mail", retry=5)
def send_cancellation(registration_id: int) -> None:
    emails_meetings.cancelled_by_the_team(_registration(registration_id))


@app.task(queue="mail", retry=5)
def send_reminder(registration_id: int) -> None:
    emails_meetings.reminder(_registration(registration_id))


@app.task(queue="mail", retry=5)
def tell_meeting_changed(meeting_id: int, sequence: int) -> None:
    """One e-mail a task, so that a refused address holds nobody back. A later change tells this one too."""
    meeting = Meeting.objects.get(pk=meeting_id)
    if meeting.sequence == sequence:
        for __, who, __ in recalling.those_who_expect(meeting):
            tell_one_meeting_changed.defer(meeting_id=meeting_id, sequence=sequence, who=who)


@app.task(queue="mail", retry=5)
def tell_one_meeting_changed(meeting_id: int, sequence: int, who: str) -> None:
    meeting = Meeting.objects.select_related("municipality").get(pk=meeting_id)
    if meeting.sequence == sequence:
        for address, expected, registration in recalling.those_who_expect(meeting):
            if expected == who:
                emails_meetings.changed(meeting, address, who, registration)


@app.task(queue="mail", retry=5)
def tell_meeting_document(document_id: int, who: str = "") -> None:
    """Without `who`, one task for each of those who expect the meeting without an account: the others have a digest."""
    found = MeetingDocument.objects.filter(pk=document_id).select_related("meeting").first()
    if found is None:  # withdrawn since
        return
    for address, expected in recalling.addresses_without_an_account(found.meeting):
        if not who:
            tell_meeting_document.defer(document_id=document_id, who=expected)
        elif expected == who:
            emails_meetings.document(found, address, who)


@app.periodic(cron="5 * * * *")
@app.task(queue="mail", pass_context=False)
def remind_of_meetings(timestamp: int) -> None:
    with transaction.atomic():
        for registration_id in recalling.due_for_reminder():
            send_reminder.defer(registration_id=registration_id)


@app.periodic(cron="41 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_meetings_that_are_over(timestamp: int) -> None:
    recalling.forget_what_is_over()


def _registration(pk: int) -> Registration:
    return Registration.objects.select_related("person", "organisation", "meeting__municipality").get(pk=pk)


@app.task(queue="mail", retry=5)
def send_minutes(minutes_id: int, person_id: int) -> None:
    minutes = Minutes.objects.select_related("meeting").get(pk=minutes_id)
    emails.minutes(minutes, Person.objects.get(pk=person_id))


@app.task(queue="upkeep", retry=5)
def compare_contribution(contribution_id: int) -> None:
    nearness.compare(contribution_id)
