"""Nobody is found in a small number: plain Python, counts in, counts or None (masked) out."""

from collections.abc import Sequence

LEAST = 5


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
