"""Signing in with ProConnect, against a provider that really signs, and that lies when told to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from actors.actions import erase_person
from actors.models import Person
from essportal.settings import proconnect
from tests.actors.identity_provider import CLIENT, SECRET, UNKNOWN, Provider
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LOGIN = "proconnect_login"


@pytest.fixture
def provider(settings):
    running = Provider()
    known = {"server_url": running.issuer, "verified_email": ["mairie.test"], "email_authentication": True}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "proconnect": {"APP": {"client_id": CLIENT, "secret": SECRET, "settings": known}}
    }
    yield running
    running.stop()


def way_back(client, provider, **asked):
    """Ask, and let the provider answer; gives the address that the browser comes back to."""
    response = client.post(reverse(LOGIN), asked)
    return provider.authorize(response.url)


def sign_in(client, provider, **asked):
    return client.get(way_back(client, provider, **asked))


def is_in(client):
    return client.get("/mon-espace/").status_code == 200


def test_without_a_provider_nothing_is_offered(client, db):
    assert client.get(reverse(LOGIN)).status_code == 404
    assert client.get(reverse("proconnect_callback"), {"code": "x", "state": "y"}).status_code == 404
    assert "ProConnect" not in client.get(reverse("account_login")).text


def test_an_agent_signs_in_and_is_called_by_the_usual_name(client, provider):
    assert "S’identifier avec ProConnect" in client.get(reverse("account_login")).text

    assert sign_in(client, provider, next="/contribuer/").url == "/contribuer/"

    sam = Person.objects.get(email="sam@mairie.test")
    assert (sam.name, sam.has_usable_password()) == ("Sam Bobine", False)
    assert EmailAddress.objects.get(user=sam).verified
    assert sam.sign_ins.get().get_way_display() == "ProConnect"
    assert provider.asked["acr_values"] == "eidas1"
    assert set(provider.asked["scope"].split()) >= {"openid", "email", "usual_name", "siret"}


def test_what_is_asked_does_not_depend_on_the_link_followed(client, provider):
    response = client.post(reverse(LOGIN) + "?auth_params=nonce%3Dmine%26acr_values%3Dnone&scope=everything")
    asked = parse_qs(urlsplit(response.url).query)

    assert asked["acr_values"] == ["eidas1"]
    assert asked["nonce"] != ["mine"]
    assert "everything" not in asked["scope"][0]


@pytest.mark.parametrize(
    "lie",
    [
        {"key": UNKNOWN},
        {"kid": "another"},
        {"alg": "none"},
        {"alg": "HS256"},
        {"id_token": {"nonce": "another request"}},
        {"id_token": {"nonce": None}},
        {"id_token": {"aud": "another portal"}},
        {"id_token": {"iss": "https://another.example"}},
        {"id_token": {"exp": 1}},
        {"userinfo": {"sub": "someone else"}},
        {"userinfo": {"aud": "another portal"}},
        {"userinfo": {"exp": 1}},
        {"plain_userinfo": True},
    ],
    ids=lambda lie: " ".join([*lie, *(name for value in lie.values() if isinstance(value, dict) for name in value)]),
)
def test_a_lie_signs_nobody_in(client, provider, lie):
    for name, value in lie.items():
        setattr(provider, name, value)

    response = sign_in(client, provider)

    assert response.status_code == 401
    assert "ProConnect n’a pas pu vous identifier" in response.text
    assert not is_in(client)
    assert not Person.objects.exists()


@pytest.mark.parametrize("moment", ["on the way out", "on the way back"])
def test_a_provider_that_is_down_is_said_so(client, provider, moment):
    back = way_back(client, provider)
    provider.stop()

    response = client.post(reverse(LOGIN)) if moment == "on the way out" else client.get(back)

    assert response.status_code == 401
    assert "connectez-vous avec un code" in response.text


def test_a_provider_that_says_it_is_another_one_is_not_followed(client, provider):
    provider.issuer = "https://another.example"

    assert client.post(reverse(LOGIN)).status_code == 401


def test_an_answer_serves_once(client, provider):
    back = way_back(client, provider)
    client.get(back)
    client.post(reverse("account_logout"))

    assert client.get(back).status_code == 401
    assert not is_in(client)


def test_an_old_signed_token_does_not_answer_a_new_request(client, provider):
    sign_in(client, provider)
    client.post(reverse("account_logout"))
    provider.reused_id_token = provider.last_id_token

    assert sign_in(client, provider).status_code == 401


def test_an_answer_brought_by_another_browser_is_refused(client, provider, client_factory):
    back = way_back(client, provider)
    other = client_factory()

    assert other.get(back).status_code == 401
    assert other.get(reverse("proconnect_callback"), {"code": "code-0"}).status_code == 401
    assert not is_in(other)


@pytest.fixture
def client_factory(client):
    return type(client)


def test_an_address_of_the_authority_joins_the_account_that_has_it(client, provider):
    sam = PersonFactory(email="sam@mairie.test", name="Samuel Bobine", post="secretariat")

    assert sign_in(client, provider).status_code == 302

    assert Person.objects.get() == sam
    assert SocialAccount.objects.get().user == sam
    sam.refresh_from_db()
    assert sam.name == "Samuel Bobine", "what is known here is not overwritten"


def test_an_address_from_elsewhere_proves_nothing(client, provider):
    PersonFactory(email="sam@ailleurs.test", post="administrator")
    for email in ("sam@ailleurs.test", "inconnu@ailleurs.test"):
        provider.said["email"] = email

        response = client.get(way_back(client, provider), follow=True)

        assert "ProConnect ne suffit pas à prouver cette adresse" in response.text
        assert not is_in(client)
    assert Person.objects.count() == 1


def test_linked_once_from_the_account_it_signs_in_whatever_the_address(client, provider):
    sam = PersonFactory(email="sam@ailleurs.test")
    provider.said["email"] = "sam@ailleurs.test"
    client.force_login(sam, BACKEND)
    response = client.post(reverse(LOGIN) + "?process=connect")
    assert client.get(provider.authorize(response.url)).url == "/compte/"
    assert "Lié à l’identité sam@ailleurs.test" in client.get("/compte/").text
    client.logout()

    provider.said["email"] = "sam.autre@ailleurs.test"
    sign_in(client, provider)

    assert client.get("/mon-espace/").context["user"] == sam


def test_an_identity_already_linked_is_not_taken_over(client, provider, member):
    sign_in(client, provider)
    client.post(reverse("account_logout"))
    client.force_login(member, BACKEND)

    response = client.post(reverse(LOGIN) + "?process=connect")
    page = client.get(provider.authorize(response.url), follow=True)

    assert "déjà liée à un autre compte" in page.text
    assert not SocialAccount.objects.filter(user=member).exists()


def test_it_replaces_no_second_proof(client, provider):
    PersonFactory(email="sam@mairie.test", post="administrator", second_factor=generate_totp_secret())

    assert sign_in(client, provider).url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_a_closed_account_stays_closed(client, provider):
    PersonFactory(email="sam@mairie.test", is_active=False)

    response = client.get(way_back(client, provider), follow=True)

    assert "Ce compte est fermé" in response.text
    assert not is_in(client)


def test_signing_out_here_signs_out_there(client, provider):
    sign_in(client, provider)

    away = urlsplit(client.post(reverse("account_logout")).url)

    asked = parse_qs(away.query)
    assert f"{away.scheme}://{away.netloc}{away.path}" == f"{provider.issuer}/end"
    assert asked["id_token_hint"] == [provider.last_id_token]
    assert asked["post_logout_redirect_uri"] == ["http://localhost:8000/"]
    assert not is_in(client)


def test_the_link_is_undone_from_the_account(client, provider):
    sign_in(client, provider)
    account = SocialAccount.objects.get()

    assert "sam@mairie.test" in client.get(reverse("socialaccount_connections")).text
    assert client.post(reverse("socialaccount_connections"), {"account": account.pk}).status_code == 302
    assert not SocialAccount.objects.exists()


def test_erasing_the_person_forgets_the_identity(client, provider):
    sign_in(client, provider)
    sam = Person.objects.get()

    erase_person(sam, by=sam)

    assert not SocialAccount.objects.exists()


GIVEN = {
    "ESSPORTAL_PROCONNECT_URL": "https://id.exemple/api/v2/",
    "ESSPORTAL_PROCONNECT_CLIENT": "c",
    "ESSPORTAL_PROCONNECT_SECRET": "s",
    "ESSPORTAL_PROCONNECT_DOMAINS": "Mairie.test, ville.test",
}


def test_the_environment_names_the_provider_whole_or_not_at_all():
    assert proconnect({}) == {}

    app = proconnect(GIVEN)["proconnect"]["APP"]
    assert app["settings"]["server_url"] == "https://id.exemple/api/v2"
    assert app["settings"]["verified_email"] == ["mairie.test", "ville.test"]

    for wrong in ({"ESSPORTAL_PROCONNECT_SECRET": ""}, {"ESSPORTAL_PROCONNECT_URL": "http://id.exemple"}):
        with pytest.raises(ImproperlyConfigured):
            proconnect(GIVEN | wrong)
