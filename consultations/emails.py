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


def objection_answered(objection) -> None:
    """What the team answers to someone for whom the synthesis did not tell what they said."""
    author = objection.author
    if author.erased_at or not objection.answered_at:
        return
    emails.send(
        f"objection-answered-{objection.pk}",
        author.email,
        "consultations/emails/objection_answered",
        {"objection": objection, "point": objection.point},
    )
