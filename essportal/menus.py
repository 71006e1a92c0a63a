"""The menus: apps above register their entries in `AppConfig.ready`; pages below draw them without knowing who did."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    count: int | None
    current: bool


# (label, URL name), in the order of the bar.
PUBLIC: list[tuple[str, str]] = []
# (label, URL name, policy(user) -> bool, count(user) -> int or None)
WORK: list[tuple[str, str, Callable, Callable | None]] = []
_authority: list[Callable] = []


def public(label: str, url_name: str) -> None:
    if (label, url_name) not in PUBLIC:
        PUBLIC.append((label, url_name))


def at_work(label: str, url_name: str, policy: Callable, count: Callable | None = None, *, first: bool = False) -> None:
    if not any(entry[1] == url_name for entry in WORK):
        WORK.insert(0 if first else len(WORK), (label, url_name, policy, count))


def name_authority(reader: Callable) -> None:
    """Register the function that reads the authority (actors knows it, this app does not)."""
    _authority[:] = [reader]


def authority():
    return _authority[0]() if _authority else None


@cache
def address(url_name: str) -> str:
    """Addresses without anything to fill in never change while the portal runs."""
    return reverse(url_name)


def everywhere(path: str) -> tuple[Entry, ...]:
    """The entries of the public bar, seen from the page at `path`."""
    return _seen_from(path, [(_(label), address(name), None) for label, name in PUBLIC])


def work(user, path: str) -> tuple[Entry, ...]:
    """The entries of the work bar that this person may open, with their counts."""
    entries = [
        (_(label), address(name), count(user) if count else None) for label, name, policy, count in WORK if policy(user)
    ]
    return _seen_from(path, entries)


def _seen_from(path, entries) -> tuple[Entry, ...]:
    """The entry whose address is the longest beginning of the page's address is the current one."""
    longest = max((url for __, url, __ in entries if path.startswith(url)), key=len, default=None)
    return tuple(Entry(label, url, count, url == longest) for label, url, count in entries)
