"""What the portal knows of me: I read it, I take it away, I have it erased."""

import json

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from tests.factories import ContributionFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LEAVE = "consultations:leave"


@pytest.fixture
def signed_in(client, member):
    client.force_login(member, BACKEND)
    return client


def test_my_data_hold_all_of_mine_and_nothing_of_others(signed_in, member, other_member, organisation):
    ContributionFactory(author=member, published=True, text="Mes mots publiés.")
    ContributionFactory(author=member, draft=True, text="Mes mots gardés.")
    ContributionFactory(author=other_member, published=True, text="Les mots d’un autre.")

    response = signed_in.get(reverse("consultations:my-data"))

    data = json.loads(response.content)
    assert data["adresse"] == member.email
    assert [link["nom"] for link in data["organisations"]] == [organisation.name]
    assert {said["texte"] for said in data["contributions"]} == {"Mes mots publiés.", "Mes mots gardés."}
    assert other_member.email not in response.content.decode()
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_member_erases_their_account_by_typing_their_address(signed_in, member):
    said = ContributionFactory(author=member, published=True)

    response = signed_in.post(reverse(LEAVE), {"email": member.email.upper()})

    assertRedirects(response, "/", fetch_redirect_response=False)
    member.refresh_from_db()
    assert member.erased_at
    assert signed_in.get(reverse("consultations:my-space")).status_code == 302
    assert signed_in.get(said.get_absolute_url()).status_code == 200


def test_a_slip_erases_nothing(signed_in, member):
    response = signed_in.post(reverse(LEAVE), {"email": "autre@exemple.test"})

    assertContains(response, "Ce n’est pas l’adresse de ce compte.")
    member.refresh_from_db()
    assert not member.erased_at


@pytest.mark.parametrize("who", ["elected", "officer", "correspondent"])
def test_who_holds_a_mandate_or_a_post_is_not_erased_alone(client, request, who):
    person = request.getfixturevalue(who)
    client.force_login(person, BACKEND)

    assert client.post(reverse(LEAVE), {"email": person.email}).status_code == 403
    assertContains(client.get(reverse("consultations:my-space")), "délégué à la protection des données")


def test_mon_espace_is_closed_to_visitors(client, db):
    names = ["my-space", "my-name", "my-data", "leave"]

    assert {client.get(reverse(f"consultations:{name}")).status_code for name in names} == {302}


def test_mon_espace_shows_mine_only(client, db):
    mine, other = PersonFactory(), PersonFactory()
    ContributionFactory(author=mine, title="Mon idée")
    ContributionFactory(author=other, title="L’idée d’un autre", published=True)
    client.force_login(mine, BACKEND)

    page = client.get(reverse("consultations:my-space"))

    assertContains(page, "1 contribution déposée")
    assert "L’idée d’un autre" not in page.content.decode()
