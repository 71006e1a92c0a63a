"""How many rows stand behind each choice of a long list: one query, whatever the number of choices."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.cache import caches
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

MOST = 1000


@dataclass(frozen=True)
class Share:
    """A facet: the SQL of its value, among the columns of `held`, and where it is read when they are not enough."""

    facet: str
    value: str
    source: str = "held"


@dataclass
class Counts:
    """`facets` counts each choice as if it were the only one of its facet; `found` what answers, by sort."""

    facets: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    is_large: bool = False

    @property
    def total(self) -> int:
        return sum(self.found.values())


def in_short(count: int) -> str:
    """Exact up to a thousand: beyond, nobody reads the number and it costs."""
    return _("plus de 1 000") if count > MOST else str(count)


def counted(rows, asked: dict[str, Q], shares: list[Share], *, stamp="", derived="", found="''") -> Counts:
    """Always fresh while a thousand rows at most hold the words.

    Beyond, it is kept for a minute at most under the very question that was asked (its SQL, which says what the reader
    may see) and under `stamp`, the last lines of the journal: whatever anybody decides asks the question anew.
    """
    sql, parameters = _question(rows, asked, shares, derived, found)
    kept, key = caches["counts"], f"counts:{hash((sql, _hashable(parameters), stamp))}"
    counts = kept.get(key)
    if counts is None:
        counts = _read(sql, parameters)
        if counts.is_large:
            kept.set(key, counts)
    return counts


def _hashable(parameters):
    return tuple(tuple(one) if isinstance(one, list) else one for one in parameters)


def _read(sql, parameters) -> Counts:
    counts = Counts()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for facet, value, n in cursor.fetchall():
            if facet == "all":
                counts.is_large = n > MOST
            elif facet == "found":
                counts.found[value] += n
            elif value:
                counts.facets[facet][value] = n
    return counts


def _question(rows, asked, shares, derived, found):
    """What holds the words is read once, each row with whether it answers to each facet; then each facet is counted."""
    answers = {
        f"in_{facet}": ExpressionWrapper(condition, output_field=BooleanField()) for facet, condition in asked.items()
    }
    sql, parameters = rows.annotate(**answers).order_by().query.sql_with_params()

    def where(but=""):
        return " AND ".join(["TRUE", *(f"in_{facet}" for facet in asked if facet != but)])

    # Our own names everywhere; what was typed is in the parameters.
    lines = [
        f"WITH held AS MATERIALIZED (SELECT *{derived} FROM ({sql}) AS read)",  # noqa: S608
        "SELECT 'all', '', count(*) FROM held",
        f"UNION ALL SELECT 'found', {found}, count(*) FROM held WHERE {where()} GROUP BY 2",  # noqa: S608
    ]
    lines += [
        f"UNION ALL SELECT '{one.facet}', {one.value}, count(*) FROM {one.source} WHERE {where(one.facet)} GROUP BY 2"  # noqa: S608
        for one in shares
    ]
    return "\n".join(lines), parameters
