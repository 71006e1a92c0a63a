"""How many organisations stand behind each choice of the directory: one query, whatever the number of choices."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.cache import caches
from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import Concat

from actors.forms.directory import ESUS, HEAD, SCIC, DirectoryFilter
from actors.models import Kind, NetworkMembership, PartnerKind
from actors.models.organisations import esus_on
from essportal import clock

MOST = 1000
NETWORKS, PARTNERS, ORGANISATIONS = "networks", "partners", "organisations"


@dataclass
class Counts:
    """`facets` counts each choice as if it were the only one of its facet; `sorts` what was found."""

    facets: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    sorts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def total(self) -> int:
        return sum(self.sorts.values())

    @property
    def is_large(self) -> bool:
        return self.total > MOST or sum(self.facets["nature"].values()) > MOST


def counts_of(directory: DirectoryFilter, typed: list[str], reader) -> Counts:
    """Always fresh up to a thousand; beyond, where nobody reads the exact number, a minute old at most."""
    kept, key = caches["counts"], _key(directory, typed, reader)
    found = kept.get(key)
    if found is None:
        found = _count(directory, typed)
        if found.is_large:
            kept.set(key, found)
    return found


def _key(directory, typed, reader) -> str:
    who = "team" if reader.is_authenticated and reader.is_ess_team else _own(reader)
    asked = sorted((name, str(value)) for name, value in directory.chosen.items() if name not in ("q", "tri"))
    return str(hash((who, clock.today(), tuple(typed), tuple(asked))))


def _own(reader) -> tuple:
    return tuple(sorted(reader.organisation_ids)) if reader.is_authenticated else ()


def _count(directory, typed) -> Counts:
    def by(facet, value, rows=None):
        rows = directory.narrowed(typed, but=facet) if rows is None else rows
        named = rows.order_by().annotate(facet=Value(facet, CharField()), value=value)
        return named.values_list("facet", "value").annotate(n=Count("pk"))

    running = NetworkMembership.objects.valid_on(clock.today())
    counted = by("found", _sort()).union(
        by("nature", _nature()),
        by("commune", F("municipality__code")),
        by("competence", F("policy_areas__slug")),
        by("reseau", F("network__slug"), running.filter(member__in=directory.narrowed(typed, but="reseau"))),
        by("taille", F("size_band")),
        all=True,
    )
    counts = Counts()
    for facet, value, n in counted:
        if facet == "found":
            _sorted_out(counts, value, n)
        elif value:
            counts.facets[facet][value] = n
    return counts


def _nature():
    partner = Case(When(partner_kind="", then=Value(PartnerKind.OTHER)), default=F("partner_kind"))
    return Case(When(kind=Kind.PARTNER, then=partner), default=F("kind"), output_field=CharField())


def _sort():
    """What it is, then the particularities it has: "organisations esus scic "."""
    what = Case(
        When(is_network=True, then=Value(f"{NETWORKS} {HEAD} ")),
        When(kind=Kind.PARTNER, then=Value(f"{PARTNERS} ")),
        default=Value(f"{ORGANISATIONS} "),
    )
    esus = Case(When(esus_on(clock.today()), then=Value(f"{ESUS} ")), default=Value(""))
    scic = Case(When(is_scic=True, then=Value(f"{SCIC} ")), default=Value(""))
    return Concat(what, esus, scic, output_field=CharField())


def _sorted_out(counts, value, n):
    what, *features = value.split()
    counts.sorts[what] += n
    for feature in features:
        held = counts.facets["particularite"]
        held[feature] = held.get(feature, 0) + n
