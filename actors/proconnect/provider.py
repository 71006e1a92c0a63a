"""What is asked of ProConnect, and what is taken from its answer."""

import secrets

from allauth.account.models import EmailAddress
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from actors.proconnect import ID
from actors.proconnect.views import ProConnectAdapter

SCOPES = ["openid", "given_name", "usual_name", "email", "uid", "siret"]


class ProConnectAccount(ProviderAccount):
    def to_str(self):
        return self.account.extra_data.get("email", "ProConnect")


class ProConnectProvider(OAuth2Provider):
    id = ID
    name = "ProConnect"
    account_class = ProConnectAccount
    oauth2_adapter_class = ProConnectAdapter
    pkce_enabled_default = True

    def get_default_scope(self):
        return SCOPES

    def get_scope_from_request(self, request):
        return self.get_scope()

    def get_auth_params_from_request(self, request, action):
        """What is asked never depends on the address that the visitor followed."""
        return {"acr_values": "eidas1"}

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        """The nonce goes with the request and stays in the session: the signed answer must carry it back."""
        nonce = secrets.token_urlsafe(32)
        kwargs["auth_params"] = {**kwargs.get("auth_params", {}), "nonce": nonce}
        try:
            return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)
        except (OAuth2Error, KeyError) as error:  # it does not answer, or not as it should
            return render_authentication_error(request, self, exception=error)

    def extract_uid(self, data):
        return data["sub"]

    def extract_extra_data(self, data):
        """Enough to show which identity is linked; the rest of it is not kept."""
        return {name: data[name] for name in ("email", "siret") if name in data}

    def extract_common_fields(self, data):
        """`usual_name` is the name in use; the portal has one field for the whole name."""
        names = [str(data.get(name, "")).strip() for name in ("given_name", "usual_name")]
        return {"email": str(data.get("email", "")).lower(), "name": " ".join(filter(None, names))[:120]}

    def extract_email_addresses(self, data):
        """Proved or not is the adapter's to say, by the domain."""
        email = str(data.get("email", "")).lower()
        return [EmailAddress(email=email, verified=False, primary=True)] if email else []


provider_classes = [ProConnectProvider]
