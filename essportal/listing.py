"""One search of a long list, from the address of a page to what it shows; the files hold the same."""

from django.contrib.postgres.search import SearchRank
from django.db.models import F, IntegerField, Value
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from essportal.counting import Counts, in_short
from essportal.facets import FacetFilter
from essportal.keyset import AFTER, BEFORE, KeyPage, page_of
from essportal.search import matching

PER_PAGE = 25
# A common word is in a third of the rows: only the newest of those are put in order of likeness.
RANKED = 300
CLOSEST = "pertinence"


class Listing:
    # The keys of each order, and the order without words.
    KEYS: dict[str, list[str]]
    PLAIN: str
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

    def sortable(self, rows):
        """With what the order needs besides the columns."""
        if self.sort == CLOSEST:
            closeness = SearchRank(F("search"), matching(self.words)) * Value(1_000_000)
            return rows.annotate(closeness=Cast(closeness, IntegerField()))
        return rows

    def shown(self, rows):
        """With what a page shows of each."""
        return rows

    @property
    def found(self):
        """All that answers, in the order that was asked for; by likeness is for a page only."""
        rows, sort = self.filter.narrowed(self.words), self.PLAIN if self.sort == CLOSEST else self.sort
        return (rows if self.sort == CLOSEST else self.sortable(rows)).order_by(*self.KEYS[sort])

    @cached_property
    def page(self) -> KeyPage:
        rows = self.filter.narrowed(self.words)
        if self.is_cut:
            newest = list(rows.order_by("-pk").values_list("pk", flat=True)[:RANKED])
            rows = self.filter.queryset.filter(pk__in=newest)
        rows, places = self.shown(self.sortable(rows)), self.sortable(self.filter.queryset)
        return page_of(rows, self.KEYS[self.sort], self.data, size=PER_PAGE, among=places)

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
