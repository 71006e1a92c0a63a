"""Who someone is in the portal: an account; what they may do follows from dated facts (facts.py)."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from actors.actions.consent import note_consent
from actors.journal import Verb
from actors.models import Person
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def welcome(*, by: Person | None, email: str, name: str, name_is_public: bool = False) -> Person:
    """Open an account for someone the team knows: the code they will receive proves the address each time."""
    if Person.objects.filter(email__iexact=email.strip()).exists():
        raise Refused(_("Une personne a déjà un compte à cette adresse."))
    person = Person.objects.create_user(email, name=name, name_is_public=name_is_public)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if name_is_public:
        words = _("Accord pour l’affichage du nom, recueilli par l’équipe à l’ouverture du compte.")
        note_consent(person, by=by, given=True, words=words)
    record(Verb.PERSON_WELCOMED, person, by=by)
    return person
