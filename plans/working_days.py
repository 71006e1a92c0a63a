"""Working days: neither Saturdays, nor Sundays, nor the eleven French public holidays. Plain Python."""

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_FIXED = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
# Easter Monday, Ascension Day, Whit Monday: days after Easter.
_MOVABLE = [1, 39, 50]


def easter(year: int) -> date:
    """Western Easter, by the Gregorian computus of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, left = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    movable = {easter(year) + days * _DAY for days in _MOVABLE}
    return frozenset({date(year, month, day) for month, day in _FIXED} | movable)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in public_holidays(day.year)


def working_day_after(day: date, count: int) -> date:
    """The `count`-th working day after this one, which does not count itself."""
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day


def working_day_before(day: date) -> date:
    day -= _DAY
    while not is_working_day(day):
        day -= _DAY
    return day
