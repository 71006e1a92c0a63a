"""Who sits in a body, college by college, with what is missing. One query for the seats, whatever their number."""

from dataclasses import dataclass, field

from consultations.models import Body, College, Seat
from essportal import clock


@dataclass
class Bench:
    """A college today: its seats, those that somebody holds, the places it has."""

    college: College
    seats: list = field(default_factory=list)

    @property
    def filled(self) -> int:
        return sum(seat.person_id is not None for seat in self.seats)

    @property
    def places(self) -> int:
        return max(self.college.places or 0, len(self.seats))

    @property
    def vacant(self) -> int:
        return self.places - self.filled


def benches(body: Body) -> tuple[list[Bench], list[Seat], list[Seat]]:
    """The colleges as they sit today, then the seats to come and those that ended, the last first."""
    found = {college.pk: Bench(college) for college in body.colleges.all()}
    to_come, past, day = [], [], clock.today()
    for seat in Seat.objects.filter(college__body=body).with_holders().order_by("college__rank", "starts_on", "pk"):
        if seat.is_running:
            found[seat.college_id].seats.append(seat)
        elif seat.starts_on > day:
            to_come.append(seat)
        else:
            past.append(seat)
    return list(found.values()), to_come, sorted(past, key=lambda seat: (seat.ends_on, seat.pk), reverse=True)


def seats_of(person) -> list[Seat]:
    """Where someone sits, today or soon."""
    mine = Seat.objects.filter(person=person).exclude(ends_on__lt=clock.today())
    return list(
        mine.select_related("college__body", "organisation", "department", "mandate").order_by("starts_on", "pk")
    )
