"""Which account an identity of ProConnect opens.

An employer's own service answers for its agents, and its keeper may write there any address. So an address said by
ProConnect is proved only when it belongs to the authority's own domains, whose service is the authority's: it then
joins the account of that address, or opens one. Any other address proves nothing: its owner signs in with a code
first, and links ProConnect from their account; from then on the identity (`sub`), never the address, opens it.
Joining gives nobody's second proof away: allauth still asks for it.
"""

import secrets

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CONNECT = "connect"


class JoiningAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": gettext_lazy("Cette identité ProConnect est déjà liée à un autre compte."),
        "invalid_token": gettext_lazy("La réponse de ProConnect n’est pas valable."),
    }

    def pre_social_login(self, request, sociallogin):
        if sociallogin.is_existing or sociallogin.state.get("process") == CONNECT:
            return
        if any(address.verified for address in sociallogin.email_addresses):
            return
        messages.warning(
            request,
            _(
                "ProConnect ne suffit pas à prouver cette adresse. "
                "Connectez-vous avec un code, puis liez ProConnect dans « Mon compte »."
            ),
        )
        raise ImmediateHttpResponse(redirect("account_request_login_code"))

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        user.name = data.get("name", "")
        return user

    def validate_disconnect(self, account, accounts):
        """The e-mailed code always remains: nobody is shut out."""

    def get_connect_redirect_url(self, request, socialaccount):
        return redirect("actors:account").url

    def generate_state_param(self, state):
        """As long as ProConnect asks."""
        return secrets.token_urlsafe(32)
