"""Mon compte: how one signs in, and what protects it."""

import time

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors import actions, policies
from actors.models import Invitation, SignIn, facts_of
from actors.proconnect import is_offered
from actors.second_factor import is_mandatory

FRESH = 10 * 60  # seconds


@require_safe
def account(request):
    person = request.user
    proofs = Authenticator.objects.filter(user=person).order_by("created_at")
    kinds = {proof.type for proof in proofs}
    context = {
        "totp": Authenticator.Type.TOTP in kinds,
        "keys": [proof for proof in proofs if proof.type == Authenticator.Type.WEBAUTHN],
        "has_recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "is_protected": kinds & {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN},
        "must_protect": policies.needs_second_factor(person),
        "is_relaxed": policies.needs_second_factor(person) and not is_mandatory(),
        "offers_proconnect": is_offered(),
        "linked": SocialAccount.objects.filter(user=person).first(),
        "facts": facts_of([person])[person.pk],
        "invitations": Invitation.objects.for_person(person),
        "sign_ins": SignIn.objects.filter(person=person)[:10],
    }
    return render(request, "actors/account/account.html", context)


def _just_proved(request) -> bool:
    """Signed in a few minutes ago otherwise than by the password, which may well be forgotten."""
    since = time.time() - FRESH
    records = get_authentication_records(request, request.user)
    return any(record["method"] != "password" and record["at"] > since for record in records)


@reauthentication_required(enabled=lambda request: not _just_proved(request))
def remove_password(request):
    if not request.user.has_usable_password():
        return redirect("actors:account")
    if request.method == "POST":
        person = actions.remove_password(request.user)
        update_session_auth_hash(request, person)
        messages.success(request, _("Votre mot de passe est retiré : vous vous connectez avec un code."))
        return redirect("actors:account")
    return render(request, "actors/account/remove_password.html")
