"""What waits for someone. Apps register in `AppConfig.ready` a function `(person) -> [Item, …]`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    BLOCKING = "blocking", _("Bloque la suite")
    THIS_WEEK = "this_week", _("Cette semaine")
    SOMEDAY = "someday", _("Quand vous pourrez")


@dataclass(frozen=True)
class Item:
    """One thing to do: `word` is its state, `action` what the link to `url` says."""

    group: Group
    title: str
    detail: str
    word: str
    url: str
    action: str
    is_late: bool = False


_providers: list[Callable] = []


def register(provider: Callable) -> None:
    if provider not in _providers:
        _providers.append(provider)


def items(person) -> list[Item]:
    return [item for provider in _providers for item in provider(person)]


def grouped(found: list[Item]) -> list[tuple[Group, list[Item]]]:
    """The groups that hold something, in their order."""
    groups = [(group, [item for item in found if item.group == group]) for group in Group]
    return [(group, inside) for group, inside in groups if inside]
