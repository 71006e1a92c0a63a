"""Whether others may read one's name: given and taken back by oneself, at once and everywhere."""

from django.db import transaction

from actors.actions import note_consent
from actors.models import Person
from consultations.journal import Verb
from consultations.models import Contribution
from consultations.wordings import NAME
from essportal.journal import record


@transaction.atomic
def change_name_consent(person, *, by, name, name_is_public) -> Person:
    """Taken back, it is taken back from the contributions too; given, it changes nothing that was signed otherwise."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = person.name_is_public != name_is_public
    person.name, person.name_is_public = name, name_is_public
    person.save(update_fields=["name", "name_is_public"])
    if not name_is_public:
        Contribution.objects.filter(author=person, name_is_public=True).update(name_is_public=False)
    if changed:
        note_consent(person, by=by, given=name_is_public, words=NAME)
    record(Verb.NAME_CONSENT_CHANGED, person, by=by, is_public=name_is_public)
    return person
