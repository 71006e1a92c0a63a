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
def send(key: str, to: str, template: str, context: dict, attachments: Sequence[Attachment] = ()) -> bool:
    """Send `<template>_subject.txt` and `<template>_message.txt` once per `key`; False when it had already left."""
    __, created = SentEmail.objects.get_or_create(key=key)
    if not created:
        return False
    context = {"site_url": settings.SITE_URL, **context}
    deliver(
        one_line(render_to_string(f"{template}_subject.txt", context)),
        render_to_string(f"{template}_message.txt", context),
        to,
        attachments,
    )
    return True


def deliver(subject: str, body: str, to: str, attachments: Sequence[Attachment] = ()) -> None:
    EmailMultiAlternatives(subject, body, settings.DEFAULT_FROM_EMAIL, [to], attachments=list(attachments)).send()
