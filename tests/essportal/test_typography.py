from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from essportal import typography

EVENING = datetime(2027, 3, 1, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (12500, "12\u202f500\u00a0€"),
        (Decimal("1234.5"), "1\u202f234,50\u00a0€"),
        (-3, "−3\u00a0€"),
        (0, "0\u00a0€"),
        (None, ""),
        ("1e999999", ""),
        (float("nan"), ""),
    ],
)
def test_amounts_are_written_as_in_a_french_budget(value, said):
    assert typography.euros(value) == said


def test_numbers_have_a_decimal_comma_and_no_needless_zero():
    assert typography.number(Decimal("1234567.50")) == "1\u202f234\u202f567,5"
    assert typography.number(1000) == "1\u202f000"


def test_days_and_hours_are_those_of_paris():
    assert typography.moment(EVENING) == "1er\u00a0mars 2027 à 18\u00a0h\u00a030"
    assert typography.weekday(EVENING) == "lundi 1er\u00a0mars 2027"
    assert typography.hour(datetime(2027, 3, 1, 17, tzinfo=UTC)) == "18\u00a0h"
    assert typography.day_short(date(2027, 8, 14)) == "14\u00a0août"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2027, 3, 3), date(2027, 3, 14), "du 3 au 14\u00a0mars 2027"),
        (date(2027, 3, 3), date(2027, 4, 2), "du 3\u00a0mars au 2\u00a0avril 2027"),
        (date(2026, 12, 12), date(2027, 1, 3), "du 12\u00a0décembre 2026 au 3\u00a0janvier 2027"),
        (date(2027, 3, 3), date(2027, 3, 3), "le 3\u00a0mars 2027"),
        (EVENING, EVENING.replace(hour=19), "1er\u00a0mars 2027, de 18\u00a0h\u00a030 à 20\u00a0h\u00a030"),
        (None, EVENING, ""),
    ],
)
def test_a_range_never_says_the_same_thing_twice(start, end, said):
    assert typography.date_range(start, end) == said


@pytest.mark.parametrize(
    ("closing", "said", "last"),
    [
        (datetime(2027, 3, 13, 23, tzinfo=UTC), "du 1er au 13\u00a0mars 2027", "13\u00a0mars 2027"),
        (
            datetime(2027, 3, 14, 11, tzinfo=UTC),
            "du 1er au 14\u00a0mars 2027 à 12\u00a0h",
            "14\u00a0mars 2027 à 12\u00a0h",
        ),
        (
            datetime(2027, 3, 1, 19, tzinfo=UTC),
            "1er\u00a0mars 2027, de 18\u00a0h\u00a030 à 20\u00a0h",
            "1er\u00a0mars 2027 à 20\u00a0h",
        ),
    ],
)
def test_what_closes_at_midnight_is_open_until_the_day_before(closing, said, last):
    assert typography.open_between(EVENING, closing) == said
    assert typography.until(closing) == last


@pytest.mark.parametrize(
    ("reference", "short"),
    [("C-2027-0142", "C\u00a0142"), ("C-2027-0007", "C\u00a0007"), ("P-0042", "P\u00a042"), ("autre", "autre")],
)
def test_a_reference_has_a_short_form(reference, short):
    assert typography.short_reference(reference) == short
