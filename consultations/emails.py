"""One function per e-mail of this app."""

from consultations.fingerprints import normalised
from consultations.models import ContributionStatus
from essportal import emails


def set_aside(contribution) -> None:
    """Its author reads the reason; nobody does when it was typed for someone, or when the team changed its mind."""
    author = contribution.author
    if author is None or author.erased_at or contribution.status != ContributionStatus.SET_ASIDE:
        return
    emails.send(
        f"set-aside-{contribution.pk}-{contribution.moderated_at:%Y%m%d%H%M%S%f}",
        author.email,
        "consultations/emails/set_aside",
        {"contribution": contribution},
    )


def receipt(contribution) -> None:
    """What was filed, word for word, with what proves it: kept by its author even when the portal is down."""
    author = contribution.author
    if author is None or author.erased_at or contribution.is_erased:
        return
    emails.send(
        f"receipt-{contribution.pk}",
        author.email,
        "consultations/emails/receipt",
        {"contribution": contribution, "covered": normalised(contribution.text)},
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
