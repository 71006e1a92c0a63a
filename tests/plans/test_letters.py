"""Each organisation is told once what became of what it said, by e-mail and in a PDF that it may take again."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from actors.models import Representative
from essportal import clock
from essportal.errors import Refused
from plans import tasks
from plans.actions import send_letters, write_reply
from plans.models import Letter
from plans.selectors.lettering import told
from tests.factories import (
    ContributionFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    clause_from,
    version_of,
)


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def organisation(member):
    return member.representations[0].organisation


@pytest.fixture
def version(plan, officer, organisation):
    """Their hangar was taken up, their bridge was not; an organisation that said nothing stands beside."""
    OrganisationFactory()
    clause = clause_from(plan, by=officer, title="Ouvrir un hangar")
    said = {"published": True, "consultation": plan.consultations.get(), "organisation": organisation}
    hangar, bridge = (ContributionFactory(title=title, **said) for title in ("Un hangar", "Un pont"))
    write_reply(hangar, plan=plan, by=officer, outcome="retenue", reason="Six ans de bail.", clauses=[clause])
    write_reply(bridge, plan=plan, by=officer, outcome="hors_competence", reason="C’est au département.")
    return version_of(plan, by=officer)


def text_of(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_an_organisation_reads_what_it_said_where_it_is_or_why_not(version, organisation, member):
    mail.outbox.clear()

    tasks.send_letter(version.pk, organisation.pk)

    (sent,) = mail.outbox
    assert sent.to == [member.email]
    for words in ("Un hangar", "Six ans de bail.", "Ouvrir un hangar", "Un pont", "C’est au département."):
        assert words in sent.body
    pdf = text_of(sent.attachments[0][1])
    assert "Ouvrir un hangar" in pdf
    assert "C’est au département." in pdf


def test_a_task_that_runs_twice_writes_and_sends_once(version, organisation):
    mail.outbox.clear()

    for __ in range(2):
        tasks.send_letter(version.pk, organisation.pk)

    assert (Letter.objects.count(), len(mail.outbox)) == (1, 1)


def test_postgresql_keeps_one_letter_for_a_version_and_an_organisation(version, organisation):
    Letter.objects.create(version=version, organisation=organisation, written_at=clock.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(version=version, organisation=organisation, written_at=clock.now())


def test_only_those_who_said_something_get_one_and_only_once(version, officer, organisation):
    assert send_letters(version, by=officer) == 1
    tasks.send_letter(version.pk, organisation.pk)

    assert send_letters(version, by=officer) == 0
    assert [letter.organisation for letter in Letter.objects.all()] == [organisation]


def test_no_letter_leaves_while_the_replies_are_not_public(plan, officer, organisation):
    clause_from(plan, by=officer)
    kept = version_of(plan, by=officer, is_public=False)

    with pytest.raises(Refused):
        send_letters(kept, by=officer)


def test_what_was_taken_back_since_is_told_no_more(version, organisation):
    hangar = organisation.contributions.get(title="Un hangar")
    type(hangar).objects.filter(pk=hangar.pk).update(status="withdrawn", withdrawn_at=clock.now())

    assert [one.title for one in told(version, organisation)] == ["Un pont"]


def test_its_representatives_take_it_again_and_nobody_else(client, version, organisation, member):
    tasks.send_letter(version.pk, organisation.pk)
    address = reverse("plans:letter", args=[version.number, organisation.slug])
    stranger = PersonFactory()
    client.force_login(stranger, "allauth.account.auth_backends.AuthenticationBackend")
    refused = client.get(address).status_code
    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(address)

    assert refused == 404
    assert page.headers["Content-Type"] == "application/pdf"
    assert address in client.get(reverse("consultations:my-space")).text


def test_someone_who_no_longer_speaks_for_it_gets_nothing(version, organisation, member):
    Representative.objects.filter(person=member).update(ends_on=clock.today() - timedelta(days=1))
    mail.outbox.clear()

    tasks.send_letter(version.pk, organisation.pk)

    assert mail.outbox == []


def test_the_team_sends_them_from_the_desk_of_the_version(client, officer, version, organisation):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("plans:letters", args=[version.number])

    page = client.get(address)
    response = client.post(address, follow=True)

    assert str(organisation) in page.text
    assert "1 lettre part." in response.text
