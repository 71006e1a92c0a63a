"""What people ask to receive: a visitor by an address that is proved, someone with an account by their choices."""

from datetime import datetime

from django.db import transaction

from actors import tasks
from actors.digests import lock_choices
from actors.models import Cadence, DigestChoice, Person, Subscriber
from actors.models.digests import DEFAULTS
from essportal import clock
from essportal.news import Topic


@transaction.atomic
def subscribe(*, email: str) -> None:
    """The same e-mail leaves whether or not the address is known: who asks learns nothing."""
    subscriber = Subscriber.objects.select_for_update().filter(email__iexact=email).first() or Subscriber(email=email)
    subscriber.draw()
    subscriber.save()
    tasks.confirm_subscription.defer(subscriber_id=subscriber.pk, nonce=subscriber.nonce)


@transaction.atomic
def confirm_subscription(pk: int, nonce: str) -> Subscriber | None:
    """Once; None when the link has served, was replaced by a newer one, or the address is gone."""
    subscriber = Subscriber.objects.select_for_update().filter(pk=pk, nonce=nonce).exclude(nonce="").first()
    if subscriber is None:
        return None
    subscriber.nonce = ""
    subscriber.confirmed_at = clock.now()
    subscriber.sent_up_to = subscriber.sent_up_to or subscriber.confirmed_at
    subscriber.save(update_fields=["nonce", "confirmed_at", "sent_up_to"])
    return subscriber


@transaction.atomic
def unsubscribe(pk: int) -> None:
    """The address is forgotten. Unsubscribing twice is unsubscribing once."""
    Subscriber.objects.filter(pk=pk).delete()


@transaction.atomic
def choose_news(person: Person, *, cadences: dict[str, str]) -> None:
    """`cadences` by topic. Who begins again is not told what happened while they wanted nothing."""
    choices = lock_choices(person)
    for choice in choices:
        cadence = cadences.get(choice.topic, choice.cadence)
        if choice.cadence == Cadence.NEVER and cadence != Cadence.NEVER:
            choice.sent_up_to = clock.now()
        choice.cadence = cadence
    DigestChoice.objects.bulk_update(choices, ["cadence", "sent_up_to"])


def stop_digest(pk: int) -> None:
    """No digest any more, whatever the topic; an account that is gone gets none already."""
    if person := Person.objects.filter(pk=pk, erased_at=None).first():
        choose_news(person, cadences=dict.fromkeys(Topic, Cadence.NEVER))


@transaction.atomic
def hold_news_as_told(*, until: datetime) -> None:
    """A portal that begins with a past writes to nobody about it."""
    people = Person.objects.filter(is_active=True).values_list("pk", flat=True)
    DigestChoice.objects.bulk_create(
        [
            DigestChoice(person_id=pk, topic=topic, cadence=cadence)
            for pk in people
            for topic, cadence in DEFAULTS.items()
        ],
        ignore_conflicts=True,
    )
    DigestChoice.objects.update(sent_up_to=until)
    Subscriber.objects.confirmed().update(sent_up_to=until)
