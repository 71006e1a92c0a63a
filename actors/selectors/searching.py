"""One search of the directory."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.forms.directory import BY_COMMUNE, BY_NAME, NEWEST, DirectoryFilter
from actors.models import Municipality, Organisation, OrganisationStatus
from actors.policies import can_run_directory
from actors.selectors.counting import NETWORKS, ORGANISATIONS, PARTNERS, counts_of
from actors.selectors.maps import drawn
from actors.selectors.naming import names, stamp
from actors.spelling import mended
from essportal.counting import MOST
from essportal.listing import Listing

LISTED = [
    *("slug", "name", "status", "kind", "partner_kind", "legal_form", "activity"),
    *("is_network", "is_scic", "esus_from", "esus_until", "municipality"),
]


class Search(Listing):
    PLAIN = BY_NAME
    ALIKE = "sort_name, id"
    KEYS = {
        BY_NAME: ["sort_name", "pk"],
        BY_COMMUNE: ["commune_key", "sort_name", "pk"],
        NEWEST: ["-added_at", "-pk"],
    }

    def __init__(self, data, reader):
        super().__init__(data)
        self.sees_states = can_run_directory(reader)
        self.stamp, __ = stamp()
        self.names = names(reader, self.stamp)
        self.filter = DirectoryFilter(data, Organisation.objects.visible_to(reader), names=self.names)
        self.words = self.filter.words
        self.counts = self._counted(self.words)
        self.is_mended = False
        if self.words and not self.counts.total:
            self._mend()

    def _counted(self, typed):
        return counts_of(self.filter, typed, self.stamp, self.likeness(typed))

    def _mend(self):
        """Nothing holds these words: those that look like them, when something holds them."""
        instead = mended(self.words, self.names["commune"])
        counts = self._counted(instead) if instead else None
        if counts is not None and counts.total:
            self.words, self.counts, self.is_mended = instead, counts, True

    def shown(self, rows):
        return rows.only(*LISTED)

    @property
    def communes(self) -> dict[str, str]:
        return dict(self.filter.names["commune"])

    @property
    def said(self) -> int:
        return hash((super().said, self.sees_states))

    @property
    def map(self):
        return drawn(Municipality.objects.all(), self.counts.facets["commune"], self.data, MOST)

    @property
    def title(self) -> str:
        """The fact: what was found, partners and networks apart."""
        counts = self.counts.found
        said = [
            _said(counts[ORGANISATIONS], "organisations"),
            _said(counts[NETWORKS], "réseaux"),
            _said(counts[PARTNERS], "partenaires"),
        ]
        return capfirst(", ".join(filter(None, said)))

    @property
    def selects(self):
        yield from (one for one in super().selects if one[0] != "etat")
        if self.sees_states:
            yield self.select("etat", OrganisationStatus.choices)


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
