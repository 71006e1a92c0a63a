"""Fragments that say nothing but the values given to them, whoever reads: drawn once for each set of values."""

from functools import lru_cache

from django.template.loader import render_to_string


def drawn(fragment: str, /, **values) -> str:
    return _drawn(fragment, tuple(values.items()))


@lru_cache(maxsize=500)
def _drawn(fragment, values):
    return render_to_string(fragment, dict(values))
