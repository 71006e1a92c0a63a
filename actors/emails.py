"""One function per e-mail of this app."""

from essportal import emails


def invitation(invitation) -> None:
    if invitation.is_open:
        facts = [str(fact.summary) for fact in invitation.facts.select_related("organisation", "department")]
        emails.send(
            f"invitation-{invitation.pk}-{invitation.sent_at:%Y%m%d%H%M%S%f}",
            invitation.email,
            "actors/emails/invitation",
            {"invitation": invitation, "facts": facts},
        )


def second_factor_reset(person, entry_id) -> None:
    _tell(person, f"second-factor-reset-{entry_id}", "actors/emails/second_factor_reset")


def password_removed(person, entry_id) -> None:
    _tell(person, f"password-removed-{entry_id}", "actors/emails/password_removed")


def _tell(person, key, template) -> None:
    if not person.erased_at:
        emails.send(key, person.email, template, {"person": person})
