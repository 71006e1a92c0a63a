"""A form sent after the session ended: nothing is saved, nothing that was typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from essportal import typed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HERE = "http://testserver"


@pytest.fixture
def saving(db):
    """The address of a form that needs a signed-in person."""
    return reverse("consultations:my-name")


def test_someone_whose_session_ended_finds_their_text_and_the_way_back(client, saving):
    sent = {"name": "Camille <b>Exemple</b>", "csrfmiddlewaretoken": "Secret Jeton", "password": "Mot De Passe"}

    page = client.post(saving, sent, headers={"Referer": f"{HERE}{saving}?depuis=1"})

    assert page.status_code == 403
    assert "Votre session a pris fin" in page.text
    assert "Camille &lt;b&gt;Exemple&lt;/b&gt;</textarea>" in page.text
    assert "Secret Jeton" not in page.text
    assert "Mot De Passe" not in page.text
    assert "?next=%2Fmon-espace%2Fnom%2F%3Fdepuis%3D1" in page.text


def test_a_deed_without_a_word_leads_back_to_the_page_of_its_button(client, db):
    publish, desk = reverse("consultations:publish-contributions"), reverse("consultations:work-contributions")

    page = client.post(publish, {"only": "12"}, headers={"Referer": f"{HERE}{desk}"})

    assert f"?next={desk.replace('/', '%2F')}" in page.text
    assert publish not in page.text
    assert "<textarea" not in page.text


@pytest.mark.parametrize(
    "elsewhere",
    ["", "https://evil.example/travail/", "http://testserver.evil.example/", "http://testserver//evil.example", "x"],
)
def test_a_form_from_elsewhere_leads_back_to_one_s_own_home(client, saving, elsewhere):
    page = client.post(saving, {}, headers={"Referer": elsewhere})

    assert '?next=%2Fmon-espace%2F"' in page.text
    assert "evil" not in page.text


def test_what_the_portal_wrote_itself_and_what_is_too_long_stay_out(rf):
    key = "3f2b8c1e-5d3a-4c6f-9d2e-0a1b2c3d4e5f"
    sent = {"key": key, "base": "12", "kind": "measure", "clauses": "P-0001", "a": "Vélos", "b": "Vélos", "c": "?"}

    assert typed.texts(rf.post("/", sent)) == (["Vélos"], False)
    assert typed.texts(rf.post("/", {"a": "Un mot", "b": "B" * (typed.MOST_CHARACTERS + 1)})) == (["Un mot"], True)


def test_a_reader_who_is_signed_out_is_asked_to_sign_in(client, saving):
    assert client.get(saving).url == f"{reverse('account_request_login_code')}?next={saving}"


@pytest.mark.parametrize(("origin", "shown"), [(HERE, True), ("https://evil.example", False), (None, False)])
def test_a_page_too_old_gives_the_text_back_to_its_own_form_only(member, saving, origin, shown):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member, BACKEND)

    page = client.post(saving, {"name": "Camille Exemple"}, headers={"Origin": origin} if origin else {})

    assert page.status_code == 403
    assert ("Camille Exemple" in page.text) is shown


def test_an_address_that_only_receives_a_form_says_so_in_french(client, officer):
    client.force_login(officer, BACKEND)

    page = client.get(reverse("consultations:publish-contributions"))

    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "elle ne s’ouvre pas seule" in page.text
    assert "Aller à mon travail" in page.text
