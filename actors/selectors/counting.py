"""How many organisations stand behind each choice of the directory."""

from actors.forms.directory import ESUS, HEAD, SCIC, DirectoryFilter
from actors.models import Kind, PartnerKind
from essportal import clock
from essportal.counting import Counts, Likeness, Share, counted, linked

NETWORKS, PARTNERS, ORGANISATIONS = "networks", "partners", "organisations"
READ = [
    *("pk", "kind", "partner_kind", "is_network", "is_scic"),
    *("esus_from", "esus_until", "municipality_id", "size_band"),
]


def counts_of(directory: DirectoryFilter, typed: list[str], stamp: str, likeness: Likeness | None) -> Counts:
    """`found` holds organisations, networks and partners apart; what some of them are besides is a facet too."""
    day = clock.today().isoformat()
    sorts = f""",
        CASE WHEN kind <> '{Kind.PARTNER}' THEN kind
             ELSE coalesce(nullif(partner_kind, ''), '{PartnerKind.OTHER}') END AS nature,
        concat_ws(' ',
            CASE WHEN is_network THEN '{NETWORKS} {HEAD}'
                 WHEN kind = '{Kind.PARTNER}' THEN '{PARTNERS}' ELSE '{ORGANISATIONS}' END,
            CASE WHEN is_scic THEN '{SCIC}' END,
            CASE WHEN esus_from <= '{day}' AND coalesce(esus_until, 'infinity') >= '{day}' THEN '{ESUS}' END) AS sort"""
    shares = [
        Share("nature", "nature"),
        Share("taille", "size_band"),
        Share("commune", "municipality_id::text"),
        Share("competence", "policyarea_id::text", linked("actors_organisation_policy_areas", "organisation_id")),
        Share("reseau", "network_id::text", linked("actors_networkmembership", "member_id", f"AND {running()}")),
    ]
    rows = directory.holding(typed).values(*READ)
    asked = directory.conditions
    return _sorted_out(counted(rows, asked, shares, stamp=stamp, derived=sorts, found="sort", likeness=likeness))


def running() -> str:
    """What holds for a membership that runs today."""
    day = clock.today().isoformat()
    return f"starts_on <= '{day}' AND (ends_on IS NULL OR ends_on >= '{day}')"


def _sorted_out(read: Counts) -> Counts:
    counts = Counts(closest=read.closest, is_kept=read.is_kept)
    counts.facets.update(read.facets)
    for value, n in read.found.items():
        what, *features = value.split()
        counts.found[what] += n
        for feature in features:
            held = counts.facets["particularite"]
            held[feature] = held.get(feature, 0) + n
    for name in ("famille", "partenaire"):
        counts.facets[name] = counts.facets["nature"]
    return counts
