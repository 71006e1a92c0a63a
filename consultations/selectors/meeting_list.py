"""The meetings one may see, narrowed by kind, commune and body, and one month of them as a grid."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone

from actors.models import Municipality
from consultations.models import Body, Meeting, MeetingKind
from essportal import clock

FIRST_YEAR, LAST_YEAR = 2000, 2199


@dataclass
class Day:
    date: date
    in_month: bool
    meetings: list = field(default_factory=list)


@dataclass
class Month:
    first: date
    weeks: list[list[Day]]
    meetings: list

    @property
    def before(self):
        return (self.first - timedelta(days=1)).strftime("%Y-%m")

    @property
    def after(self):
        return (self.first + timedelta(days=31)).strftime("%Y-%m")


class MeetingList:
    """What the address asks for; what it says wrong is left aside."""

    def __init__(self, asked: QueryDict, reader):
        self.visible = Meeting.objects.visible_to(reader).select_related("municipality", "minutes")
        self.kinds = self._kinds()
        self.communes = Municipality.objects.filter(pk__in=self.visible.values("municipality")).order_by("name")
        # Whoever is invited to one sitting of a private body does not learn its name here.
        bodies = Body.objects.visible_to(reader).filter(pk__in=self.visible.values("body"))
        self.bodies = bodies.order_by("name")
        self.kind = asked.get("nature", "") if asked.get("nature") in dict(self.kinds) else ""
        self.commune = next((one for one in self.communes if one.code == asked.get("commune")), None)
        self.body = next((one for one in self.bodies if one.slug == asked.get("instance")), None)
        self.month_asked = _month(asked.get("mois", ""))

    def _kinds(self):
        there = set(self.visible.order_by().values_list("kind", flat=True).distinct())
        return [(value, label) for value, label in MeetingKind.choices if value in there]

    @property
    def is_narrowed(self):
        return bool(self.kind or self.commune or self.body)

    @property
    def found(self):
        chosen = {"kind": self.kind, "municipality": self.commune, "body": self.body}
        return self.visible.filter(**{name: value for name, value in chosen.items() if value})

    @property
    def query(self) -> str:
        """The choices, as the links between months keep them."""
        query = QueryDict(mutable=True)
        query.update({"nature": self.kind} if self.kind else {})
        query.update({"commune": self.commune.code} if self.commune else {})
        query.update({"instance": self.body.slug} if self.body else {})
        return query.urlencode()

    def month(self) -> Month:
        first = self.month_asked or self._next_month()
        days = calendar.Calendar().monthdatescalendar(first.year, first.month)
        weeks = [[Day(day, day.month == first.month) for day in week] for week in days]
        by_day = {day.date: day for week in weeks for day in week}
        start, end = _midnight(first), _midnight((first + timedelta(days=31)).replace(day=1))
        within = self.found.filter(starts_at__gte=start, starts_at__lt=end)
        meetings = list(within.order_by("starts_at", "pk"))
        for meeting in meetings:
            by_day[clock.day_of(meeting.starts_at)].meetings.append(meeting)
        return Month(first, weeks, meetings)

    def _next_month(self) -> date:
        """That of the next meeting, so that the grid is not empty when the first one comes later."""
        following = self.found.upcoming().first()
        day = clock.day_of(following.starts_at) if following else clock.today()
        return max(day, clock.today()).replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _month(typed: str) -> date | None:
    try:
        found = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
