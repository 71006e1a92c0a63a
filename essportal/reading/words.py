"""Words compared whatever their case, accents and marks."""

import re
import unicodedata
from functools import lru_cache

_not_letters = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """« L’Été à Poitiers » and « L'ETE A POITIERS » fold alike."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return _not_letters.sub(" ", bare.replace("œ", "oe").replace("æ", "ae")).strip()


def column(header: str) -> str:
    """A column's name whatever its case, accents, spaces or line breaks."""
    return folded(header).replace(" ", "")
