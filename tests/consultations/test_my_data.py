"""What the portal knows of me: I read it, I take it away, I have it erased."""

import json
import re
import time
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from actors.actions import note_consent
from actors.models import Consent
from consultations.actions import file_contribution, invite_to_meeting
from essportal.models import ExportEntry
from plans.actions import leave_remark
from tests.factories import ContributionFactory, MeetingFactory, PersonFactory, PlanFactory, clause_from, version_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LEAVE = "consultations:leave"


@pytest.fixture
def signed_in(client, member):
    client.force_login(member, BACKEND)
    return client


@pytest.fixture
def just_signed_in(signed_in):
    session = signed_in.session
    session["proved_at"] = time.time()
    session.save()
    return signed_in


@pytest.mark.parametrize("kind", ["json", "html"])
def test_the_file_is_given_only_after_a_fresh_sign_in_and_is_never_kept(just_signed_in, member, kind):
    address = reverse(f"consultations:my-data-{kind}")
    response = just_signed_in.get(address)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert member.email in response.content.decode()

    session = just_signed_in.session
    session["proved_at"] = time.time() - 301
    session.save()

    assertRedirects(just_signed_in.get(address), f"{reverse('prove')}?next={quote(address, safe='')}")


def test_a_code_sent_to_the_address_opens_the_file(signed_in, member, run_tasks):
    address = reverse("consultations:my-data-json")
    prove = signed_in.get(address).url
    assert len(mail.outbox) == 0

    signed_in.post(reverse("prove"), {"envoyer": "1", "next": address})
    run_tasks()
    code = re.search(r"^\d{6}$", mail.outbox[0].body, re.MULTILINE)[0]

    assert mail.outbox[0].to == [member.email]
    assertContains(signed_in.get(prove), "Un code est parti")
    assertContains(signed_in.post(reverse("prove"), {"code": "000000x", "next": address}), "Code incorrect")
    assertRedirects(signed_in.post(reverse("prove"), {"code": f" {code}", "next": address}), address)


def test_a_code_is_tried_five_times_serves_once_and_leads_nowhere_else(signed_in, run_tasks):
    signed_in.post(reverse("prove"), {"envoyer": "1"})
    run_tasks()
    code = re.search(r"^\d{6}$", mail.outbox[0].body, re.MULTILINE)[0]
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)

    for __ in range(5):
        assert signed_in.post(reverse("prove"), {"code": wrong}).status_code == 200

    assert signed_in.post(reverse("prove"), {"code": code}).url.startswith(reverse("prove"))
    signed_in.post(reverse("prove"), {"envoyer": "1"})
    run_tasks()
    code = re.search(r"^\d{6}$", mail.outbox[1].body, re.MULTILINE)[0]
    done = signed_in.post(reverse("prove"), {"code": code, "next": "https://ailleurs.test/"})
    assert done.url == "/mon-espace/"
    assert signed_in.post(reverse("prove"), {"code": code}).url.startswith(reverse("prove"))


def test_who_has_a_second_factor_shows_it_instead_of_a_code(signed_in, member):
    Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "x"})

    response = signed_in.get(reverse("consultations:my-data-json"))

    assert response.url.startswith(reverse("mfa_reauthenticate"))


def test_the_same_address_opened_elsewhere_gives_nothing_of_mine(just_signed_in, client_of, other_member):
    address = reverse("consultations:my-data-json")
    assert just_signed_in.get(address).status_code == 200

    assert Client().get(address).status_code == 302
    assert client_of(other_member).get(address).status_code == 302


@pytest.fixture
def client_of():
    def make(person):
        client = Client()
        client.force_login(person, BACKEND)
        return client

    return make


def test_taking_my_data_away_leaves_a_line_in_the_log_of_exports(just_signed_in, member):
    ContributionFactory(author=member, published=True)

    just_signed_in.get(reverse("consultations:my-data-json"))

    entry = ExportEntry.objects.get()
    assert (entry.by, entry.what, entry.rows) == (member, "Mes données, JSON", 1)


def test_what_readers_of_the_plan_said_is_theirs_too(client_of, elected, officer):
    plan = PlanFactory()
    clause = clause_from(plan, by=officer)
    leave_remark(version_of(plan, by=officer), clause, by=elected, text="Une carte manque.")
    reader = client_of(elected)
    session = reader.session
    session["proved_at"] = time.time()
    session.save()

    page = reader.get(reverse("consultations:my-data-html"))

    assertContains(page, "Une carte manque.")
    assertContains(page, "vice-présidente à l’économie sociale et solidaire")


def test_an_agreement_and_its_withdrawal_leave_their_words_and_their_date(signed_in, member):
    signed_in.post(reverse("consultations:my-name"), {"name": "Dominique Factice", "name_is_public": "on"})
    assertContains(signed_in.get(reverse("consultations:my-space")), "Ne plus afficher mon nom")
    signed_in.post(reverse("consultations:take-name-back"))

    member.refresh_from_db()
    assert not member.name_is_public
    assert [consent.given for consent in member.consents.all()] == [False, True]
    assert "J’accepte que mon nom soit affiché" in member.consents.first().words
    assertContains(signed_in.get(reverse("consultations:my-data")), "Accord retiré")


def test_filing_with_one_s_name_is_an_agreement_about_that_contribution(member):
    draft = ContributionFactory(draft=True, author=member, name_is_public=True)

    filed = file_contribution(draft, by=member)

    assert member.consents.get().about == filed.reference


def test_a_proof_of_agreement_is_never_rewritten(member):
    note_consent(member, by=member, given=True, words="Oui.")

    for deed in (lambda: Consent.objects.update(given=False), Consent.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_my_data_hold_all_of_mine_and_nothing_of_others(just_signed_in, member, other_member, organisation):
    ContributionFactory(author=member, published=True, text="Mes mots publiés.")
    ContributionFactory(author=member, draft=True, text="Mes mots gardés.")
    ContributionFactory(author=other_member, published=True, text="Les mots d’un autre.")

    response = just_signed_in.get(reverse("consultations:my-data-json"))

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


def test_my_data_say_where_i_was_invited(just_signed_in, member, officer):
    invite_to_meeting(MeetingFactory(title="Séance fermée"), by=officer, people=[member])

    told = json.loads(just_signed_in.get(reverse("consultations:my-data-json")).content)

    assert "Séance fermée" in json.dumps(told, ensure_ascii=False)
