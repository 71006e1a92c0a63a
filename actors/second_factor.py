"""A second proof beside the e-mailed code: whoever runs the portal has one, before anything else."""

from base64 import urlsafe_b64encode
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import policies
from essportal import menus

PROOFS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Their own account, and what everybody may read signed out: the rest shows more to those who run the portal.
OPEN = (
    *("/compte/", "/invitation/", "/charte.css", "/sante/", "/aide/", "/glossaire/", "/accessibilite/"),
    *("/mentions-legales/", "/donnees-personnelles/", "/plan-du-site/"),
)


def is_mandatory() -> bool:
    """Always in production; the settings let the demonstration and the tests do without."""
    return settings.SECOND_FACTOR_MANDATORY


def has_proof(person) -> bool:
    return Authenticator.objects.filter(user=person, type__in=PROOFS).exists()


def gate(get_response):
    """Leads the team and the administrators to set up their second proof, and opens nothing else until then."""

    def middleware(request):
        if not is_mandatory() or request.path.startswith(OPEN) or not policies.needs_second_factor(request.user):
            return get_response(request)
        if not has_proof(request.user):
            messages.warning(
                request,
                _(
                    "Avant de continuer, protégez votre compte par une seconde preuve : "
                    "votre rôle ouvre les textes de tous."
                ),
            )
            return redirect("mfa_index")
        if not _shown(request):
            # Signed in before the proof existed, on another machine: sign in again, with it.
            messages.warning(request, _("Montrez votre seconde preuve pour continuer."))
            return redirect(f"{_where_to_show(request.user)}?{urlencode({'next': request.path})}")
        return get_response(request)

    return middleware


def _where_to_show(person) -> str:
    by_code = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")


def _shown(request) -> bool:
    """This very session knows of a second proof: used at sign-in, shown since, or set up in it."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Votre rôle exige une seconde preuve : mettez-en une autre en service avant de retirer celle-ci."
        ),
        "incorrect_code": gettext_lazy("Code incorrect : recopiez celui que l’application affiche maintenant."),
        "unverified_email": gettext_lazy("Vérifiez d’abord votre adresse de courriel."),
        "cannot_generate_recovery_codes": gettext_lazy("Mettez d’abord une seconde preuve en service."),
    }

    def encrypt(self, text):
        """What makes the codes is worth as much as they are: a copy of the database gives none of it."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        """Whoever must have one keeps one."""
        if (
            not is_mandatory()
            or authenticator.type not in PROOFS
            or not policies.needs_second_factor(authenticator.user)
        ):
            return True
        return (
            Authenticator.objects.filter(user=authenticator.user, type__in=PROOFS).exclude(pk=authenticator.pk).exists()
        )

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Clé %(number)s") % {"number": count + 1}

    def _get_site_name(self):
        authority = menus.authority()
        return authority.short_name if authority else super()._get_site_name()


def _box() -> Fernet:
    key = salted_hmac("actors.second_factor", "secrets", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
