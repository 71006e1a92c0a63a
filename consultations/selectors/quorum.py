"""Whether a body may decide: the seats valid that day, who sat in them or was represented."""

from dataclasses import dataclass

from consultations.models import Seat
from essportal import clock


@dataclass(frozen=True)
class Quorum:
    seats: int
    present: int
    represented: int
    needed: int | None

    @property
    def there(self):
        return self.present + self.represented

    @property
    def is_reached(self):
        return self.needed is not None and self.there >= self.needed


def quorum(meeting) -> Quorum | None:
    """None when no body sits. A seat is represented when somebody else came for its organisation or its department;
    whoever came stands for one seat at most."""
    if meeting.body_id is None:
        return None
    seats = list(Seat.objects.valid_on(clock.day_of(meeting.starts_at)).filter(college__body=meeting.body_id))
    came = list(meeting.registrations.confirmed().filter(attended=True).order_by("pk"))
    in_person = {one.person_id for one in came} - {None}
    present = [seat for seat in seats if seat.person_id in in_person]
    sitting = {seat.person_id for seat in present}
    others = [one for one in came if one.person_id is None or one.person_id not in sitting]
    represented = 0
    for seat in seats:
        if seat in present:
            continue
        stands = next((one for one in others if _stands_for(one, seat)), None)
        if stands is not None:
            others.remove(stands)
            represented += 1
    return Quorum(len(seats), len(present), represented, meeting.body.quorum)


def _stands_for(registration, seat) -> bool:
    if seat.organisation_id:
        return registration.organisation_id == seat.organisation_id
    return bool(seat.department_id) and registration.department_id == seat.department_id
