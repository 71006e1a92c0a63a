"""One function per e-mail of this app."""

from consultations.fingerprints import normalised
from consultations.models import Rules
from essportal import emails


def receipt(contribution) -> None:
    """What was filed, word for word, with what proves it: kept by its author even when the portal is down."""
    author = contribution.author
    if author is None or author.erased_at or contribution.is_erased:
        return
    emails.send(
        f"receipt-{contribution.pk}",
        author.email,
        "consultations/emails/receipt",
        {
            "contribution": contribution,
            "covered": normalised(contribution.public_text),
            "answer_on": Rules.objects.of(contribution.consultation).answer_expected_on(contribution),
        },
    )


def minutes(minutes, person) -> None:
    """Those who were there read it again; their corrections are awaited up to a day."""
    if person.erased_at or not minutes.takes_corrections:
        return
    emails.send(
        f"minutes-{minutes.pk}-{person.pk}",
        person.email,
        "consultations/emails/minutes",
        {"minutes": minutes, "meeting": minutes.meeting, "person": person},
    )
