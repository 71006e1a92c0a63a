"""An agreement leaves a proof: the words that were read, and when. Taking it back leaves one too."""

from actors.models import Consent, Person
from essportal import clock


def note_consent(person: Person, *, by: Person | None, given: bool, words: str, about: str = "") -> Consent:
    """Called by the action that the agreement allows, in its transaction, which also writes the journal."""
    return Consent.objects.create(person=person, by=by, given=given, words=str(words), about=about, at=clock.now())
