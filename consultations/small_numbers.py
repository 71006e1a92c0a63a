"""Nobody is found in a small number: plain Python, counts in, counts or None (masked) out."""

from collections.abc import Collection, Sequence

LEAST = 5
BOUNDLESS = 10**9


def gathered(sizes: dict, least: int = LEAST) -> tuple[list, list]:
    """The groups that may be shown alone, and those that are told together so that nobody is told by subtraction.

    Those together are at least `least`, or nobody is left to show: the smallest shown group joins them until then.
    """
    alone = sorted((group for group, size in sizes.items() if size >= least), key=lambda group: -sizes[group])
    together = [group for group, size in sizes.items() if 0 < size < least]
    while together and alone and sum(sizes[group] for group in together) < least:
        together.append(alone.pop())
    return alone, together


def masked(table: Sequence[Sequence[int]], least: int = LEAST) -> list[list[int | None]]:
    """Counts in rows and columns whose totals are known elsewhere: small ones are hidden, and others with them so that
    no subtraction finds them: along each line those hidden are two at least, and count `least` people at least."""
    shown = [[None if count < least else count for count in row] for row in table]
    lines = [[(r, c) for c in range(len(row))] for r, row in enumerate(table)]
    if table:
        lines += [[(r, c) for r in range(len(table))] for c in range(len(table[0]))]
    moved = True
    while moved:
        moved = False
        for line in lines:
            hidden = [place for place in line if shown[place[0]][place[1]] is None]
            visible = [place for place in line if shown[place[0]][place[1]] is not None]
            short = len(hidden) == 1 or sum(table[r][c] for r, c in hidden) < least
            if hidden and visible and short:
                r, c = min(visible, key=lambda place: table[place[0]][place[1]])
                shown[r][c] = None
                moved = True
    return shown


def masked_counts(
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
