"""One search of the directory, from the address of a page to what it shows; the files hold the same."""

from django.contrib.postgres.search import SearchRank
from django.db.models import F, IntegerField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.counting import MOST, NETWORKS, ORGANISATIONS, PARTNERS, counts_of
from actors.forms.directory import BY_COMMUNE, BY_NAME, CLOSEST, NEWEST, SORTS, DirectoryFilter
from actors.maps import drawn
from actors.models import Municipality, Organisation, OrganisationStatus
from actors.naming import names
from actors.policies import can_run_directory
from actors.spelling import mended
from essportal.keyset import page_of
from essportal.search import matching

PER_PAGE = 25
# A common word is in a third of the sheets: only the newest of those are put in order of likeness.
RANKED = 300
KEYS = {
    CLOSEST: ["-closeness", "sort_name", "pk"],
    BY_NAME: ["sort_name", "pk"],
    BY_COMMUNE: ["commune_name", "sort_name", "pk"],
    NEWEST: ["-added_at", "-pk"],
}
TICKED, CHOSEN = ("famille", "partenaire", "particularite"), ("commune", "competence", "reseau", "taille")
LISTED = [
    *("slug", "name", "status", "kind", "partner_kind", "legal_form", "activity"),
    *("is_network", "is_scic", "esus_from", "esus_until", "municipality__name"),
]


class Search:
    def __init__(self, data, reader):
        self.data, self.visible = data, Organisation.objects.visible_to(reader)
        self.sees_states = can_run_directory(reader)
        self.names = names()
        self.filter = DirectoryFilter(
            data,
            queryset=self.visible,
            names=self.names,
        )
        self.words, self.counts = self.filter.words, counts_of(self.filter, self.filter.words, reader)
        self.is_mended = False
        if self.words and not self.counts.total:
            self._mend(reader)

    def _mend(self, reader):
        """Nothing holds these words: those that look like them, when something holds them."""
        instead = mended(self.words, self.names["commune"])
        counts = counts_of(self.filter, instead, reader) if instead else None
        if counts is not None and counts.total:
            self.words, self.counts, self.is_mended = instead, counts, True

    @property
    def found(self):
        """All that answers, by name unless another order was asked for."""
        sort = BY_NAME if self.filter.sort == CLOSEST else self.filter.sort
        return self._sortable(self.filter.narrowed(self.words)).order_by(*KEYS[sort])

    @cached_property
    def page(self):
        rows, keys = self.filter.narrowed(self.words), KEYS[self.filter.sort]
        if self.is_cut:
            rows = rows.filter(pk__in=list(rows.order_by("-pk").values_list("pk", flat=True)[:RANKED]))
        listed = self._sortable(rows).select_related("municipality").only(*LISTED)
        return page_of(listed, keys, self.data, size=PER_PAGE, among=self._sortable(self.visible))

    def _sortable(self, rows):
        if self.filter.sort == BY_COMMUNE:
            # Those that have no commune come last.
            return rows.annotate(commune_name=Coalesce("municipality__name", Value("zzz")))
        if self.filter.sort == CLOSEST:
            closeness = SearchRank(F("search"), matching(self.words)) * Value(1_000_000)
            return rows.annotate(closeness=Cast(closeness, IntegerField()))
        return rows

    @property
    def is_cut(self) -> bool:
        return self.filter.sort == CLOSEST and self.counts.total > RANKED

    @property
    def typed(self) -> str:
        return self.filter.chosen.get("q", "")

    @property
    def is_active(self) -> bool:
        return self.filter.is_active

    @property
    def said(self) -> int:
        """What the map and the choices say, as one number: all that they are drawn from."""
        names = tuple((name, tuple(choices)) for name, choices in self.filter.names.items())
        counts = tuple((facet, tuple(found.items())) for facet, found in sorted(self.counts.facets.items()))
        return hash((names, counts, self.address, self.sees_states))

    @property
    def map(self):
        return drawn(Municipality.objects.all(), self.counts.facets["commune"], self.data, MOST)

    @property
    def title(self) -> str:
        """The fact: what was found, partners and networks apart."""
        counts = self.counts.sorts
        said = [
            _said(counts[ORGANISATIONS], "organisations"),
            _said(counts[NETWORKS], "réseaux"),
            _said(counts[PARTNERS], "partenaires"),
        ]
        return capfirst(", ".join(filter(None, said)))

    @property
    def ticks(self):
        """The choices that one ticks, with their counts."""
        for name in TICKED:
            counts = self.counts.facets["particularite" if name == "particularite" else "nature"]
            chosen = self.filter.chosen.get(name, [])
            lines = [
                (value, label, in_short(counts.get(value, 0)), value in chosen)
                for value, label in self.filter.form.fields[name].choices
                if counts.get(value) or value in chosen
            ]
            yield name, self.filter.form.fields[name].label, lines

    @property
    def active(self):
        """What was asked for besides the words, as (label, choice, the address without it)."""
        for name in (*TICKED, *CHOSEN, "etat"):
            chosen = self.filter.chosen.get(name, [])
            labels = dict(self.filter.names.get(name) or self.filter.form.fields[name].choices)
            for value in chosen if isinstance(chosen, list) else [chosen]:
                yield self.filter.form.fields[name].label, labels[value], self._without(name, value)

    def _without(self, name, value):
        kept = self.data.copy()
        kept.setlist(name, [one for one in kept.getlist(name) if one != value])
        for place in ("apres", "avant"):
            kept.pop(place, None)
        return f"?{kept.urlencode()}"

    @property
    def address(self) -> str:
        """The search without its page, for the files."""
        kept = self.data.copy()
        for place in ("apres", "avant"):
            kept.pop(place, None)
        return f"?{kept.urlencode()}" if kept else ""

    @property
    def selects(self):
        """The lists of choices: those that hold something, with how many."""
        for name in CHOSEN:
            counts, chosen = self.counts.facets[name], self.filter.chosen.get(name, "")
            choices = [
                (value, f"{label} ({in_short(counts.get(value, 0))})")
                for value, label in self.filter.names[name]
                if counts.get(value) or value == chosen
            ]
            if choices:
                yield self._select(name, choices)
        if self.sees_states:
            yield self._select("etat", OrganisationStatus.choices)

    def _select(self, name, choices):
        every = self.filter.filters[name].extra["empty_label"]
        return name, self.filter.filters[name].label, [("", every), *choices], self.filter.chosen.get(name, "")

    @property
    def sorts(self):
        return [choice for choice in SORTS if self.words or choice[0] != CLOSEST]


def in_short(count: int) -> str:
    """Exact up to a thousand: beyond, nobody reads the number and it costs."""
    return _("plus de 1 000") if count > MOST else str(count)


def _said(count: int, what: str) -> str:
    if not count:
        return ""
    if count > MOST:
        return {
            "organisations": _("plus de 1 000 organisations"),
            "réseaux": _("plus de 1 000 réseaux"),
            "partenaires": _("plus de 1 000 partenaires"),
        }[what]
    counted = {
        "organisations": ngettext("%(n)s organisation", "%(n)s organisations", count),
        "réseaux": ngettext("%(n)s réseau", "%(n)s réseaux", count),
        "partenaires": ngettext("%(n)s partenaire", "%(n)s partenaires", count),
    }
    return counted[what] % {"n": count}
