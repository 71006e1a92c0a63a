"""Addresses for a whole list: asked for once, then each is the same but for its key."""

from collections.abc import Callable
from functools import cache

from django.urls import reverse

_KEY = "0"


@cache
def addresses(url_name: str) -> Callable[[str], str]:
    """The function that gives the address of each row; its key stands in an address as it is (slug, reference)."""
    before, _, after = reverse(url_name, args=[_KEY]).rpartition(_KEY)
    return lambda key: f"{before}{key}{after}"
