"""What allauth announces of accounts, kept as the portal keeps things: a line of the journal, a row of the sign-ins."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import password_changed, password_set
from allauth.account.signals import user_logged_in as signed_in
from allauth.mfa.signals import authenticator_added, authenticator_removed

from actors.journal import Verb
from actors.models import SignIn, SignInWay
from actors.second_factor import PROOFS
from essportal.journal import record


def connect() -> None:
    for signal, receiver in [
        (signed_in, note_sign_in),
        (authenticator_added, note_proof_added),
        (authenticator_removed, note_proof_removed),
        (password_set, note_password),
        (password_changed, note_password),
    ]:
        signal.connect(receiver, dispatch_uid=receiver.__name__)


def note_sign_in(sender, request, user, **kwargs):
    records = get_authentication_records(request, user)
    SignIn.objects.create(person=user, way=_way(records), with_second_factor=any(r["method"] == "mfa" for r in records))


def _way(records) -> SignInWay:
    """The first proof given; a passkey alone is also a second one."""
    first = records[0] if records else {"method": "code"}
    return {
        "password": SignInWay.PASSWORD,
        "mfa": SignInWay.PASSKEY,
        "socialaccount": SignInWay.PROCONNECT,
    }.get(first["method"], SignInWay.CODE)


def note_proof_added(sender, request, user, authenticator, **kwargs):
    record(Verb.SECOND_FACTOR_ADDED, user, by=user, type=authenticator.type)
    if authenticator.type in PROOFS:  # it was used to be set up: this session has shown it
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)


def note_proof_removed(sender, request, user, authenticator, **kwargs):
    record(Verb.SECOND_FACTOR_REMOVED, user, by=user, type=authenticator.type)


def note_password(sender, request, user, **kwargs):
    record(Verb.PASSWORD_CHANGED, user, by=user)
