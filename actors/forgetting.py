"""Addresses typed at the door and never proved: they are nobody's account, and are forgotten after a week."""

from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError

from actors.models import HandOver, Person
from actors.models.handovers import DAYS as OFFER_DAYS
from essportal import clock

DAYS = 7


def forget_unproved() -> int:
    """Delete those who never came back with their code and to whom nothing is attached; says how many."""
    unproved = Person.objects.filter(
        joined_at__lt=clock.now() - timedelta(days=DAYS), last_login__isnull=True, erased_at__isnull=True
    ).exclude(emailaddress__verified=True)
    return sum(_forget(person) for person in unproved.iterator(chunk_size=500))


def _forget(person) -> bool:
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:  # someone the team already counts on: a mandate, a post, an organisation
        return False
    return True


def forget_lapsed() -> int:
    """Hand-overs that nobody took: the address goes, the journal keeps that there was one."""
    lapsed = HandOver.objects.filter(taken_at=None, offered_at__lte=clock.now() - timedelta(days=OFFER_DAYS))
    return lapsed.delete()[0]
