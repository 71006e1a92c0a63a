"""A word that no sheet holds is brought back to the nearest word that one does."""

from django.db import connection
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extractOne

from actors.models import KnownWord

# A letter wrong out of four is a slip; more is another word.
ALIKE = 0.7
NEAREST = 8


def mended(typed: list[str], communes) -> list[str] | None:
    """The same words, the unknown ones replaced by the nearest known; None when there is nothing to mend."""
    places = {part for commune in communes for part in commune.words}
    known = {word: near | places for word, near in _alike(typed).items()}
    found = [_nearest(word, known.get(word, places)) for word in typed]
    return found if found != typed else None


def _nearest(word: str, among: set[str]) -> str:
    if len(word) < 3 or any(other.startswith(word) for other in among):
        return word
    best = extractOne(word, sorted(among), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=ALIKE)
    return best[0] if best else word


def _alike(typed) -> dict[str, set[str]]:
    """By trigrams, a few for each word, in one query; the finer comparison is for these few only."""
    table = connection.ops.quote_name(KnownWord._meta.db_table)
    sql = f"""
        SELECT typed, near.word FROM unnest(%s::text[]) AS typed CROSS JOIN LATERAL
        (SELECT word FROM {table} WHERE word %% typed OR word LIKE typed || '%%'
         ORDER BY similarity(word, typed) DESC, word LIMIT {NEAREST}) AS near
    """  # noqa: S608 -- our own table's name and our own number
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(typed)])
        found: dict[str, set[str]] = {}
        for word, near in cursor.fetchall():
            found.setdefault(word, set()).add(near)
        return found
