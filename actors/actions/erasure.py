"""Leaving: who someone was is erased, what they did stays under their number."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import DateField, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from actors.actions.registration import drop_claims_of
from actors.forgetting import drop_words
from actors.journal import Verb
from actors.models import (
    Agent,
    DataRequest,
    DigestChoice,
    Invitation,
    Person,
    Representative,
    RequestStatus,
    SignIn,
    Subscriber,
)
from actors.signals import person_erased
from essportal import clock, queue
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def erase_person(person, *, by) -> Person:
    """Pseudonymise in place: who they were is gone, what they did stays under their number."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        raise Refused(_("Ce compte est déjà effacé."))
    address = person.email
    person.email = f"participant-{secrets.token_hex(8)}@efface.invalid"
    person.name = ""
    person.name_is_public = person.is_active = False
    person.erased_at = clock.now()
    person.warned_at = None
    person.set_unusable_password()
    person.last_login = None
    person.save()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    SignIn.objects.filter(person=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    DigestChoice.objects.filter(person=person).delete()
    Subscriber.objects.filter(email__iexact=address).delete()
    Invitation.objects.filter(Q(accepted_by=person) | Q(email__iexact=address)).delete()
    _close_sessions(person)
    _end_representations(person)
    _end_employments(person)
    asked = DataRequest.objects.filter(Q(person=person) | Q(person=None, email__iexact=address))
    drop_words(asked.filter(status=RequestStatus.CLOSED))
    asked.filter(status=RequestStatus.UNCONFIRMED).delete()
    queue.forget_emails_to(address)
    drop_claims_of(person, email=address)
    record(Verb.PERSON_ERASED, person, by=by)
    person_erased.send(Person, person=person, by=by)
    return person


def _end_representations(person) -> None:
    """They speak for nobody any more; that someone did, and when, stays with the organisation."""
    day = clock.today()
    running = Representative.objects.filter(person=person).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    running.update(ends_on=Greatest("starts_on", Value(day, DateField())))
    Representative.objects.filter(person=person).update(function="")


def _end_employments(person) -> None:
    """A department lists nobody who is no longer there; that someone was, and when, stays with it."""
    day = clock.today()
    running = Agent.objects.filter(person=person).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    running.update(ends_on=Greatest("starts_on", Value(day, DateField())))
    Agent.objects.filter(person=person).update(function="")


def _close_sessions(person) -> None:
    """A session says whose it is inside what it keeps: all are opened. It is rare, and they are few."""
    theirs = [
        session.pk
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
