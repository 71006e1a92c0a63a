"""Who was there, as the minutes say it: organisations, departments and colleges, with counts, never a person's name."""

from django.utils import timezone

from consultations.models import Meeting, Seat


def attendance_of(meeting: Meeting) -> dict:
    """Counts that may be kept for ever: present, by college for a body, and the organisations that came."""
    came = list(meeting.registrations.filter(attended=True).select_related("organisation", "department").order_by("pk"))
    organisations = {one.organisation_id: one.organisation.name for one in came if one.organisation_id}
    departments = {one.department_id: one.department.name for one in came if one.department_id}
    return {
        "present": len(came),
        "organisations": sorted({*organisations.values(), *departments.values()}, key=str.casefold),
        "colleges": _colleges(meeting, came),
    }


def _colleges(meeting, came) -> list[dict]:
    """Of each college, how many of the seats of that day had somebody there."""
    if meeting.body_id is None:
        return []
    there = {
        "person": {one.person_id for one in came} - {None},
        "organisation": {one.organisation_id for one in came} - {None},
        "department": {one.department_id for one in came} - {None},
    }
    colleges = {college.pk: {"name": college.name, "seats": 0, "present": 0} for college in meeting.body.colleges.all()}
    seats = Seat.objects.filter(college__body=meeting.body_id)
    for seat in seats.valid_on(timezone.localdate(meeting.starts_at)):
        count = colleges[seat.college_id]
        count["seats"] += 1
        count["present"] += any(getattr(seat, f"{kind}_id") in found for kind, found in there.items())
    return list(colleges.values())


def seat_of(person, meeting) -> str:
    """For whom someone spoke there, as the minutes name them: never the person."""
    registration = (
        meeting.registrations.filter(person=person, attended=True).select_related("organisation", "department").first()
    )
    if registration and (registration.organisation or registration.department):
        return str(registration.organisation or registration.department)
    if meeting.body_id is None:
        return ""
    seats = Seat.objects.filter(college__body=meeting.body_id, person=person).select_related("college")
    seat = seats.valid_on(timezone.localdate(meeting.starts_at)).first()
    return str(seat.college) if seat else ""


def people_present(meeting) -> list[int]:
    """Who was there and has an account: those who read the minutes again, as ids."""
    there = meeting.registrations.filter(attended=True, person__isnull=False, person__erased_at=None)
    return list(there.order_by("pk").values_list("person", flat=True))
