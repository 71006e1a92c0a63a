"""Leaving: who someone was is erased, what they did stays under their number."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from actors.actions.registration import forget_requests
from actors.journal import Verb
from actors.models import Person
from actors.signals import person_erased
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def erase_person(person, *, by) -> Person:
    """Pseudonymise in place: who they were is gone, what they did stays under their number."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        raise Refused(_("Ce compte est déjà effacé."))
    email = person.email
    person.email = f"participant-{secrets.token_hex(8)}@efface.invalid"
    person.name = ""
    person.name_is_public = person.is_active = False
    person.erased_at = clock.now()
    person.set_unusable_password()
    person.last_login = None
    person.save()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    _close_sessions(person)
    forget_requests(person, email=email)
    record(Verb.PERSON_ERASED, person, by=by)
    person_erased.send(Person, person=person, by=by)
    return person


def _close_sessions(person) -> None:
    """A session says whose it is inside what it keeps: all are opened. It is rare, and they are few."""
    theirs = [
        session.pk
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
