"""When each point of an agenda begins: counted in moments, so that a night when the clocks change lies to nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from consultations.models import AgendaItem


@dataclass(frozen=True)
class Slot:
    item: AgendaItem
    at: datetime | None


@dataclass(frozen=True)
class Timetable:
    slots: list[Slot]
    minutes: int
    is_whole: bool  # every point says how long it lasts
    too_long: int  # minutes beyond the end of the meeting

    @property
    def is_timed(self):
        return any(slot.item.minutes for slot in self.slots)

    def __bool__(self):
        return bool(self.slots)


def timetable(meeting, items) -> Timetable:
    """After a point whose duration nobody wrote, the hour of the next ones is not known, and not invented."""
    at, slots = meeting.starts_at, []
    for item in items:
        slots.append(Slot(item, at))
        at = at + timedelta(minutes=item.minutes) if at is not None and item.minutes else None
    minutes = sum(item.minutes or 0 for item in items)
    lasts = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return Timetable(slots, minutes, all(item.minutes for item in items), max(0, minutes - lasts))
