"""Sending: one function per e-mail lives in each app; all end here, inside a task."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from essportal.models import SentEmail


class Attachment(NamedTuple):
    name: str
    content: str | bytes
    content_type: str


def one_line(text: str) -> str:
    """A subject never carries a line end: it would be a header injection."""
    return " ".join(text.split())


@transaction.atomic
def send(
    key: str,
    to: str,
    template: str,
    context: dict,
    attachments: Sequence[Attachment] = (),
    unsubscribe: str = "",
) -> bool:
    """Send `<template>_subject.txt` and `<template>_message.txt` once per `key`; False when it had already left.

    `unsubscribe` is the address, in the portal, where one click stops what comes back (RFC 8058); such an e-mail is
    also laid out as a page, by `<template>_message.html`.
    """
    __, created = SentEmail.objects.get_or_create(key=key)
    if not created:
        return False
    context = {"site_url": settings.SITE_URL, "unsubscribe": unsubscribe, **context}
    message = written(
        one_line(render_to_string(f"{template}_subject.txt", context)),
        render_to_string(f"{template}_message.txt", context),
        to,
    )
    message.attachments = list(attachments)
    if unsubscribe:
        message.attach_alternative(render_to_string(f"{template}_message.html", context), "text/html")
        message.extra_headers["List-Unsubscribe"] = f"<{settings.SITE_URL}{unsubscribe}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.send()
    return True


def deliver(subject: str, body: str, to: str) -> None:
    written(subject, body, to).send()


def written(subject: str, body: str, to: str) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(subject, body, settings.DEFAULT_FROM_EMAIL, [to])
