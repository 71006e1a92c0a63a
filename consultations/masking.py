"""Counts small enough to name someone are not told, nor those from which they could be found. Plain Python."""

from collections.abc import Collection, Sequence

LEAST = 5
BOUNDLESS = 10**9


def masked(
    counts: Sequence[int], most: Sequence[int] | None = None, *, kept: Collection[int] = (), total_is_told: bool = True
) -> list[int | None]:
    """Each count, or None where it is between one and four, or where it would give such a one away.

    `most` says how far each may go (the size of its group): where that is under five even a zero would tell who came.
    `kept` are ranks not to be told anyway. With the total, whatever can be worked out makes another be kept too.
    """
    most = most or [BOUNDLESS] * len(counts)
    small = {rank for rank, count in enumerate(counts) if 0 < count < LEAST or most[rank] < LEAST}
    hidden = small | set(kept)
    spare = sorted((rank for rank in range(len(counts)) if rank not in hidden and counts[rank]), key=counts.__getitem__)
    while total_is_told and _can_be_found(counts, most, small, hidden):
        if not spare:  # nothing left to keep but the zeros: nobody knows then which ones they are
            return [None] * len(counts)
        hidden.add(spare.pop(0))
    return [None if rank in hidden else count for rank, count in enumerate(counts)]


def _can_be_found(counts, most, small, hidden) -> bool:
    """Whether the sum of those kept leaves one value only to one of the small ones."""
    total = sum(counts[rank] for rank in hidden)
    low = {rank: 1 if rank in small and most[rank] >= LEAST else 0 for rank in hidden}
    high = {rank: min(LEAST - 1, most[rank]) if rank in small else most[rank] for rank in hidden}
    lows, highs = sum(low.values()), sum(high.values())
    return any(
        max(low[rank], total - (highs - high[rank])) == min(high[rank], total - (lows - low[rank])) for rank in small
    )


def small(count: int) -> int | None:
    """A count told alone."""
    return None if 0 < count < LEAST else count
