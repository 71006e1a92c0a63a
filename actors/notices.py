"""The e-mails of an organisation's life: one function each."""

from essportal import emails


def claim_news(claim) -> None:
    """Its receipt, then each answer of the team, with what to do next. One moment, one e-mail."""
    if claim.person.erased_at:
        return
    moment = claim.answered_at or claim.filed_at
    emails.send(
        f"claim-{claim.pk}-{claim.status}-{moment:%Y%m%d%H%M%S%f}",
        claim.person.email,
        "actors/emails/claim",
        {"claim": claim, "organisation": claim.organisation},
    )


def correction_settled(correction) -> None:
    if correction.person.erased_at:
        return
    emails.send(
        f"correction-{correction.pk}-{correction.answered_at:%Y%m%d%H%M%S%f}",
        correction.person.email,
        "actors/emails/correction",
        {"correction": correction, "organisation": correction.organisation},
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


def hand_over_taken(offer) -> None:
    if offer.offered_by.erased_at:
        return
    emails.send(
        f"handover-taken-{offer.pk}",
        offer.offered_by.email,
        "actors/emails/handover_taken",
        {"offer": offer, "organisation": offer.organisation},
    )


def representation_ended(link) -> None:
    if link.person.erased_at:
        return
    emails.send(
        f"representation-ended-{link.pk}-{link.ends_on:%Y%m%d}",
        link.person.email,
        "actors/emails/representation_ended",
        {"link": link, "organisation": link.organisation},
    )
