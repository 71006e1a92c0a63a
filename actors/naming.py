"""The names that the choices of a list bear: communes, competences, networks. One query for all of them."""

from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from actors.models import OrganisationStatus
from essportal.search import words

# Rows of (facet, key, slug, name, what they are sorted by). The stamp changes with each decision: the last lines of the
# journal, several of them because the one that was begun first may be the last to be committed.
SQL = """
    SELECT 'commune', code, code, name, essportal_plain(name) AS place FROM actors_municipality
    UNION ALL SELECT 'competence', id::text, slug, name, essportal_plain(name) FROM actors_policyarea
    UNION ALL SELECT 'reseau', id::text, slug, name, sort_name FROM actors_organisation
              WHERE is_network AND status = %s
    UNION ALL SELECT 'stamp', coalesce(string_agg(id::text, ' '), ''), '', '', ''
              FROM (SELECT id FROM essportal_journalentry ORDER BY id DESC LIMIT 20) AS last
"""


@dataclass
class Named:
    key: str
    slug: str
    name: str
    place: str = ""

    @cached_property
    def words(self) -> list[str]:
        return words(self.name)


def names(more: str = "", parameters=(), facets=()) -> tuple[dict[str, list[Named]], str]:
    """The names, and the stamp of the moment. `more` adds the rows of the `facets` of another list."""
    found: dict[str, list[Named]] = {facet: [] for facet in ("commune", "competence", "reseau", *facets, "stamp")}
    with connection.cursor() as cursor:
        cursor.execute(f"{SQL} {more} ORDER BY place", [OrganisationStatus.VERIFIED, *parameters])
        for facet, key, slug, name, place in cursor.fetchall():
            found[facet].append(Named(key, slug, name, place))
    (stamp,) = found.pop("stamp")
    return found, stamp.key
