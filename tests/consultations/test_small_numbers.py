"""Small numbers are masked, and cannot be found again by subtraction. Plain Python."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.small_numbers import LEAST, gathered, masked
from consultations.spread import spread

slowly = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
tables = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 30), min_size=columns, max_size=columns), min_size=1, max_size=5)
)


@slowly
@given(tables)
def test_no_small_count_is_shown(table):
    for row, shown in zip(table, masked(table), strict=True):
        for count, told in zip(row, shown, strict=True):
            assert told is None or (told == count and count >= LEAST)


@slowly
@given(tables)
def test_no_line_gives_back_what_it_masks(table):
    """With its total known, a line hides nothing, or two cells that count five people at least, or all of it."""
    shown = masked(table)
    lines = [list(zip(row, told, strict=True)) for row, told in zip(table, shown, strict=True)]
    lines += [[line[column] for line in lines] for column in range(len(table[0]))]
    for line in lines:
        hidden = [count for count, told in line if told is None]
        assert not hidden or len(hidden) == len(line) or (len(hidden) > 1 and sum(hidden) >= LEAST)


@slowly
@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 20), max_size=6))
def test_small_groups_are_told_together_and_are_never_few(sizes):
    alone, together = gathered(sizes)

    assert all(sizes[group] >= LEAST for group in alone)
    assert sorted([*alone, *together]) == sorted(group for group in sizes if sizes[group])
    assert not (together and alone) or sum(sizes[group] for group in together) >= LEAST


def test_quartiles_are_those_of_a_spreadsheet():
    found = spread([1, 2, 3, 4, 10])

    assert (found.total, found.low, found.middle, found.high, found.gave) == (20, 2, 3, 4, 5)
    assert spread([]) is None
    assert spread(["7"]).middle == 7
