"""The journal: written by actions only, in the same transaction as the change; read as French sentences."""

from django.db.models import TextChoices

from essportal import clock
from essportal.models import JournalEntry

_labels: dict[str, str] = {}


def register(verbs: type[TextChoices]) -> None:
    """Make the verbs of an app known; each label ends the sentence "Sacha Spécimen …" ("a ouvert la relecture")."""
    _labels.update({verb.value: verb.label for verb in verbs})


def record(verb, subject, *, by, **details) -> JournalEntry:
    """Write one line. `details` are ids and codes, never names nor free text."""
    return JournalEntry.objects.create(
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        by=by if by is not None and by.is_authenticated else None,
        at=clock.now(),
        details=details,
    )


def sentence(entry: JournalEntry) -> str:
    """What the verb says, as the end of a sentence; the person and the date stand beside it in the page."""
    return str(_labels.get(entry.verb, entry.verb))


def timeline(subject):
    """The lines about one subject, newest first, with their person."""
    return JournalEntry.objects.about(subject).select_related("by")
