"""How many organisations stand behind each choice of the directory: one query, whatever the number of choices."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.cache import caches
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from actors.forms.directory import ESUS, HEAD, SCIC, DirectoryFilter
from actors.models import Kind, PartnerKind
from essportal import clock

MOST = 1000
NETWORKS, PARTNERS, ORGANISATIONS = "networks", "partners", "organisations"
READ = [
    "pk",
    "kind",
    "partner_kind",
    "is_network",
    "is_scic",
    "esus_from",
    "esus_until",
    "municipality_id",
    "size_band",
]


@dataclass
class Counts:
    """`facets` counts each choice as if it were the only one of its facet; `sorts` what was found."""

    facets: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    sorts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    is_large: bool = False

    @property
    def total(self) -> int:
        return sum(self.sorts.values())


def counts_of(directory: DirectoryFilter, typed: list[str], reader) -> Counts:
    """Always fresh while a thousand sheets at most hold the words; beyond, a minute old at most."""
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
    with connection.cursor() as cursor:
        cursor.execute(*_query(directory, typed))
        counts = Counts()
        for facet, value, n in cursor.fetchall():
            if facet == "all":
                counts.is_large = n > MOST
            elif facet == "found":
                _sorted_out(counts, value, n)
            elif value:
                counts.facets[facet][directory.slugs.get((facet, value), value)] = n
    return counts


def _query(directory, typed):
    """What holds the words is read once, each row with whether it answers to each facet; then each facet is counted."""
    asked = directory.conditions
    answers = {f"in_{facet}": _whether(condition) for facet, condition in asked.items()}
    rows = directory.holding(typed).annotate(**answers).order_by().values(*READ, *answers)
    sql, parameters = rows.query.sql_with_params()
    day = clock.today()

    def where(but=""):
        return " AND ".join(["TRUE", *(f"in_{facet}" for facet in asked if facet != but)])

    counted = f"""
        WITH held AS MATERIALIZED (
            SELECT *,
                CASE WHEN kind <> '{Kind.PARTNER}' THEN kind
                     ELSE coalesce(nullif(partner_kind, ''), '{PartnerKind.OTHER}') END AS nature,
                concat_ws(' ',
                    CASE WHEN is_network THEN '{NETWORKS} {HEAD}'
                         WHEN kind = '{Kind.PARTNER}' THEN '{PARTNERS}' ELSE '{ORGANISATIONS}' END,
                    CASE WHEN is_scic THEN '{SCIC}' END,
                    CASE WHEN esus_from <= %s AND coalesce(esus_until, 'infinity') >= %s THEN '{ESUS}' END) AS sort
            FROM ({sql}) AS read)
        SELECT 'all', '', count(*) FROM held
        UNION ALL SELECT 'found', sort, count(*) FROM held WHERE {where()} GROUP BY 2
        UNION ALL SELECT 'nature', nature, count(*) FROM held WHERE {where("nature")} GROUP BY 2
        UNION ALL SELECT 'taille', size_band, count(*) FROM held WHERE {where("taille")} GROUP BY 2
        UNION ALL SELECT 'commune', municipality_id::text, count(*) FROM held WHERE {where("commune")} GROUP BY 2
        UNION ALL SELECT 'competence', policyarea_id::text, count(*)
            FROM held JOIN actors_organisation_policy_areas ON organisation_id = pk
            WHERE {where("competence")} GROUP BY 2
        UNION ALL SELECT 'reseau', network_id::text, count(*)
            FROM held CROSS JOIN LATERAL
                (SELECT network_id FROM actors_networkmembership
                 WHERE member_id = pk AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s) OFFSET 0) AS running
            WHERE {where("reseau")} GROUP BY 2
    """  # noqa: S608 -- our own names; what was typed is in the parameters
    return counted, [day, day, *parameters, day, day]


def _whether(condition: Q):
    return ExpressionWrapper(condition, output_field=BooleanField())


def _sorted_out(counts, value, n):
    what, *features = value.split()
    counts.sorts[what] += n
    for feature in features:
        held = counts.facets["particularite"]
        held[feature] = held.get(feature, 0) + n
