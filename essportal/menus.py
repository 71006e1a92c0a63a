"""The menus: apps above register their entries in `AppConfig.ready`; pages below draw them without knowing who did."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

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


def work(user) -> list[tuple]:
    """The entries of the work bar that this person may open, with their counts."""
    return [
        (_(label), reverse(name), count(user) if count else None) for label, name, policy, count in WORK if policy(user)
    ]
