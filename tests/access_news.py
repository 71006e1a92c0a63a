"""Following and the news: their rows of the table of `test_access.py`, and what stands in their addresses."""

from django.core import signing

from actors.emails_news import SUBSCRIBE, stop_address
from actors.models import Subscriber
from essportal import clock
from tests.access_codes import ALL, POST_ONLY, SIGNED_IN

ROWS = {
    ("news", ()): ALL,
    ("news-feed", ()): ALL,
    ("actors:subscribe", ()): "2333333333",
    ("actors:subscribe-sent", ()): ALL,
    ("actors:confirm-subscription", ("news_token",)): ALL,
    ("actors:confirm-subscription", ("news_stop",)): "NNNNNNNNNN",
    ("actors:unsubscribe", ("news_stop",)): ALL,
    ("actors:unsubscribe", ("news_token",)): "NNNNNNNNNN",
    ("actors:news-choices", ()): SIGNED_IN,
    ("consultations:my-follows", ()): SIGNED_IN,
    ("consultations:follow", ("news_what", "news_pk")): POST_ONLY,
    ("consultations:stop-following", ("news_what", "news_pk")): POST_ONLY,
}


def build(consultation) -> dict:
    subscriber = Subscriber(email="voisin@exemple.test", asked_at=clock.now())
    subscriber.draw()
    subscriber.save()
    return {
        "news_token": signing.dumps([subscriber.pk, subscriber.nonce], salt=SUBSCRIBE),
        "news_stop": stop_address(subscriber).rstrip("/").rsplit("/", 1)[1],
        "news_what": "consultation",
        "news_pk": consultation.pk,
    }
