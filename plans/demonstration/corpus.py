"""The written corpus, and what must be mended in it: dates, numbers of versions and references are relative."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format

from essportal import clock

CORPUS = Path(__file__).parent / "corpus"
# The previous plan took the first three numbers, the corpus counts from the new plan's first version.
EARLIER_VERSIONS = 3
_version = re.compile(r"(versions?[ \u00a0])(\d)\b", re.IGNORECASE)
_reference = re.compile(r"\b([CR])([ \u00a0])(\d{2,3})\b")


def read(name: str) -> dict:
    return json.loads((CORPUS / f"{name}.json").read_text())


@dataclass
class Story:
    """What was told so far, by the keys of the corpus."""

    today: date
    say: callable
    people: dict = field(default_factory=dict)
    communes: dict = field(default_factory=dict)
    areas: dict = field(default_factory=dict)
    departments: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    contributions: dict = field(default_factory=dict)
    meetings: dict = field(default_factory=dict)
    points: dict = field(default_factory=dict)
    clauses: dict = field(default_factory=dict)
    questions: dict = field(default_factory=dict)
    habitants: dict = field(default_factory=dict)
    bodies: dict = field(default_factory=dict)
    consultation: object = None
    group: object = None

    @property
    def officer(self):
        return self.people["sacha_specimen"]

    def day(self, offset: int) -> date:
        """The day `offset` days from today: negative is past."""
        return self.today + timedelta(days=offset)

    def moment(self, offset: int, hour: int = 10, minute: int = 0) -> datetime:
        return at(self.day(offset), hour, minute)

    def standing(self, offset: int, hour: int = 10, minute: int = 0):
        return clock.standing_at(self.moment(offset, hour, minute))

    def relative(self, words: str) -> int:
        """-180 for "-180 days"."""
        return int(words.split()[0])

    def mend(self, text: str) -> str:
        """The text with the numbers of versions, the references and the dates of meetings as they came to be."""
        text = _version.sub(lambda found: f"{found[1]}{int(found[2]) + EARLIER_VERSIONS}", text)
        text = _reference.sub(self._real_reference, text)
        for written, key in (("2\u00a0mars", "r07"), ("14\u00a0janvier", "r04")):
            if key in self.meetings:
                told = date_format(timezone.localdate(self.meetings[key].starts_at), "j F").replace(" ", "\u00a0", 1)
                for spelling in (written, written.replace("\u00a0", " ")):
                    text = re.sub(rf"(?<!\d){spelling}\b(?! au)", told, text)
        return text

    def _real_reference(self, found) -> str:
        """References are counted by year: should the story cross a new year, they no longer follow the keys."""
        letter, __, number = found.groups()
        known = self.contributions if letter == "C" else self.meetings
        key = f"{letter.lower()}{int(number):0{3 if letter == 'C' else 2}d}"
        if key not in known or int(known[key].reference[-3:]) == int(number):
            return found[0]
        return known[key].reference


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """That hour in Paris, in UTC as the clock tells it: a seal is made of the moment as it will be read again."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute))).astimezone(UTC)
