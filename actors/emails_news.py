"""The e-mails that come back, and what stops them: one click, without signing in."""

from datetime import datetime

from django.core import signing
from django.urls import reverse

from actors.models import Person, Subscriber
from essportal import emails

SUBSCRIBE = "actors.subscribe"
UNSUBSCRIBE = "actors.unsubscribe"
LINK_DAYS = 7


def confirm_subscription(subscriber: Subscriber) -> None:
    """The link opens a page with one button: a scanner that follows it confirms nothing."""
    token = signing.dumps([subscriber.pk, subscriber.nonce], salt=SUBSCRIBE)
    context = {"path": reverse("actors:confirm-subscription", args=[token]), "days": LINK_DAYS}
    key = f"subscription-{subscriber.pk}-{subscriber.nonce}"
    emails.send(key, subscriber.email, "actors/emails/confirm_subscription", context)


def digest(key: str, person: Person, found: list, total: int, tasks: list) -> bool:
    context = {"person": person, "found": found, "total": total, "more": total - len(found), "tasks": tasks}
    return emails.send(key, person.email, "actors/emails/digest", context, unsubscribe=stop_address(person))


def public_news(subscriber: Subscriber, until: datetime, found: list, last_day) -> bool:
    return emails.send(
        f"news-{subscriber.pk}-{until:%Y%m%d%H%M}",
        subscriber.email,
        "actors/emails/news",
        {"found": found, "total": len(found), "last_day": last_day},
        unsubscribe=stop_address(subscriber),
    )


def stop_address(receiver: Person | Subscriber) -> str:
    """It stops these e-mails and does nothing else, whoever holds it; it is as old as the oldest e-mail kept."""
    token = signing.dumps([receiver._meta.model_name, receiver.pk], salt=UNSUBSCRIBE)
    return reverse("actors:unsubscribe", args=[token])
