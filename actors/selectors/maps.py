"""The map of the directory: each commune by how many organisations it holds, in steps that a legend names."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

STEPS = 4


@dataclass(frozen=True)
class Place:
    commune: object
    count: int
    shade: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Map:
    places: list[Place]
    legend: list[tuple[int, str]]

    @property
    def by_count(self):
        """The same as a table: the fullest first, the empty ones left out."""
        return sorted(
            (place for place in self.places if place.count), key=lambda place: (-place.count, place.commune.name)
        )

    @property
    def is_drawn(self):
        return any(place.commune.outline for place in self.places)


def drawn(communes, counts: dict[str, int], data, most: int) -> Map:
    """`data` is the search of the page: choosing a commune keeps it, choosing the chosen one gives it up."""
    bounds = steps(max(counts.values(), default=0))
    chosen = data.get("commune", "")
    kept = data.copy()
    for name in ("commune", "apres", "avant"):
        kept.pop(name, None)
    base = kept.urlencode()
    places = [
        Place(
            commune,
            count := counts.get(commune.code, 0),
            sum(count >= bound for bound in bounds),
            _address(base, "" if commune.code == chosen else commune.code),
            commune.code == chosen,
        )
        for commune in communes
    ]
    return Map(places, _legend(bounds, max(counts.values(), default=0), most))


def steps(largest: int) -> list[int]:
    """The smallest number of each shade: 1, then ever further apart, since one town often holds half of them."""
    if not largest:
        return []
    return sorted(
        {max(rank + 1, math.ceil(largest ** (rank / STEPS))) for rank in range(STEPS)} & set(range(1, largest + 1))
    )


def _legend(bounds, largest, most):
    lines = [(0, _("aucune"))]
    for shade, bound in enumerate(bounds, start=1):
        last = bounds[shade] - 1 if shade < len(bounds) else largest
        if last > most:
            words = _("%(first)s et plus") % {"first": bound}
        else:
            words = _("%(first)s à %(last)s") % {"first": bound, "last": last} if last > bound else str(bound)
        lines.append((shade, words))
    return lines


def _address(base: str, code: str) -> str:
    return "?" + "&".join(filter(None, [base, f"commune={code}" if code else ""])) + "#carte"
