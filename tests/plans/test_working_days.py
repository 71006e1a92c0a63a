from datetime import date

import pytest

from plans.working_days import easter, is_working_day, public_holidays, working_day_after, working_day_before


@pytest.mark.parametrize(
    "day",
    [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2030, 4, 21), date(2038, 4, 25)],
)
def test_easter_falls_where_the_calendar_says(day):
    assert easter(day.year) == day


def test_a_year_has_eleven_public_holidays():
    assert len(public_holidays(2027)) == 11
    assert {date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)} <= public_holidays(2027)
    assert not is_working_day(date(2027, 7, 14))


def test_ten_working_days_jump_over_week_ends_and_holidays():
    # Thursday 29 April 2027: 1 May is a Saturday, the Ascension is on the 6th, 8 May a Saturday.
    assert working_day_after(date(2027, 4, 29), 10) == date(2027, 5, 14)
    assert working_day_after(date(2026, 12, 23), 2) == date(2026, 12, 28)
    assert working_day_before(date(2027, 5, 7)) == date(2027, 5, 5)
