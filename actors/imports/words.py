"""Words compared as a person would: case, accents, marks and the small words that registers add do not count."""

import re
import unicodedata
from functools import lru_cache

_not_letters = re.compile(r"[^a-z0-9]+")
# Registers write them before or after the name; nobody says them.
# fmt: off
EMPTY_WORDS = frozenset((
    "association", "associations", "asso", "ass", "loi", "1901", "de", "du", "des", "d", "la", "le", "les", "l", "et",
    "a", "au", "aux", "en", "pour", "sur", "scop", "scic", "sarl", "sas", "sa", "scoparl", "cooperative",
))
# fmt: on


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """« L’Été à Poitiers » and « L'ETE A POITIERS » fold alike."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return _not_letters.sub(" ", bare.replace("œ", "oe").replace("æ", "ae")).strip()


def telling(name: str) -> str:
    """The words that tell this organisation from others, or all of them when none is left."""
    words = folded(name).split()
    return " ".join(word for word in words if word not in EMPTY_WORDS) or " ".join(words)


def column(header: str) -> str:
    """A column's name whatever its case, accents, spaces or line breaks."""
    return folded(header).replace(" ", "")


@lru_cache(maxsize=10_000)
def commune_key(name: str) -> str:
    """« ST BENOIT CEDEX 2 » is Saint-Benoît."""
    words = re.sub(r"\bcedex\b.*$", "", folded(name)).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)
