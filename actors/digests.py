"""The digest: once a day at most, what concerns one person, as they may see it when it leaves."""

from datetime import date, datetime

from django.db import transaction

from actors import emails_news
from actors.models import Cadence, DigestChoice, Person, Subscriber
from actors.models.digests import DEFAULTS, READ_BACK, due
from actors.models.privacy import months_later
from actors.models.territory import inactive_years
from essportal import clock, news, todo
from essportal.models import SentEmail
from essportal.news import Span, Topic

MOST_LINES = 20
MOST_TASKS = 5


def people_with_news() -> list[int]:
    """For whom something may have happened since their last digest: as many queries for ten as for ten thousand."""
    found = set()
    for cadence in (Cadence.DAILY, Cadence.WEEKLY):
        span = Span(cadence.until() - READ_BACK, cadence.until())
        for topic in Topic:
            if cadence == DEFAULTS[topic] or DigestChoice.objects.filter(topic=topic, cadence=cadence).exists():
                found |= _waiting(topic, cadence, _newest(topic, cadence, span))
    return sorted(found)


def _newest(topic, cadence, span) -> dict[int, datetime]:
    if topic != Topic.PROCESS:
        return news.concerned(topic, span)
    newest = news.newest_at(span)
    chosen = DigestChoice.objects.filter(topic=topic, cadence=cadence).values_list("person", flat=True)
    return dict.fromkeys(chosen, newest) if newest else {}


def _waiting(topic, cadence, newest) -> set[int]:
    """Those who get the topic at this cadence and have not got the newest of it."""
    people = Person.objects.filter(pk__in=newest, is_active=True, erased_at=None).values_list("pk", "joined_at")
    chosen = {one.person_id: one for one in DigestChoice.objects.filter(topic=topic, person__in=newest)}
    waiting = set()
    for pk, joined_at in people:
        choice = chosen.get(pk)
        if (choice.cadence if choice else DEFAULTS[topic]) != cadence:
            continue
        span = due(cadence, choice and choice.sent_up_to, joined_at)
        if span and span.since < newest[pk]:
            waiting.add(pk)
    return waiting


@transaction.atomic
def send_digest(person_id: int) -> bool:
    """Whoever holds the rows of the person sends; the other worker then finds nothing due."""
    person = Person.objects.filter(pk=person_id, is_active=True, erased_at=None).first()
    if person is None:
        return False
    choices = lock_choices(person)
    key = f"digest-{person.pk}-{Cadence.DAILY.until():%Y%m%d}"
    if SentEmail.objects.filter(key=key).exists():  # a choice changed since: tomorrow is soon enough
        return False
    spans = {choice.topic: span for choice in choices if (span := choice.span())}
    found, total = news.concerning(person, spans, MOST_LINES)
    for choice in choices:
        if choice.topic in spans:
            choice.sent_up_to = spans[choice.topic].until
    DigestChoice.objects.bulk_update(choices, ["sent_up_to"])
    return bool(found) and emails_news.digest(key, person, found, total, _tasks(person, choices))


def lock_choices(person) -> list[DigestChoice]:
    """One row a topic, made when there is none, held until the end of the transaction."""
    DigestChoice.objects.bulk_create(
        [DigestChoice(person=person, topic=topic, cadence=cadence) for topic, cadence in DEFAULTS.items()],
        ignore_conflicts=True,
    )
    choices = list(DigestChoice.objects.select_for_update().filter(person=person).order_by("topic"))
    for choice in choices:
        choice.person = person
    return choices


def _tasks(person, choices) -> list[todo.Item]:
    """What waits for them goes with the news; it is never a reason to write."""
    if any(choice.topic == Topic.TASKS and choice.cadence == Cadence.NEVER for choice in choices):
        return []
    return [item for __, items in todo.grouped(todo.items(person)) for item in items][:MOST_TASKS]


def cadences(person) -> dict[str, str]:
    """What someone gets, topic by topic."""
    return DEFAULTS | dict(DigestChoice.objects.filter(person=person).values_list("topic", "cadence"))


def subscribers_with_news() -> list[int]:
    until = Cadence.DAILY.until()
    newest = news.newest_at(Span(until - READ_BACK, until))
    if newest is None:
        return []
    return list(Subscriber.objects.confirmed().filter(sent_up_to__lt=newest).values_list("pk", flat=True))


@transaction.atomic
def send_news(subscriber_id: int) -> bool:
    """The public news, to an address without an account."""
    subscriber = Subscriber.objects.select_for_update().confirmed().filter(pk=subscriber_id).first()
    span = due(Cadence.DAILY, subscriber.sent_up_to, subscriber.confirmed_at) if subscriber else None
    if span is None:
        return False
    subscriber.sent_up_to = span.until
    subscriber.save(update_fields=["sent_up_to"])
    found = news.latest(MOST_LINES, span)
    return bool(found) and emails_news.public_news(subscriber, span.until, found, ends_on(subscriber))


def ends_on(subscriber) -> date:
    """Nobody is written to for ever: an address is confirmed again, or forgotten like a silent account."""
    return months_later(clock.day_of(subscriber.confirmed_at), 12 * inactive_years())
