"""Invited by e-mail: one address, one use, fourteen days; the promise is kept by whoever may still give it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection, connections
from django.urls import reverse

from actors import actions
from actors.forgetting import forget_invitations
from actors.models import FactKind, Invitation, Person, Post, PostKind
from essportal import clock
from essportal.errors import Refused
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EMAIL = "claire@exemple.test"


def later(**time):
    return clock.standing_at(clock.now() + timedelta(**time))


def promise(by, sort=FactKind.MANDATE, email=EMAIL, **said):
    said = said or {"title": "conseillère"}
    return actions.invite(by=by, email=email, name="Claire Attente", sort=sort, starts_on=clock.today(), **said)


@pytest.fixture
def invitation(officer, authority):
    return promise(officer)


@pytest.fixture
def claire():
    return PersonFactory(email=EMAIL, name="")


def test_someone_invited_without_an_account_reads_accepts_and_holds_the_mandate(client, officer, authority, run_tasks):
    client.force_login(officer, BACKEND)
    client.post(
        reverse("actors:invite", args=[FactKind.MANDATE]),
        {"email": "Claire@Exemple.test", "name": "Claire Attente", "title": "conseillère", "starts_on": clock.today()},
    )
    client.logout()
    run_tasks()
    address = re.search(r"/invitation/\S+", mail.outbox[0].body)[0]
    assert mail.outbox[0].to == [EMAIL]
    assert "élu : conseillère" in mail.outbox[0].body

    assert EMAIL not in client.get(address).text, "the link alone shows nothing of the person"
    client.post(reverse("account_request_login_code"), {"email": EMAIL, "next": address})
    run_tasks()
    code = re.search(r"^\s+(\d{6})$", mail.outbox[-1].body, re.M)[1]
    assert client.post(reverse("account_confirm_login_code"), {"code": code, "next": address}).url == address
    assert "Accepter l’invitation" in client.get(address).text
    client.post(address)

    claire = Person.objects.get(email=EMAIL)
    assert (claire.name, claire.is_elected) == ("Claire Attente", True)
    assert Invitation.objects.get().accepted_by == claire


def test_another_address_cannot_use_it(client, invitation, member):
    client.force_login(member, BACKEND)

    assert client.get(invitation.address).status_code == 403
    page = client.post(invitation.address)

    assert (page.status_code, EMAIL in page.text) == (403, False)
    assert not Person.objects.get(pk=member.pk).is_elected
    with pytest.raises(Refused, match="autre adresse"):
        actions.accept_invitation(invitation, by=member)


def test_an_address_not_proved_cannot_use_it(client, invitation, claire):
    EmailAddress.objects.filter(user=claire).update(verified=False)
    client.force_login(claire, BACKEND)

    assert client.post(invitation.address).status_code == 403


def test_opening_it_changes_nothing(client, invitation, claire):
    client.force_login(claire, BACKEND)
    for _mail_scanner in range(5):
        client.get(invitation.address)
        client.head(invitation.address)

    assert not claire.electedmember_set.exists()


def test_it_serves_once(invitation, claire):
    actions.accept_invitation(invitation, by=claire)

    with pytest.raises(Refused, match="ne vaut qu’une fois"):
        actions.accept_invitation(invitation, by=claire)
    assert claire.electedmember_set.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_ten_times_at_once_it_serves_once(invitation, claire):
    def accept(_time):
        try:
            return bool(actions.accept_invitation(invitation, by=claire))
        except Refused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as crowd:
        assert sum(crowd.map(accept, range(10))) == 1
    assert claire.electedmember_set.count() == 1
    connection.close()


def test_it_expires_and_no_other_way_in_revives_it(client, invitation, claire):
    client.force_login(claire, BACKEND)

    with later(days=14):
        assert "Cette invitation a expiré" in client.get(invitation.address).text
        assert client.post(invitation.address).status_code == 409
        client.logout()
        assert client.post(reverse("account_reset_password"), {"email": EMAIL}).url == "/compte/login/code/"
    assert not claire.electedmember_set.exists()


def test_a_revoked_one_opens_nothing(client, officer, invitation, claire):
    client.force_login(officer, BACKEND)
    client.post(reverse("actors:revoke-invitation", args=[invitation.pk]))

    client.force_login(claire, BACKEND)
    assert "Cette invitation est annulée" in client.get(invitation.address).text
    assert client.post(invitation.address).status_code == 409


def test_sent_again_its_first_address_is_dead(client, officer, invitation, claire, run_tasks):
    first = invitation.address
    client.force_login(officer, BACKEND)
    assert client.post(reverse("actors:resend-invitation", args=[invitation.pk])).status_code == 409, "too soon"

    assert "Renvoyer</button>" not in client.get(invitation.get_absolute_url()).text
    with later(hours=1):
        assert "Renvoyer</button>" in client.get(invitation.get_absolute_url()).text
        client.post(reverse("actors:resend-invitation", args=[invitation.pk]))
    run_tasks()

    assert len(mail.outbox) == 1, "the e-mail of an address that is dead does not leave"
    invitation.refresh_from_db()
    client.force_login(claire, BACKEND)
    assert client.get(first).status_code == 404
    assert client.get(invitation.address).status_code == 200


def test_an_address_made_up_opens_nothing(client, invitation):
    for forged in ("x", f"{invitation.drawn}.x", invitation.drawn, invitation.address.split("/")[2][:-1]):
        assert client.get(reverse("actors:invited", args=[forged])).status_code == 404


def test_a_post_is_promised_and_sent_again_by_an_administrator_only(client, officer, administrator):
    client.force_login(officer, BACKEND)
    typed = {"email": EMAIL, "kind": PostKind.ADMINISTRATOR, "starts_on": clock.today()}
    assert client.post(reverse("actors:invite", args=[FactKind.POST]), typed).status_code == 403

    invitation = promise(administrator, FactKind.POST, kind=PostKind.ADMINISTRATOR)
    assert client.post(reverse("actors:resend-invitation", args=[invitation.pk])).status_code == 403
    assert client.post(reverse("actors:promise", args=[invitation.pk, FactKind.POST]), typed).status_code == 403


def test_a_promise_dies_with_the_right_to_make_it(administrator, claire):
    invitation = promise(administrator, FactKind.POST, kind=PostKind.ESS_TEAM)
    PersonFactory(post="administrator")
    actions.end_fact(
        Post.objects.get(person=administrator), by=administrator, ends_on=clock.today() - timedelta(days=1)
    )

    with pytest.raises(Refused, match="ne peut plus"):
        actions.accept_invitation(invitation, by=claire)
    assert not Person.objects.get(pk=claire.pk).is_ess_team


def test_a_closed_account_promises_nothing(invitation, officer, administrator, claire):
    actions.close_account(officer, by=administrator)

    with pytest.raises(Refused, match="ne peut plus"):
        actions.accept_invitation(invitation, by=claire)


def test_it_may_give_several_things(officer, administrator, invitation, claire, organisation):
    actions.promise_fact(
        invitation, FactKind.REPRESENTATIVE, by=officer, organisation=organisation, starts_on=clock.today()
    )

    actions.accept_invitation(invitation, by=claire)

    found = Person.objects.get(pk=claire.pk)
    assert found.is_elected
    assert found.organisation_ids == [organisation.pk]


def test_one_waits_by_address_and_a_stranger_is_not_flooded(officer, invitation):
    with pytest.raises(Refused, match="attend déjà"):
        promise(officer, email=EMAIL.upper())

    for _again in range(3):
        actions.revoke_invitation(Invitation.objects.waiting().get(), by=officer)
        promise(officer)
    actions.revoke_invitation(Invitation.objects.waiting().get(), by=officer)
    with pytest.raises(Refused, match="Attendez un peu"):
        promise(officer)


def test_the_invited_one_finds_it_in_their_space_too(client, invitation, claire):
    client.force_login(claire, BACKEND)

    assert invitation.address in client.get("/mon-espace/").text


def test_what_was_never_accepted_is_forgotten(invitation):
    with later(days=20):
        assert forget_invitations() == 0
    with later(days=29):
        assert forget_invitations() == 1


def test_tokens_differ_widely():
    drawn = {Invitation(email="x@y.test").address.split("/")[2] for _draw in range(100)}

    assert len(drawn) == 100
    assert min(len(token) for token in drawn) >= 60


def test_pressing_the_button_twice_says_that_it_is_done(client, invitation, claire):
    client.force_login(claire, BACKEND)
    client.post(invitation.address)

    response = client.post(invitation.address)

    assert response.status_code == 200
    assert "Invitation déjà acceptée" in response.text


def test_what_was_noted_meanwhile_does_not_stop_the_rest(officer, claire, organisation, invitation):
    actions.promise_fact(
        invitation, FactKind.REPRESENTATIVE, by=officer, organisation=organisation, starts_on=clock.today()
    )
    actions.name_representative(claire, organisation, by=officer, starts_on=clock.today() - timedelta(days=3))

    actions.accept_invitation(invitation, by=claire)

    assert claire.electedmember_set.count() == claire.representative_set.count() == 1


def test_nobody_comes_to_speak_for_a_sheet_archived_meanwhile(officer, claire, organisation):
    invitation = promise(officer, FactKind.REPRESENTATIVE, organisation=organisation)
    actions.archive_organisation(organisation, by=officer)

    with pytest.raises(Refused, match="n’est plus dans l’annuaire"):
        actions.accept_invitation(invitation, by=claire)


@pytest.mark.django_db(transaction=True)
def test_invited_twice_at_once_it_is_invited_once_and_the_other_is_told(officer, authority):
    def invite(_time):
        try:
            return bool(promise(officer))
        except Refused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as crowd:
        assert sum(crowd.map(invite, range(4))) == 1
    connection.close()
