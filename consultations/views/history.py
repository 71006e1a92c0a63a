"""What happened to a thing, as sentences, for the foot of its work page."""

from essportal import journal


def history(subject, rows=20):
    return [(entry, journal.sentence(entry)) for entry in journal.timeline(subject)[:rows]]
