"""Counts small enough to name someone are not told, nor those from which they could be found. Plain Python."""

from collections.abc import Sequence

LEAST = 5


def masked(counts: Sequence[int], total_is_told: bool = True) -> list[int | None]:
    """Each count, or None where it is between one and four, or where it would give such a one away.

    With their total, a count alone in being kept is found by difference: another is then kept too, the smallest.
    """
    hidden = {rank for rank, count in enumerate(counts) if 0 < count < LEAST}
    if hidden and total_is_told:
        spare = sorted((rank for rank, count in enumerate(counts) if count >= LEAST), key=lambda rank: counts[rank])
        while _can_be_found([counts[rank] for rank in hidden]):
            if not spare:  # nothing left to keep but the zeros: nobody knows then which ones they are
                return [None] * len(counts)
            hidden.add(spare.pop(0))
    return [None if rank in hidden else count for rank, count in enumerate(counts)]


def _can_be_found(kept: list[int]) -> bool:
    """One alone is what the total lacks; several are too when their sum leaves but one way to write it."""
    least, most = len(kept), len(kept) * (LEAST - 1)
    return len(kept) == 1 or sum(kept) in (least, most)


def small(count: int) -> int | None:
    """A count told alone."""
    return None if 0 < count < LEAST else count
