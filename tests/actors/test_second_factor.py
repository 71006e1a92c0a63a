"""Whoever runs the portal has a second proof, before anything else."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from actors import actions
from actors.models import Post
from essportal import clock
from essportal.database import CHECKOUT
from essportal.models import JournalEntry
from tests.actors.test_signing_in import ENTER, code_sent
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
committed = pytest.mark.django_db(transaction=True)  # allauth notes a proof once it is committed
DESK = "/travail/personnes/"


@pytest.fixture
def mandatory(settings):
    settings.SECOND_FACTOR_MANDATORY = True


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client):
    """What someone does on the page of the application: read the key, type the code. Gives the key back."""
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    return secret


def sign_in(client, person, run_tasks):
    client.post(reverse(ENTER), {"email": person.email})
    run_tasks()
    return client.post(reverse("account_confirm_login_code"), {"code": code_sent()}, follow=True)


@pytest.mark.parametrize("role", ["officer", "administrator"])
@pytest.mark.parametrize("address", [DESK, "/travail/", "/relecture/", "/contributions/", "/mon-espace/", "/"])
def test_without_it_the_team_is_led_to_set_one_up_and_opens_nothing_else(client, mandatory, request, role, address):
    client.force_login(request.getfixturevalue(role), BACKEND)

    assert client.get(address).url == reverse("mfa_index")
    assert client.post(address).url == reverse("mfa_index")


def test_their_account_and_the_information_pages_stay_open(client, mandatory, officer):
    client.force_login(officer, BACKEND)

    for address in ("/compte/", "/compte/2fa/", "/aide/", "/charte.css", reverse("account_logout")):
        assert client.get(address).status_code == 200, address


def test_others_are_not_asked_for_it(client, mandatory, member, elected):
    for person in (member, elected):
        client.force_login(person, BACKEND)
        assert client.get("/mon-espace/").status_code == 200


@committed
def test_once_set_up_the_desk_opens_and_the_next_sign_in_asks_for_it(client, mandatory, officer, run_tasks):
    client.force_login(officer, BACKEND)
    secret = set_up(client)
    assert client.get(DESK).status_code == 200
    client.logout()

    page = sign_in(client, officer, run_tasks)
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302, "the code alone signs nobody in"

    cache.clear()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(DESK).status_code == 200
    assert JournalEntry.objects.filter(verb="second_factor_added", by=officer).exists()
    assert officer.sign_ins.get().with_second_factor


def test_a_session_older_than_the_proof_must_show_it(client, mandatory):
    secret = generate_totp_secret()
    officer = PersonFactory(post="ess_team", second_factor=secret)
    client.force_login(officer, BACKEND)

    response = client.get(DESK)
    assert response.url == reverse("mfa_reauthenticate") + "?next=%2Ftravail%2Fpersonnes%2F"

    client.post(response.url, {"code": code_of(secret)})
    assert client.get(DESK).status_code == 200


@committed
def test_the_last_proof_stays_while_the_role_lasts(client, mandatory, administrator):
    PersonFactory(post="administrator")
    client.force_login(administrator, BACKEND)
    set_up(client)

    page = client.post(reverse("mfa_deactivate_totp"))
    assert "Votre rôle exige une seconde preuve" in page.text
    assert Authenticator.objects.filter(type="totp").exists()

    post = Post.objects.get(person=administrator)
    actions.end_fact(post, by=administrator, ends_on=clock.today() - timedelta(days=1))
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


@committed
def test_a_recovery_code_serves_once(client, mandatory, officer, run_tasks):
    client.force_login(officer, BACKEND)
    set_up(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    client.logout()

    sign_in(client, officer, run_tasks)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(DESK).status_code == 200

    client.logout()
    sign_in(client, officer, run_tasks)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200, "refused"


def test_an_administrator_helps_after_a_lost_telephone_and_the_person_is_told(client, administrator, run_tasks):
    officer = PersonFactory(post="ess_team", second_factor=generate_totp_secret())
    address = reverse("actors:reset-second-factor", args=[officer.pk])
    client.force_login(PersonFactory(post="ess_team"), BACKEND)
    assert client.post(address).status_code == 403

    client.force_login(administrator, BACKEND)
    client.post(address)
    run_tasks()

    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].to == [officer.email]
    assert JournalEntry.objects.get(verb="second_factor_reset").by == administrator


def test_the_key_of_the_application_is_not_readable_in_the_database(db):
    secret = generate_totp_secret()
    PersonFactory(second_factor=secret)

    assert secret not in str(Authenticator.objects.get().data)
    assert Authenticator.objects.get().wrap().validate_code(code_of(secret))


SAYS = "from django.conf import settings; print(settings.SECOND_FACTOR_MANDATORY)"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "True"),
        ({"ESSPORTAL_DEMO": "1"}, "False"),
        ({"ESSPORTAL_DEMO": "1", "ESSPORTAL_SECOND_FACTOR": "1"}, "True"),
        ({"ESSPORTAL_SECOND_FACTOR": "0"}, "ESSPORTAL_SECOND_FACTOR=0 is for the demonstration only"),
    ],
)
def test_it_is_mandatory_wherever_people_really_work(environment, said):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ESSPORTAL_")}
    clean |= {"DJANGO_SETTINGS_MODULE": "essportal.settings", "ESSPORTAL_SECRET_KEY": "0" * 50}
    told = subprocess.run(
        [sys.executable, "-c", SAYS], cwd=CHECKOUT, env=clean | environment, capture_output=True, text=True
    )
    assert said in told.stdout + told.stderr
