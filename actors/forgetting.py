"""What is forgotten by itself: addresses never proved, requests never confirmed, the words of old requests."""

from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError, Q

from actors.models import DataRequest, HandOver, Invitation, Person, RequestStatus, SignIn, Subscriber
from actors.models.handovers import DAYS as OFFER_DAYS
from actors.models.invitations import LIFE
from actors.models.privacy import months_later
from actors.models.territory import inactive_years
from essportal import clock

DAYS = 7
REQUEST_YEARS = 5  # the time of a dispute about the answer


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


def forget_requests() -> int:
    """Those never confirmed go after a week; those closed for years keep their kind and their dates only."""
    unproved = DataRequest.objects.filter(
        status=RequestStatus.UNCONFIRMED, written_at__lt=clock.now() - timedelta(days=DAYS)
    )
    old = DataRequest.objects.filter(
        status=RequestStatus.CLOSED, closed_at__date__lt=months_later(clock.today(), -12 * REQUEST_YEARS)
    )
    return unproved.delete()[0] + drop_words(old.exclude(email=""))


def drop_words(requests) -> int:
    """Who asked and what they wrote goes; that a request was received and answered in time stays."""
    return requests.update(email="", name="", text="", answer="", closing_note="", extension_reason="")


def forget_invitations() -> int:
    """An address that never accepted is kept fourteen days after its invitation ended, then forgotten."""
    since = clock.now() - LIFE
    ended = Invitation.objects.filter(accepted_at=None).filter(Q(revoked_at__lt=since) | Q(expires_at__lt=since))
    return ended.delete()[1].get("actors.Invitation", 0)


def forget_sign_ins() -> int:
    """A year after, when someone signed in is nobody's business."""
    return SignIn.objects.filter(at__lt=clock.now() - timedelta(days=365)).delete()[0]


def forget_lapsed() -> int:
    """Hand-overs that nobody took: the address goes, the journal keeps that there was one."""
    lapsed = HandOver.objects.filter(taken_at=None, offered_at__lte=clock.now() - timedelta(days=OFFER_DAYS))
    return lapsed.delete()[0]


def forget_subscribers() -> int:
    """An address never confirmed goes after a week; one that was not confirmed again, when silent accounts do."""
    since = months_later(clock.today(), -12 * inactive_years())
    unproved = Q(confirmed_at=None, asked_at__lt=clock.now() - timedelta(days=DAYS))
    return Subscriber.objects.filter(unproved | Q(confirmed_at__date__lt=since)).delete()[0]
