"""What an administrator may do to someone's account, and what its owner removes from it."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from actors import tasks
from actors.journal import Verb
from actors.models import Person, Post, PostKind
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def close_account(person: Person, *, by: Person) -> Person:
    """They sign in no more, and what they opened is shut at their next page. Nothing of theirs is lost."""
    # Locked before anything is looked at: two administrators cannot shut each other out at once.
    posts = Post.objects.valid_on(clock.today()).filter(kind=PostKind.ADMINISTRATOR)
    held = list(posts.select_for_update(of=("self",)).order_by("pk").values_list("person", flat=True))
    person = _lock(person)
    if not person.is_active:
        raise Refused(_("Ce compte est déjà fermé."))
    if not Person.objects.filter(pk__in=held, is_active=True).exclude(pk=person.pk).exists():
        raise Refused(_("C’est le seul administrateur du portail. Nommez-en d’abord un autre."))
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(Verb.ACCOUNT_CLOSED, person, by=by)
    return person


@transaction.atomic
def reopen_account(person: Person, *, by: Person) -> Person:
    person = _lock(person)
    if person.is_active or person.erased_at:
        raise Refused(_("Ce compte n’est pas fermé."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(Verb.ACCOUNT_REOPENED, person, by=by)
    return person


@transaction.atomic
def reset_second_factor(person: Person, *, by: Person) -> Person:
    """A lost telephone: the next sign-in takes the e-mailed code alone, and the person is told."""
    person = _lock(person)
    proofs = Authenticator.objects.filter(user=person)
    if not proofs.exists():
        raise Refused(_("Ce compte n’a pas de seconde preuve."))
    proofs.delete()
    entry = record(Verb.SECOND_FACTOR_RESET, person, by=by)
    tasks.tell_second_factor_is_gone.defer(person_id=person.pk, entry_id=entry.pk)
    return person


@transaction.atomic
def remove_password(person: Person) -> Person:
    """Back to codes only."""
    person = _lock(person)
    if not person.has_usable_password():
        raise Refused(_("Ce compte n’a pas de mot de passe."))
    person.set_unusable_password()
    person.save(update_fields=["password"])
    entry = record(Verb.PASSWORD_REMOVED, person, by=person)
    tasks.tell_password_is_gone.defer(person_id=person.pk, entry_id=entry.pk)
    return person


def _lock(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)
