"""One search of a long list, from the address of a page to what it shows; the files hold the same."""

from django.utils.functional import cached_property

from essportal.counting import RANKED, Counts, Likeness, in_short
from essportal.facets import FacetFilter
from essportal.keyset import AFTER, BEFORE, KeyPage, page_among, page_of

PER_PAGE = 25
CLOSEST = "pertinence"


class Listing:
    # The keys of each order, the order without words, and (in SQL) that of what is equally close to them.
    KEYS: dict[str, list[str]]
    PLAIN: str
    ALIKE: str
    filter: FacetFilter
    words: list[str]
    counts: Counts

    def __init__(self, data):
        self.data = data

    @property
    def sort(self) -> str:
        wanted = self.filter.chosen.get("tri", CLOSEST if self.words else self.PLAIN)
        return self.PLAIN if wanted == CLOSEST and not self.words else wanted

    @property
    def sorts(self):
        return [choice for choice in self.filter.choices("tri") if self.words or choice[0] != CLOSEST]

    def likeness(self, typed: list[str]) -> Likeness | None:
        return Likeness(typed, self.ALIKE) if self.sort == CLOSEST else None

    def shown(self, rows):
        """With what a page shows of each."""
        return rows

    @property
    def found(self):
        """All that answers, in the order that was asked for; by likeness is for a page only."""
        return self.filter.narrowed(self.words).order_by(*self.KEYS[self.PLAIN if self.sort == CLOSEST else self.sort])

    @cached_property
    def page(self) -> KeyPage:
        if self.sort == CLOSEST:
            return page_among(self.shown(self.filter.queryset), self.counts.closest, self.data, size=PER_PAGE)
        rows = self.shown(self.filter.narrowed(self.words))
        return page_of(rows, self.KEYS[self.sort], self.data, size=PER_PAGE, among=self.filter.queryset)

    @property
    def is_cut(self) -> bool:
        return self.sort == CLOSEST and self.counts.total > RANKED

    @property
    def typed(self) -> str:
        return self.filter.chosen.get("q", "")

    @property
    def is_active(self) -> bool:
        return self.filter.is_active

    @property
    def said(self) -> int:
        """What the choices say, as one number: all that they are drawn from."""
        names = tuple((name, tuple(choices)) for name, choices in self.filter.names.items())
        counts = tuple((facet, tuple(found.items())) for facet, found in sorted(self.counts.facets.items()))
        return hash((type(self).__name__, names, counts, self.address))

    def counted(self, name) -> dict[str, int]:
        """How many stand behind each choice, by what stands in the address."""
        return {self.filter.slugs.get((name, key), key): n for key, n in self.counts.facets[name].items()}

    @property
    def ticks(self):
        """The choices that one ticks, with their counts."""
        for name in self.filter.ticked:
            counts, chosen = self.counted(name), self.filter.chosen.get(name, [])
            lines = [
                (value, label, in_short(counts.get(value, 0)), value in chosen)
                for value, label in self.filter.choices(name)
                if counts.get(value) or value in chosen
            ]
            yield name, self.filter.label(name), lines

    @property
    def selects(self):
        """The lists of choices: those that hold something, with how many."""
        for name in self.filter.selected:
            counts, chosen = self.counted(name), self.filter.chosen.get(name, "")
            choices = [
                (value, f"{label} ({in_short(counts.get(value, 0))})")
                for value, label in self.filter.choices(name)
                if counts.get(value) or value == chosen
            ]
            if choices:
                yield self.select(name, choices)

    def select(self, name, choices):
        every = self.filter.filters[name].extra["empty_label"]
        return name, self.filter.label(name), [("", every), *choices], self.filter.chosen.get(name, "")

    @property
    def active(self):
        """What was asked for besides the words, as (label, choice, the address without it)."""
        for name in [*self.filter.ticked, *self.filter.selected]:
            chosen = self.filter.chosen.get(name, [])
            labels = dict(self.filter.choices(name)) if chosen else {}
            for value in chosen if isinstance(chosen, list) else [chosen]:
                yield self.filter.label(name), labels[value], self._without(name, value)

    def _without(self, name, value):
        kept = self._kept()
        kept.setlist(name, [one for one in kept.getlist(name) if one != value])
        return f"?{kept.urlencode()}"

    @property
    def address(self) -> str:
        """The search without its page, for the files."""
        kept = self._kept()
        return f"?{kept.urlencode()}" if kept else ""

    def _kept(self):
        kept = self.data.copy()
        for place in (AFTER, BEFORE):
            kept.pop(place, None)
        return kept
