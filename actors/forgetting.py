"""Addresses typed at the door and never proved: they are nobody's account, and are forgotten after a week."""

from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError, Q

from actors.models import Invitation, Person, SignIn
from actors.models.invitations import LIFE
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


def forget_invitations() -> int:
    """An address that never accepted is kept fourteen days after its invitation ended, then forgotten."""
    since = clock.now() - LIFE
    ended = Invitation.objects.filter(accepted_at=None).filter(Q(revoked_at__lt=since) | Q(expires_at__lt=since))
    return ended.delete()[1].get("actors.Invitation", 0)


def forget_sign_ins() -> int:
    """A year after, when someone signed in is nobody's business."""
    return SignIn.objects.filter(at__lt=clock.now() - timedelta(days=365)).delete()[0]
