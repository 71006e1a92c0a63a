"""Searching in French: accents and case do not count, endings of words neither. Shared by every app.

A model keeps a generated column `search` (`SearchVector(Plain("name"), …, config=FRENCH)`) with a GIN index, and is
asked for what is `matching(words(typed))`. `Plain` first, so that every server cuts the words at the same places.
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, TextField

from essportal.text import clean_line

# The text search configuration of the migration `search_in_french`: unaccent, then the French stems.
FRENCH = "essportal_french"
MOST_LETTERS, MOST_WORDS, LONGEST_WORD = 200, 8, 40
# PostgreSQL's own list of French stop words forgets these.
EMPTY_WORDS = {"les", "aux", "chez"}
_word = re.compile(r"[^\W_]+")


class Plain(Func):
    """Lower case without accents: what one sorts and compares by. Safe in an index and in a generated column."""

    function = "essportal_plain"
    output_field = TextField()


def words(typed: str) -> list[str]:
    """The words to look for: at most eight, none of them endless, without those that say nothing."""
    found = [word[:LONGEST_WORD] for word in _word.findall(plain(typed[:MOST_LETTERS]))][:MOST_WORDS]
    return [word for word in found if word not in EMPTY_WORDS] or found


def plain(text: str) -> str:
    """As `Plain` does it in the database, near enough to compare a few names."""
    text = clean_line(text).lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def matching(typed: list[str]) -> SearchQuery:
    """Each of these words, or a word that begins so. They hold letters and figures only, so that nothing is syntax."""
    return SearchQuery(to_match(typed), config=FRENCH, search_type="raw")


def to_match(typed: list[str]) -> str:
    """The same for SQL written by hand, as the second argument of `to_tsquery`."""
    return " & ".join(beginning(word) for word in typed)


def beginning(word: str, weight: str = "") -> str:
    """For `to_tsquery`: what begins so, with that weight only if there is one ("A" is a name or a title)."""
    return f"{_singular(word)}:*{weight}"


def _singular(word: str) -> str:
    """The French stemmer keeps the s of "vélos": here it goes, and what follows the beginning does not matter."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
