"""What this topic adds to the team's page of a meeting."""

from django.db.models import Count, Q

from consultations import actions
from consultations.forms.expecting import CarryForm
from consultations.models import MeetingStatus, RegistrationStatus, last_day_for_documents
from consultations.selectors.quorum import quorum
from consultations.timetable import timetable


def expecting_parts(meeting) -> dict:
    counts = meeting.registrations.aggregate(
        confirmed=Count("pk", filter=Q(status=RegistrationStatus.CONFIRMED)),
        waiting=Count("pk", filter=Q(status=RegistrationStatus.WAITING)),
        present=Count("pk", filter=Q(attended=True) & ~Q(status=RegistrationStatus.CANCELLED)),
    )
    documents = list(meeting.documents.all())
    for document in documents:
        document.meeting = meeting
    return {
        "people": counts,
        "invited": meeting.invitations.count(),
        "documents": documents,
        "late": sum(document.is_late for document in documents),
        "last_day": last_day_for_documents(meeting),
        "quorum": quorum(meeting),
        "timetable": timetable(meeting, list(meeting.agenda.select_related("carried_from__meeting"))),
        "carry": _carry(meeting),
    }


def _carry(meeting):
    """The points of the sitting before that are not here yet."""
    before = actions.sitting_before(meeting)
    if before is None or meeting.status not in (MeetingStatus.PREPARING, MeetingStatus.ANNOUNCED):
        return None
    here = set(meeting.agenda.values_list("carried_from", flat=True))
    form = CarryForm(before=before)
    form.fields["items"].queryset = form.fields["items"].queryset.exclude(pk__in=here - {None})
    return {"before": before, "form": form} if form.fields["items"].queryset.exists() else None
