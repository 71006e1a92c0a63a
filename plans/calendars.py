"""Ready-made calendars of a plan's making, in whole months from a day: a start that people change. Plain Python."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

LENGTHS = (6, 12, 18)


class Part(NamedTuple):
    title: str
    text: str
    months: dict[int, int]  # its length in the calendar of 6, 12 and 18 months
    is_open: bool = False  # people contribute during it


PARTS = [
    Part(
        "Diagnostic partagé",
        "Qui fait quoi sur le territoire, ce qui va, ce qui manque.",
        {6: 1, 12: 2, 18: 3},
    ),
    Part("Débat des priorités", "Les organisations et les élus s’accordent sur les questions à poser.", {12: 1, 18: 2}),
    Part(
        "Concertation",
        "Fabriques, rendez-vous et contributions, en ligne comme sur papier.",
        {6: 2, 12: 4, 18: 6},
        is_open=True,
    ),
    Part(
        "Synthèse et réponses",
        "Les contributions sont rassemblées ; chacune reçoit une réponse motivée.",
        {6: 1, 12: 2, 18: 3},
    ),
    Part("Écriture et relecture", "Le plan s’écrit clause par clause ; les élus le relisent.", {6: 1, 12: 2, 18: 3}),
    Part("Vote", "L’assemblée délibère, puis le plan est publié.", {6: 1, 12: 1, 18: 1}),
]


class Drawn(NamedTuple):
    title: str
    text: str
    starts_on: date
    ends_on: date
    is_open: bool


def draw(months: int, starts_on: date) -> list[Drawn]:
    """The stages of a calendar of 6, 12 or 18 months: each begins the day after the one before ends."""
    drawn, passed = [], 0
    for part in PARTS:
        if lasts := part.months.get(months, 0):
            first = later(starts_on, passed)
            passed += lasts
            last = later(starts_on, passed) - timedelta(days=1)
            drawn.append(Drawn(part.title, part.text, first, last, part.is_open))
    return drawn


def later(day: date, months: int) -> date:
    """The same day some months later, or the last of the month where there is none (31 August → 30 September)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
