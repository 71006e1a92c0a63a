"""The e-mails of an organisation's life: one function each. What the team answers comes with the digest."""

from essportal import emails


def claim_received(claim) -> None:
    """Its receipt, with what to do next."""
    if claim.person.erased_at:
        return
    emails.send(
        f"claim-{claim.pk}-{claim.filed_at:%Y%m%d%H%M%S%f}",
        claim.person.email,
        "actors/emails/claim",
        {"claim": claim, "organisation": claim.organisation},
    )


def hand_over_offered(offer) -> None:
    """A personal invitation: it says who offers, and opens nothing without the code sent to this address."""
    if offer.closed_at:
        return
    emails.send(
        f"handover-{offer.pk}",
        offer.email,
        "actors/emails/handover",
        {"offer": offer, "organisation": offer.organisation},
    )
