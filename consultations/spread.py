"""How numbers are spread: sum, median, quartiles; the same for a question and for a vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median, quantiles


@dataclass(frozen=True)
class Spread:
    """`gave` is how many are not zero."""

    count: int
    total: Decimal
    low: Decimal
    middle: Decimal
    high: Decimal
    least: Decimal
    most: Decimal
    gave: int

    def on(self, whole) -> dict[str, str]:
        """Where a box is drawn on a line of 100, which stands for `whole`: numbers with a dot, as drawings want."""
        scale = 100 / float(whole) if whole else 0
        at = {name: float(getattr(self, name)) * scale for name in ("low", "middle", "high", "most", "least")}
        at["width"], at["reach"] = max(at["high"] - at["low"], 1), at["most"] - at["least"]
        return {name: f"{value:.2f}" for name, value in at.items()}


def spread(values: Sequence) -> Spread | None:
    """None of nothing. Quartiles as spreadsheets count them (QUARTILE.INC)."""
    found = sorted(Decimal(value) for value in values)
    if not found:
        return None
    low, high = found[0], found[0]
    if len(found) > 1:
        low, __, high = quantiles(found, n=4, method="inclusive")
    gave = sum(1 for value in found if value)
    return Spread(len(found), sum(found), low, median(found), high, found[0], found[-1], gave)
