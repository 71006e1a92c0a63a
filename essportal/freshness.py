"""A page that gives away everything about someone asks again that it is them: a sign-in of five minutes at most.

Who has a second factor shows it; for the others a code leaves to their address, as when they sign in.
"""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from essportal.emails import one_line
from essportal.tasks import deliver_email

FRESH_SECONDS = 300
CODE_SECONDS = 600
MOST_TRIES = 5
_PROVED, _CODE = "proved_at", "proof_code"


def fresh_sign_in(view):
    """The view only for who showed less than five minutes ago, in this session, that it is them."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_fresh(request):
            return view(request, *args, **kwargs)
        name = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "prove"
        return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")

    return guarded


def is_fresh(request) -> bool:
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return any(0 <= time.time() - at < FRESH_SECONDS for at in [*moments, request.session.get(_PROVED, 0)])


def send_code(request) -> None:
    code = get_random_string(6, "0123456789")
    request.session[_CODE] = {"digest": _digest(code), "at": time.time(), "tries": 0}
    context = {"code": code}
    deliver_email.defer(
        subject=one_line(render_to_string("essportal/emails/proof_subject.txt", context)),
        body=render_to_string("essportal/emails/proof_message.txt", context),
        to=request.user.email,
    )


def has_code(request) -> bool:
    """A code that was sent, that is not too old and that was not tried too often."""
    kept = request.session.get(_CODE)
    return bool(kept) and time.time() - kept["at"] < CODE_SECONDS and kept["tries"] < MOST_TRIES


def accept_code(request, typed: str) -> bool:
    """Whether it is the code; each try counts, and a code serves once."""
    if not has_code(request):
        return False
    kept = request.session[_CODE]
    if not constant_time_compare(_digest(typed), kept["digest"]):
        request.session[_CODE] = kept | {"tries": kept["tries"] + 1}
        return False
    del request.session[_CODE]
    request.session[_PROVED] = time.time()
    return True


def _digest(code: str) -> str:
    return salted_hmac("essportal.freshness", code, algorithm="sha256").hexdigest()
