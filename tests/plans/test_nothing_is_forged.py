"""Erasing a person or withdrawing a contribution after the seal leaves every seal valid; numbers have no hole."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from actors.actions import erase_person
from consultations.actions import erase_contribution, withdraw_contribution
from consultations.models import Contribution
from essportal.models import JournalEntry
from plans.actions import Fed, freeze_version, write_reply
from plans.journal import Verb
from plans.models import Version
from plans.sealing import document, verify_chain
from tests.factories import ContributionFactory, PersonFactory, PlanFactory, clause_from, version_of


@pytest.fixture
def sealed(db, officer, member):
    plan = PlanFactory()
    contribution = ContributionFactory(published=True, consultation=plan.consultations.get(), author=member)
    clause = clause_from(plan, by=officer, sources=[Fed("contribution", contribution=contribution)])
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    version_of(plan, by=officer)
    return contribution


def test_withdrawing_a_contribution_leaves_every_seal_valid(sealed, member):
    withdraw_contribution(sealed, by=member)

    assert verify_chain() == []


def test_withdrawing_a_contribution_is_told_to_those_who_write_the_plan(client, sealed, member, officer):
    withdraw_contribution(sealed, by=member)

    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("plans:todo"))

    assert "1 clause à revoir" in page.text
    assert JournalEntry.objects.filter(verb=Verb.SOURCE_WITHDRAWN).count() == 1


def test_erasing_a_contribution_drops_its_words_and_leaves_every_seal_valid(sealed, member):
    erase_contribution(sealed, by=member)

    kept = Contribution.objects.get(pk=sealed.pk)
    assert (kept.text, kept.salt) == ("", "")
    assert kept.fingerprint
    assert verify_chain() == []


def test_erasing_a_person_leaves_every_seal_valid(sealed, member, officer):
    erase_person(member, by=member)
    erase_person(officer, by=officer)

    assert verify_chain() == []


def test_a_version_names_nobody_and_quotes_no_contribution(sealed, member, officer):
    published = str(document(Version.objects.get()))

    for secret in (member.name, member.email, officer.name, sealed.text):
        assert secret not in published


@pytest.mark.django_db(transaction=True)
def test_ten_people_freezing_at_once_leave_no_hole_in_the_numbers():
    plan = PlanFactory()
    clause_from(plan)
    officer = PersonFactory(post="ess_team")

    def freeze():
        try:
            freeze_version(plan, by=officer, note="Ensemble.")
        finally:
            connection.close()

    threads = [threading.Thread(target=freeze) for __ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Version.objects.values_list("number", flat=True)) == list(range(1, 11))
    assert Version.objects.exclude(status="outdated").count() == 1
    assert verify_chain() == []
