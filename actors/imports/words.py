"""Words compared as a person would: case, accents, marks and the small words that registers add do not count."""

import re
from functools import lru_cache

from essportal.reading.words import folded

# Registers write them before or after the name; nobody says them.
# fmt: off
EMPTY_WORDS = frozenset((
    "association", "associations", "asso", "ass", "loi", "1901", "de", "du", "des", "d", "la", "le", "les", "l", "et",
    "a", "au", "aux", "en", "pour", "sur", "scop", "scic", "sarl", "sas", "sa", "scoparl", "cooperative",
))
# fmt: on


def telling(name: str) -> str:
    """The words that tell this organisation from others, or all of them when none is left."""
    words = folded(name).split()
    return " ".join(word for word in words if word not in EMPTY_WORDS) or " ".join(words)


@lru_cache(maxsize=10_000)
def commune_key(name: str) -> str:
    """« ST BENOIT CEDEX 2 » is Saint-Benoît."""
    words = re.sub(r"\bcedex\b.*$", "", folded(name)).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)
