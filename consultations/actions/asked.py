"""What questionnaires and votes of priorities share: their lock, their address, and the end that stays an end."""

from django.utils.translation import gettext as _

from consultations.models import Prioritisation, Questionnaire
from essportal.errors import Refused
from essportal.text import slug

DATES = {"opens_at", "closes_at"}


def locked(thing):
    """The row, locked, with the moments between which it is open."""
    type(thing).objects.select_for_update().get(pk=thing.pk)
    return type(thing).objects.timed().select_related("consultation").get(pk=thing.pk)


def free_slug(things, title: str) -> str:
    """An address made of the title, that no other of this consultation has."""
    wanted = slug(title)
    taken = set(things.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    while (name := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return name


# What was voted or answered, then read, never opens again: neither by its own dates nor by those of a window.


def seal_ended(consultation, permission) -> None:
    """Before a window changes: those that followed it keep the moment at which they ended."""
    for model in (Prioritisation, Questionnaire):
        if model.objects.none().permission == permission:
            for one in model.objects.filter(consultation=consultation, opens_at=None).known():
                one.closed_at = one.ends
                one.save(update_fields=["closed_at"])


def require_not_known(thing, changed) -> None:
    if DATES & set(changed) and type(thing).objects.filter(pk=thing.pk).known().exists():
        raise Refused(_("C’est fini et les résultats sont connus : ses dates ne changent plus. Préparez-en un autre."))
