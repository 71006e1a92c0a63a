"""Mon compte: a password for those who want one, what was noted of me, and not one English sentence."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from actors.forgetting import forget_sign_ins
from essportal import clock
from essportal.models import JournalEntry
from tests.actors.test_second_factor import set_up, sign_in

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "une phrase que je retiens"
ENGLISH = re.compile(
    r"\b(the|your|please|with|sign in|submit|password|account|remove|add|key|code is|email address|third-party"
    r"|incorrect|current|again|enabling|you)\b",
    re.IGNORECASE,
)


@pytest.fixture
def own(client, member):
    client.force_login(member, BACKEND)
    return client


def with_password(client):
    return client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})


def by_password(client, member, password):
    return client.post(reverse("account_login"), {"login": member.email, "password": password})


def test_a_member_chooses_a_password_and_signs_in_with_it(own, member, run_tasks):
    assert with_password(own).url == "/compte/"
    run_tasks()
    assert mail.outbox[-1].subject == "Votre compte a un mot de passe"
    own.logout()

    assert by_password(own, member, PASSWORD).url == "/mon-espace/"
    assert member.sign_ins.get().get_way_display() == "mot de passe"
    assert get_user_model().objects.get(pk=member.pk).password.startswith("argon2$argon2id$")


def test_changing_it_asks_for_the_old_one(own, member):
    with_password(own)
    typed = {"password1": "autre phrase de passe", "password2": "autre phrase de passe"}

    refused = own.post(reverse("account_change_password"), typed | {"oldpassword": "pas celui-là"})
    assert "Ce n’est pas votre mot de passe actuel." in refused.text
    own.post(reverse("account_change_password"), typed | {"oldpassword": PASSWORD})

    own.logout()
    assert by_password(own, member, PASSWORD).status_code == 200
    assert by_password(own, member, "autre phrase de passe").status_code == 302


def test_removing_it_asks_who_it_is_then_leaves_the_code(own, member, run_tasks):
    with_password(own)
    response = own.get(reverse("actors:remove-password"))
    assert response.url.startswith(reverse("account_reauthenticate"))
    own.post(response.url, {"password": PASSWORD})

    assert own.post(reverse("actors:remove-password")).url == "/compte/"
    assert own.get("/compte/").status_code == 200, "this session goes on"
    run_tasks()
    assert mail.outbox[-1].subject == "Votre mot de passe est retiré"
    own.logout()
    assert by_password(own, member, PASSWORD).status_code == 200
    assert sign_in(own, member, run_tasks).redirect_chain[-1][0] == "/mon-espace/"
    assert set(JournalEntry.objects.values_list("verb", flat=True)) >= {"password_changed", "password_removed"}


def test_a_forgotten_password_is_removed_after_a_code(own, member, run_tasks):
    with_password(own)
    own.logout()

    sign_in(own, member, run_tasks)
    assert own.post(reverse("actors:remove-password")).url == "/compte/"
    assert not get_user_model().objects.get(pk=member.pk).has_usable_password()


@pytest.mark.parametrize("password", ["", "!", "None", " "])
def test_without_a_password_none_signs_in(client, member, password):
    assert by_password(client, member, password).status_code == 200
    assert client.get("/mon-espace/").status_code == 302


def test_a_short_or_common_password_is_refused_in_french(own):
    page = own.post(reverse("account_set_password"), {"password1": "azerty", "password2": "azerty"}).text

    assert "trop court" in page
    assert "Password" not in page


def test_a_password_is_not_guessed_by_trying(client, member):
    for _attempt in range(11):
        page = by_password(client, member, "au hasard")

    assert "Trop d’essais pour cette adresse" in page.text


def test_with_a_second_proof_a_password_is_not_enough(own, member):
    with_password(own)
    own.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    set_up(own)
    own.logout()

    assert by_password(own, member, PASSWORD).url == reverse("mfa_authenticate")
    assert own.get("/mon-espace/").status_code == 302


def test_the_account_says_what_is_noted_and_when_one_signed_in(client, member, run_tasks):
    sign_in(client, member, run_tasks)

    page = client.get("/compte/").text

    assert "représente La Remise à Neuf, présidente" in page
    assert "code reçu par courriel" in page


def test_a_sign_in_is_forgotten_after_a_year(client, member, run_tasks):
    sign_in(client, member, run_tasks)

    assert forget_sign_ins() == 0
    with clock.standing_at(clock.now().replace(year=clock.now().year + 1, month=12, day=31)):
        assert forget_sign_ins() == 1


PAGES = [
    "actors:account", "account_email", "account_set_password", "account_change_password", "account_logout",
    "account_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "socialaccount_connections", "actors:remove-password",
]  # fmt: skip
ENTRANCES = [
    "account_login", "account_request_login_code", "account_signup", "account_inactive", "account_reset_password",
    "socialaccount_login_cancelled", "socialaccount_login_error", "account_email_verification_sent",
]  # fmt: skip


def words(page):
    page = re.sub(r"<script.*?</script>|<(style|code).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", page)


@pytest.mark.parametrize("state", ["nothing", "password", "proofs"])
def test_no_page_of_the_account_speaks_english(own, state):
    if state != "nothing":
        with_password(own)
        own.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    if state == "proofs":
        set_up(own)

    for name in PAGES:
        page = own.get(reverse(name), follow=True)
        assert page.status_code in {200, 403, 404}, name
        assert ENGLISH.findall(words(page.text)) == [], name


@pytest.mark.parametrize("name", ENTRANCES)
def test_no_way_in_speaks_english(client, db, name):
    page = client.get(reverse(name), follow=True)
    assert ENGLISH.findall(words(page.text)) == []

    if name == "account_login":
        refused = client.post(reverse(name), {"login": "x@exemple.test", "password": "faux"})
        assert ENGLISH.findall(words(refused.text)) == []
        assert ENGLISH.findall(words(client.post(reverse(name), {}).text)) == []
