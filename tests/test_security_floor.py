"""The floor under every page: what the edge refuses, what the headers say, what no reader is told."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


def test_pages_allow_nothing_from_elsewhere(client):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy


def test_pages_of_someone_signed_in_are_kept_nowhere(client, member):
    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/contributions/?q=%00",
        "/contributions/%00/",
        "/contributions/?commune=%F0%9F%99%82",
        "/contributions/?q=%ED%A0%80",
        "/contributions/?question=99999999999999999999",
        "/contributions/?tri='%3BSELECT+pg_sleep(5)--",
        "/annuaire/?q=(%5B",
        "/plan/versions/99999999999999999999/",
        "/plan/versions/1...99999999999999999999/",
        "/plan/P-%E2%80%AE0001/",
        "/rencontres/%C3%28/",
    ],
)
def test_an_odd_address_is_refused_or_not_found_and_never_breaks(client, address):
    ContributionFactory(published=True)

    assert client.get(address).status_code in {200, 400, 404}


@pytest.mark.parametrize("page", ["100000000000000000000", "-1", "0", "2", "abc", "1e400", "9" * 5000])
@pytest.mark.parametrize("place", ["/rencontres/"])
def test_a_page_that_does_not_exist_is_not_found(client, place, page):
    assert client.get(place, {"page": page}).status_code == 404


def test_an_address_too_long_is_refused(client):
    assert client.get("/contributions/?q=" + "a" * 9000).status_code == 400


@pytest.mark.parametrize("code", [403, 404])
def test_refusals_speak_french(client, member, code):
    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")
    address = {403: reverse("plans:drafting"), 404: "/contributions/C-1900-0001/"}[code]

    page = client.get(address)

    assert page.status_code == code
    assert 'lang="fr"' in page.text


def test_a_form_without_its_token_changes_nothing(member):

    client = Client(enforce_csrf_checks=True)
    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")

    page = client.post(reverse("consultations:my-name"), {"name": "Autre"})

    assert page.status_code == 403
    member.refresh_from_db()
    assert member.name == "Dominique Factice"


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_outside(client, address, member, run_tasks, mailoutbox):
    page = client.get(reverse("account_request_login_code"), {"next": address})

    assert "evil.example" not in page.headers.get("Location", "")
    assert f'action="{address}"' not in page.text


def test_a_town_hall_behind_one_address_asks_for_120_codes(db, run_tasks, mailoutbox):
    for number in range(120):
        answer = Client().post(reverse("account_request_login_code"), {"email": f"agent{number}@mairie.test"})
        assert answer.status_code == 302, number
    run_tasks()

    assert len(mailoutbox) == 120


def test_one_targeted_address_does_not_receive_a_flood(member, run_tasks, mailoutbox):
    for __ in range(25):
        page = Client().post(reverse("account_request_login_code"), {"email": member.email})
    run_tasks()

    assert len(mailoutbox) == 20
    assert "réessayez dans une demi-heure" in page.text
