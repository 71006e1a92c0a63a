"""Sending: one function per e-mail lives in each app; all end here, inside a task."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from essportal.models import SentEmail


def one_line(text: str) -> str:
    """A subject never carries a line end: it would be a header injection."""
    return " ".join(text.split())


@transaction.atomic
def send(key: str, to: str, template: str, context: dict) -> bool:
    """Send `<template>_subject.txt` and `<template>_message.txt` once per `key`; False when it had already left."""
    __, created = SentEmail.objects.get_or_create(key=key)
    if not created:
        return False
    context = {"site_url": settings.SITE_URL, **context}
    deliver(
        one_line(render_to_string(f"{template}_subject.txt", context)),
        render_to_string(f"{template}_message.txt", context),
        to,
    )
    return True


def deliver(subject: str, body: str, to: str) -> None:
    EmailMultiAlternatives(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()
