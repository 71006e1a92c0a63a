"""One function per e-mail of this app."""

from django.core import signing
from django.urls import reverse

from actors.models import DataRequest, RequestStatus
from essportal import emails

SALT = "actors.data-request"
LINK_DAYS = 7


def confirm_data_request(asked: DataRequest) -> None:
    """The link opens a page with one button: reading the mail, or a scanner following it, confirms nothing."""
    token = signing.dumps(asked.pk, salt=SALT)
    context = {"asked": asked, "path": reverse("actors:confirm-request", args=[token])}
    emails.send(f"data-request-confirm-{asked.pk}", asked.email, "actors/emails/confirm_request", context)


def data_request_received(asked: DataRequest) -> None:
    _tell(asked, "received", "actors/emails/request_received")


def data_request_extended(asked: DataRequest) -> None:
    _tell(asked, "extended", "actors/emails/request_extended")


def data_request_answered(asked: DataRequest) -> None:
    _tell(asked, "answered", "actors/emails/request_answered")


def _tell(asked, what, template) -> None:
    if asked.email and asked.status != RequestStatus.UNCONFIRMED:
        emails.send(f"data-request-{what}-{asked.pk}", asked.email, template, {"asked": asked})


def account_forgotten_soon(person, day) -> None:
    """Warned once for each time of silence: someone who came back and left again is warned again."""
    key = f"inactive-{person.pk}-{person.warned_at:%Y%m%d%H%M%S}"
    emails.send(key, person.email, "actors/emails/inactive", {"person": person, "day": day})


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
    _tell_person(person, f"second-factor-reset-{entry_id}", "actors/emails/second_factor_reset")


def password_removed(person, entry_id) -> None:
    _tell_person(person, f"password-removed-{entry_id}", "actors/emails/password_removed")


def _tell_person(person, key, template) -> None:
    if not person.erased_at:
        emails.send(key, person.email, template, {"person": person})
