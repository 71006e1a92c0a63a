"""References that never move: C-2027-0142, R-2027-031. One counter row per series and year, locked while it counts."""

from django.db import connection

from essportal.models import Counter

NEXT = f"""
    INSERT INTO {Counter._meta.db_table} AS counter (series, last) VALUES (%s, 1)
    ON CONFLICT (series) DO UPDATE SET last = counter.last + 1 RETURNING last
"""  # noqa: S608 -- our own table


def next_reference(letter: str, year: int, digits: int) -> str:
    """The next reference of a yearly series, to be called inside the transaction that uses it: no hole, no repeat."""
    return f"{letter}-{year}-{next_number(f'{letter}-{year}'):0{digits}d}"


def next_number(series: str) -> int:
    """The next number of a series, from 1. The row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series])
        return cursor.fetchone()[0]
