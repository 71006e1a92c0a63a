"""Numbers, amounts, dates and hours as a French reader expects them, no-break spaces included."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from django.utils import dateformat, timezone

_MONTHS = (
    *("", "janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
NBSP, NARROW = "\u00a0", "\u202f"
BEYOND_READING = Decimal(10) ** 15
_reference = re.compile(r"([A-Z])-(?:\d{4}-)?0*(\d+)")


def number(value, decimals: int | None = None) -> str:
    """1 234,5: thousands parted by a narrow no-break space, decimal comma, true minus sign."""
    amount = _decimal(value)
    if amount is None:
        return ""
    if decimals is None:
        decimals = min(2, max(0, -int(amount.normalize().as_tuple().exponent)))
    text = f"{abs(amount):,.{decimals}f}".replace(",", NARROW).replace(".", ",")
    return f"−{text}" if amount < 0 else text


def signed(value: int) -> str:
    """A difference, with its sign: +3, −2."""
    return f"+{value}" if value > 0 else f"\u2212{-value}"


def euros(value) -> str:
    """12 500 €, the cents only where there are some."""
    amount = _decimal(value)
    if amount is None:
        return ""
    return f"{number(amount, 0 if amount == amount.to_integral_value() else 2)}{NBSP}€"


def _decimal(value) -> Decimal | None:
    """None for what is not a number that one can read: empty, infinite, or longer than fifteen figures."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < BEYOND_READING else None


def local(value):
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def day(value) -> str:
    """14 mars 2027; the first is 1er."""
    if not isinstance(value, date):
        return ""
    value = local(value)
    return f"{_rank(value)}{NBSP}{_month(value)} {value.year}"


def day_short(value) -> str:
    if not isinstance(value, date):
        return ""
    return f"{_rank(local(value))}{NBSP}{_month(local(value))}"


def _rank(value) -> str:
    return "1er" if value.day == 1 else str(value.day)


def _month(value) -> str:
    return _MONTHS[value.month]


def month(value) -> str:
    """mars 2027, from 2027-03; whatever else is typed stays as it is."""
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        return str(value or "")
    return f"{_month(first)} {first.year}"


def weekday(value) -> str:
    """mardi 14 mars 2027."""
    return f"{dateformat.format(local(value), 'l')} {day(value)}" if isinstance(value, date) else ""


def hour(value) -> str:
    """18 h 30, 18 h."""
    value = local(value)
    if not hasattr(value, "hour"):
        return ""
    minutes = f"{NBSP}{value.minute:02}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


def moment(value) -> str:
    """14 mars 2027 à 18 h 30."""
    return f"{day(value)} à {hour(value)}" if isinstance(value, datetime) else day(value)


def date_range(start, end) -> str:
    """From a day to another, or from an hour to another of the same day, without saying anything twice."""
    if not isinstance(start, date):
        return ""
    if not isinstance(end, date):
        return moment(start)
    first, last = local(start), local(end)
    if _day_of(first) == _day_of(last):
        return f"{day(start)}, de {hour(start)} à {hour(end)}" if isinstance(first, datetime) else f"le {day(start)}"
    if first.year != last.year:
        return f"du {day(start)} au {day(end)}"
    if first.month != last.month:
        return f"du {day_short(start)} au {day(end)}"
    return f"du {_rank(first)} au {day(end)}"


def until(closing) -> str:
    """The last day of what closes at midnight; else the day and the hour at which it closes."""
    return day(_last(closing)) if _closes_at_midnight(closing) else moment(closing)


def open_between(start, closing) -> str:
    """When something is open: what closes at midnight is open until the day before."""
    if not isinstance(start, datetime) or not isinstance(closing, datetime):
        return date_range(start, closing)
    if _closes_at_midnight(closing):
        return date_range(start, _last(closing))
    said = date_range(start, closing)
    return said if _day_of(local(start)) == _day_of(local(closing)) else f"{said} à {hour(closing)}"


def _closes_at_midnight(closing) -> bool:
    return isinstance(closing, datetime) and local(closing).time() == time()


def _last(closing) -> datetime:
    return closing - timedelta(seconds=1)


def _day_of(value) -> date:
    return value.date() if isinstance(value, datetime) else value


def short_reference(reference: str) -> str:
    """C 142 for C-2027-0142, P 42 for P-0042: where it cannot be mistaken for another year's."""
    found = _reference.fullmatch(str(reference))
    if not found:
        return str(reference)
    letter, figures = found.groups()
    return f"{letter}{NBSP}{figures.zfill(3 if letter == 'C' else 2)}"
