"""References that never move: C-2027-0142, R-2027-031. One counter row per series and year, locked while it counts."""

from essportal.models import Counter


def next_reference(letter: str, year: int, digits: int) -> str:
    """The next reference of a yearly series, to be called inside the transaction that uses it: no hole, no repeat."""
    return f"{letter}-{year}-{next_number(f'{letter}-{year}'):0{digits}d}"


def next_number(series: str) -> int:
    """The next number of a series, from 1. The row stays locked until the transaction ends."""
    Counter.objects.get_or_create(series=series)
    counter = Counter.objects.select_for_update().get(series=series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
