"""The names that the directory's choices bear: communes, competences, networks. One query for the three of them."""

from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from actors.models import OrganisationStatus
from essportal.search import words

SQL = """
    SELECT 'commune', code, code, name, essportal_plain(name) AS place FROM actors_municipality
    UNION ALL SELECT 'competence', id::text, slug, name, essportal_plain(name) FROM actors_policyarea
    UNION ALL SELECT 'reseau', id::text, slug, name, sort_name FROM actors_organisation
              WHERE is_network AND status = %s
    ORDER BY place
"""


@dataclass
class Named:
    key: str
    slug: str
    name: str

    @cached_property
    def words(self) -> list[str]:
        return words(self.name)


def names() -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {"commune": [], "competence": [], "reseau": []}
    with connection.cursor() as cursor:
        cursor.execute(SQL, [OrganisationStatus.VERIFIED])
        for facet, key, slug, name, __ in cursor.fetchall():
            found[facet].append(Named(key, slug, name))
    return found
