"""What is written about a meeting to those who expect it. A key lets each leave once."""

from consultations.documents import ical
from consultations.models import MeetingStatus, Registration, RegistrationStatus
from essportal import emails, typography


def invitation(invited) -> None:
    meeting, to = invited.meeting, invited.address
    if not to or meeting.status != MeetingStatus.ANNOUNCED:
        return
    _send(f"meeting-invitation-{invited.pk}", to, "consultations/emails/meeting_invitation", meeting, ical.REQUEST)


def registered(registration) -> None:
    """What one gets at once: a place, or a rank in the queue."""
    if registration.status == RegistrationStatus.WAITING:
        rank = rank_of(registration)
        _write(f"registration-{registration.pk}", registration, "consultations/emails/meeting_waiting", rank=rank)
    else:
        _write(f"registration-{registration.pk}", registration, "consultations/emails/meeting_registered")


def promoted(registration) -> None:
    if registration.status == RegistrationStatus.CONFIRMED:
        _write(f"promotion-{registration.pk}", registration, "consultations/emails/meeting_promoted")


def cancelled_by_the_team(registration) -> None:
    """Whoever cancels their own place knows it; the others would come for nothing."""
    person, meeting = registration.person, registration.meeting
    if person is None or person.erased_at or registration.status != RegistrationStatus.CANCELLED:
        return
    context = {"meeting": meeting, "when": typography.date_range(meeting.starts_at, meeting.ends_at)}
    emails.send(f"place-{registration.pk}", person.email, "consultations/emails/meeting_place_cancelled", context)


def reminder(registration) -> None:
    """Put off since the reminder was queued, it is not for tomorrow any more."""
    meeting = registration.meeting
    still = meeting.status == MeetingStatus.ANNOUNCED and meeting.reminded_for == meeting.starts_at
    if still and registration.status == RegistrationStatus.CONFIRMED:
        key = f"reminder-{registration.pk}-{meeting.starts_at:%Y%m%d%H%M}"
        _write(key, registration, "consultations/emails/meeting_reminder")


def changed(meeting, to: str, who: str, registration=None) -> None:
    """Moved, or cancelled; `who` keeps the key, never the address."""
    cancelled = meeting.status == MeetingStatus.CANCELLED
    _send(
        f"meeting-{meeting.pk}-{meeting.sequence}-{who}",
        to,
        "consultations/emails/meeting_cancelled" if cancelled else "consultations/emails/meeting_changed",
        meeting,
        ical.CANCEL if cancelled else ical.REQUEST,
        registration=registration,
    )


def document(sent, to: str, who: str) -> None:
    context = {"document": sent, "meeting": sent.meeting}
    emails.send(f"meeting-document-{sent.pk}-{who}", to, "consultations/emails/meeting_document", context)


def rank_of(registration) -> int:
    return (
        Registration.objects.filter(
            meeting=registration.meeting_id,
            status=RegistrationStatus.WAITING,
            registered_at__lte=registration.registered_at,
        )
        .exclude(registered_at=registration.registered_at, pk__gt=registration.pk)
        .count()
    )


def _write(key, registration, template, **more) -> None:
    person = registration.person
    if person is None or person.erased_at or registration.status == RegistrationStatus.CANCELLED:
        return
    _send(key, person.email, template, registration.meeting, ical.REQUEST, registration=registration, **more)


def _send(key, to, template, meeting, method, registration=None, **more) -> None:
    """Whoever has a place gets the calendar file that holds it, and the address to follow on line."""
    has_place = registration is not None and registration.status == RegistrationStatus.CONFIRMED
    waits = registration is not None and not has_place
    file = ical.attached(meeting, method=method, attendee=to, accepted=has_place, with_address=has_place)
    context = {
        "meeting": meeting,
        "registration": registration,
        "when": typography.date_range(meeting.starts_at, meeting.ends_at),
        "day": typography.weekday(meeting.starts_at),
        "has_place": has_place,
        **more,
    }
    emails.send(key, to, template, context, [] if waits else [file])
