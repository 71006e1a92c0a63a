"""The way out to ProConnect and the way back, where everything signed is verified."""

import secrets
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.functional import cached_property
from requests import RequestException

from actors.proconnect import ID, tokens
from essportal.accounts import LEAVE_BY


class ProConnectAdapter(OAuth2Adapter):
    provider_id = ID
    nonce = ""

    @cached_property
    def configuration(self):
        server = self.get_provider().app.settings["server_url"]
        found = self._read_json(f"{server}/.well-known/openid-configuration")
        if found.get("issuer", "").rstrip("/") != server:
            raise OAuth2Error("the provider says it is another one")
        return found

    @property
    def access_token_url(self):
        return self.configuration["token_endpoint"]

    @property
    def authorize_url(self):
        return self.configuration["authorization_endpoint"]

    @cached_property
    def keys(self):
        return self._read_json(self.configuration["jwks_uri"])

    def complete_login(self, request, app, token, response, **kwargs):
        """The identity token answers our request; the user-info is a signed token too, about the same person."""
        who = self._read(response.get("id_token", ""), app, required=["exp", "iat", "nonce"])
        tokens.require_nonce(who, self.nonce)
        answer = self._fetch(self.configuration["userinfo_endpoint"], Authorization=f"Bearer {token.token}")
        said = self._read(answer.text, app, required=[])
        if said["sub"] != who["sub"]:
            raise OAuth2Error("the user-info speaks of someone else")
        self.leave_by = self._leave_by(response["id_token"])
        return self.get_provider().sociallogin_from_response(request, said)

    def _read(self, token, app, required):
        issuer = self.configuration["issuer"]
        return tokens.read(token, keys=self.keys, issuer=issuer, audience=app.client_id, required=required)

    def _read_json(self, url) -> dict:
        try:
            return dict(self._fetch(url).json())
        except (TypeError, ValueError) as error:
            raise OAuth2Error("the provider answers something else") from error

    def _fetch(self, url, **headers):
        try:
            with get_adapter().get_requests_session() as session:
                response = session.get(url, headers=headers, allow_redirects=False)
                response.raise_for_status()
                return response
        except RequestException as error:
            raise OAuth2Error("the provider does not answer") from error

    def _leave_by(self, id_token):
        """Signing out of the portal signs out of ProConnect too, which then leads back here."""
        if not (end := self.configuration.get("end_session_endpoint")):
            return ""
        back = {"post_logout_redirect_uri": f"{settings.SITE_URL}/", "state": secrets.token_urlsafe(32)}
        return f"{end}?{urlencode({'id_token_hint': id_token, **back})}"


class ProConnectCallback(OAuth2CallbackView):
    def _get_state(self, request, provider):
        """The state is taken out of the session as it is read: an answer serves once."""
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response

    def dispatch(self, request, *args, **kwargs):
        try:
            response = super().dispatch(request, *args, **kwargs)
        except (OAuth2Error, KeyError) as error:
            return render_authentication_error(request, self.adapter.get_provider(), exception=error)
        if leave_by := getattr(self.adapter, "leave_by", ""):
            request.session[LEAVE_BY] = leave_by
        return response


def _offered(view):
    @login_not_required
    def guarded(request):
        try:
            return view(request)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    return guarded


oauth2_login = _offered(OAuth2LoginView.adapter_view(ProConnectAdapter))
oauth2_callback = _offered(ProConnectCallback.adapter_view(ProConnectAdapter))
