"""How many rows stand behind each choice of a long list: one query, whatever the number of choices."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.cache import caches
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

from essportal.search import FRENCH, to_match

MOST = 1000
# So many rows are counted anew each time.
FEW = 300
# A common word is in a third of the rows: only the newest of those are put in order of likeness.
RANKED = 300


@dataclass(frozen=True)
class Share:
    """A facet: the SQL of its value, among the columns of `held`, and where it is read when they are not enough."""

    facet: str
    value: str
    source: str = "{held}"


def linked(table: str, key: str, more: str = "") -> str:
    """The source of what is linked to these rows: by their numbers, so that few of them never cost the whole table."""
    return f"{table} WHERE {key} = ANY(ARRAY(SELECT pk FROM {{held}})) {more}"  # noqa: S608 -- our own names


@dataclass(frozen=True)
class Likeness:
    """The newest rows that answer, in order of likeness to these words, then in the order of this SQL."""

    words: list[str]
    then: str


@dataclass
class Counts:
    """`facets` counts each choice as if it were the only one of its facet; `found` what answers, by sort.

    `closest` are the numbers of the rows that look most like the words, when their order was asked for.
    """

    facets: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    closest: list[int] = field(default_factory=list)
    is_kept: bool = False

    @property
    def total(self) -> int:
        return sum(self.found.values())


def in_short(count: int) -> str:
    """Exact up to a thousand: beyond, nobody reads the number and it costs."""
    return _("plus de 1 000") if count > MOST else str(count)


def counted(
    rows, asked: dict[str, Q], shares: list[Share], *, stamp="", derived="", found="''", likeness=None
) -> Counts:
    """Always fresh while few rows hold the words.

    Beyond, it is kept for a minute at most under the very question that was asked (its SQL, which says what the reader
    may see) and under `stamp`, the last lines of the journal: whatever anybody decides asks the question anew.
    """
    sql, parameters = _question(rows, asked, shares, derived, found, likeness)
    kept, key = caches["counts"], f"counts:{hash((sql, _hashable(parameters), stamp))}"
    counts = kept.get(key)
    if counts is None:
        counts = _read(sql, parameters)
        if counts.is_kept:
            kept.set(key, counts)
    return counts


def _hashable(parameters):
    return tuple(tuple(one) if isinstance(one, list) else one for one in parameters)


def _read(sql, parameters) -> Counts:
    counts, places = Counts(), []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for facet, value, n in cursor.fetchall():
            if facet == "all":
                counts.is_kept = n > FEW
            elif facet == "found":
                counts.found[value] += n
            elif facet == "closest":
                places.append((n, int(value)))
            elif value:
                counts.facets[facet][value] = n
    counts.closest = [number for __, number in sorted(places)]
    return counts


def _question(rows, asked, shares, derived, found, likeness):
    """What holds the words is read once, each row with whether it answers to each facet; then each facet is counted."""
    answers = {
        f"in_{facet}": ExpressionWrapper(condition, output_field=BooleanField()) for facet, condition in asked.items()
    }
    sql, parameters = rows.annotate(**answers).order_by().query.sql_with_params()

    def held(but=""):
        answering = " AND ".join(["TRUE", *(f"in_{facet}" for facet in asked if facet != but)])
        return f"(SELECT * FROM held WHERE {answering}) AS held"  # noqa: S608

    # Our own names everywhere; what was typed is in the parameters.
    lines = [
        f"WITH held AS MATERIALIZED (SELECT *{derived} FROM ({sql}) AS read)",  # noqa: S608
        "SELECT 'all', '', count(*) FROM held",
        f"UNION ALL SELECT 'found', {found}, count(*) FROM {held()} GROUP BY 2",  # noqa: S608
    ]
    for one in shares:
        source = one.source.format(held=held(one.facet))
        lines.append(f"UNION ALL SELECT '{one.facet}', {one.value}, count(*) FROM {source} GROUP BY 2")  # noqa: S608
    if likeness is not None:
        closeness = f"(ts_rank(search, to_tsquery('{FRENCH}', %s)) * 1000000)::integer"
        newest = f"SELECT pk FROM {held()} ORDER BY pk DESC LIMIT {RANKED}"  # noqa: S608
        lines.append(
            f"UNION ALL SELECT 'closest', id::text, row_number() OVER (ORDER BY {closeness} DESC, {likeness.then}) "  # noqa: S608
            f"FROM {rows.model._meta.db_table} WHERE id = ANY(ARRAY({newest}))"
        )
        parameters = (*parameters, to_match(likeness.words))
    return "\n".join(lines), parameters
