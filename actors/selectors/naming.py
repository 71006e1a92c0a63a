"""The names that the choices of a list bear: communes, competences, networks. One query for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import caches
from django.db import connection

from actors.models import OrganisationStatus
from essportal import clock
from essportal.search import words

# Rows of (facet, key, slug, name, what they are sorted by).
SQL = """
    SELECT 'commune', code, code, name, essportal_plain(name) AS place FROM actors_municipality
    UNION ALL SELECT 'competence', id::text, slug, name, essportal_plain(name) FROM actors_policyarea
    UNION ALL SELECT 'reseau', id::text, slug, name, sort_name FROM actors_organisation
              WHERE is_network AND status = %s
"""
# It changes with each decision: the last lines of the journal, several of them because the one that was begun first may
# be the last to be committed.
STAMP = """
    SELECT 'stamp', coalesce(string_agg(id::text, ' '), ''), '', '', ''
    FROM (SELECT id FROM essportal_journalentry ORDER BY id DESC LIMIT 20) AS last
"""
FEW = 50


@dataclass
class Named:
    key: str
    slug: str
    name: str
    place: str = ""

    @cached_property
    def words(self) -> list[str]:
        return words(self.name)


def stamp(more: str = "", parameters=(), facets=()) -> tuple[str, dict[str, list[Named]]]:
    """The stamp of the moment, and the names of other `facets` that this very search asks for."""
    found = _read(f"{STAMP} {more}", parameters, ("stamp", *facets))
    (last,) = found.pop("stamp")
    return last.key, found


def names(reader, stamped: str, more: Callable = lambda: ("", ()), facets=()) -> dict[str, list[Named]]:
    """Always fresh while there are few; beyond, kept for a minute at most, for this reader alone, under the stamp.

    `more` makes the SQL of the `facets` of another list, and its parameters.
    """
    kept, key = caches["counts"], f"names:{hash((facets, reader.pk, clock.today(), stamped))}"
    found = kept.get(key)
    if found is None:
        sql, parameters = more()
        facets = ("commune", "competence", "reseau", *facets)
        found = _read(f"{SQL} {sql} ORDER BY place", [OrganisationStatus.VERIFIED, *parameters], facets)
        if sum(map(len, found.values())) > FEW:
            for one in found["commune"]:
                one.words = words(one.name)
            kept.set(key, found)
    return found


def _read(sql, parameters, facets) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {facet: [] for facet in facets}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for facet, key, slug, name, place in cursor.fetchall():
            found[facet].append(Named(key, slug, name, place))
    return found
