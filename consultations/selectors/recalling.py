"""Who has to be told of a meeting, and when the last reminder leaves. Days are those of Paris, never 24 hours."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consultations.models import Meeting, MeetingInvitation, MeetingStatus, Registration
from essportal import clock

REMINDED_FROM = 9  # o'clock, in Paris
NAMES_KEPT_DAYS = 366


def those_who_expect(meeting) -> list[tuple[str, str, Registration | None]]:
    """(address, what stands for them in a key, their registration), each person once."""
    registered = meeting.registrations.standing().filter(person__isnull=False, person__erased_at=None)
    found = [(one.person.email, f"p{one.person_id}", one) for one in registered.select_related("person")]
    known = {who for __, who, __ in found}
    for invitation in meeting.invitations.select_related("person"):
        who = f"p{invitation.person_id}" if invitation.person_id else f"i{invitation.pk}"
        if invitation.address and who not in known:
            found.append((invitation.address, who, None))
    return found


def addresses_without_an_account(meeting) -> list[tuple[str, str]]:
    """(address, what stands for it in a key): those whom no digest reaches."""
    return [(one.email, f"i{one.pk}") for one in meeting.invitations.filter(person=None)]


@transaction.atomic
def due_for_reminder() -> list[int]:
    """The registrations to remind today of a meeting of tomorrow; marked, so that they are given once."""
    if timezone.localtime(clock.now()).hour < REMINDED_FROM:
        return []
    tomorrow = clock.today() + timedelta(days=1)
    soon = Meeting.objects.select_for_update().filter(
        status=MeetingStatus.ANNOUNCED, starts_at__gt=clock.now(), starts_at__lt=clock.now() + timedelta(days=3)
    )
    meetings = [one for one in soon if clock.day_of(one.starts_at) == tomorrow and one.reminded_for != one.starts_at]
    for meeting in meetings:
        meeting.reminded_for = meeting.starts_at
        meeting.save(update_fields=["reminded_for"])
    due = Registration.objects.filter(meeting__in=meetings, person__isnull=False, person__erased_at=None)
    return list(due.confirmed().order_by("pk").values_list("pk", flat=True))


def forget_what_is_over() -> None:
    """What was said for coming goes when the meeting is over; names and addresses without an account, a year later."""
    over = Meeting.objects.filter(ends_at__lt=clock.now() - timedelta(days=1)).values("pk")
    Registration.objects.filter(meeting__in=over).exclude(need="").update(need="")
    old = Meeting.objects.filter(ends_at__lt=clock.now() - timedelta(days=NAMES_KEPT_DAYS)).values("pk")
    Registration.objects.filter(meeting__in=old).exclude(name="").update(name="")
    MeetingInvitation.objects.filter(meeting__in=old, person=None).delete()
