"""What is said in the name of an organisation that nobody has checked waits, then goes with the check."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from actors import actions as actors
from actors.models import OrganisationStatus
from consultations import actions
from consultations.models import Contribution, ContributionStatus
from essportal import clock
from essportal.errors import Refused
from tests.actors.test_registering import registered
from tests.consultations.test_filing import draft_of
from tests.factories import ConsultationFactory, ContributionFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def claim(db):
    return registered(PersonFactory(name="Noa Nouveau"), function="trésorière")


@pytest.fixture
def said(claim):
    draft = draft_of(claim.person, organisation=claim.organisation)
    return actions.file_contribution(draft, by=claim.person)


def test_it_waits_and_the_moderator_is_led_to_the_check(client, officer, claim, said):
    client.force_login(officer)

    page = client.post(reverse("consultations:publish-contributions"), {"only": said.pk})

    assert page.status_code == 409
    assertContains(page, reverse("actors:check-claim", args=[claim.pk]), status_code=409)
    assert not Contribution.objects.waiting().exists()
    assertContains(client.get("/travail/contributions/"), "attend que l’organisation soit vérifiée")
    assertContains(client.get(reverse("actors:check-claim", args=[claim.pk])), said.title)


def test_verified_it_is_published_in_its_name(officer, claim, said):
    actors.accept_claim(claim, by=officer)

    said.refresh_from_db()
    assert (said.status, said.organisation) == (ContributionStatus.PUBLISHED, claim.organisation)
    assert said.function == "trésorière"


def test_refused_it_is_published_in_a_personal_capacity(client, officer, claim, said):
    actors.refuse_claim(claim, by=officer, reason="Inconnue au répertoire.")

    said.refresh_from_db()
    assert (said.status, said.organisation, said.function) == (ContributionStatus.PUBLISHED, None, "")
    assertNotContains(client.get(said.get_absolute_url()), claim.organisation.name)


def test_set_aside_before_the_check_it_is_not_published_by_it(officer, claim, said):
    actions.set_aside_contribution(said, by=officer, motive="hors_sujet", sentence="Hors du sujet.")

    actors.accept_claim(claim, by=officer)

    said.refresh_from_db()
    assert said.status == ContributionStatus.SET_ASIDE


def test_a_withdrawn_claim_publishes_nothing_by_itself(officer, claim, said):
    draft = draft_of(claim.person, organisation=claim.organisation)

    actors.withdraw_claim(claim, by=claim.person)

    for text in (said, draft):
        text.refresh_from_db()
        assert text.organisation is None
    assert said.status == ContributionStatus.FILED
    actions.publish_contribution(said, by=officer)


def test_who_claims_a_known_sheet_may_speak_in_time_too(officer, organisation):
    person = PersonFactory()
    claim = actors.claim_organisation(organisation, by=person, function="présidente")
    said = actions.file_contribution(draft_of(person, organisation=organisation), by=person)
    with pytest.raises(Refused, match="Vérifiez d’abord"):
        actions.publish_contribution(said, by=officer)

    actors.accept_claim(claim, by=officer)

    said.refresh_from_db()
    assert (said.status, said.function) == (ContributionStatus.PUBLISHED, "présidente")


def test_the_check_of_one_claim_leaves_the_words_of_others_alone(officer, organisation, member):
    ordinary = ContributionFactory(organisation=organisation, author=member)
    claim = actors.claim_organisation(organisation, by=PersonFactory())

    actors.refuse_claim(claim, by=officer, reason="Inconnue.")

    ordinary.refresh_from_db()
    assert (ordinary.status, ordinary.organisation) == (ContributionStatus.FILED, organisation)


def test_nothing_is_filed_in_the_name_of_a_refused_organisation(officer, claim):
    draft = draft_of(claim.person, organisation=claim.organisation)
    claim.organisation.__class__.objects.filter(pk=claim.organisation_id).update(status=OrganisationStatus.REFUSED)

    with pytest.raises(Refused, match="Vous ne représentez pas"):
        actions.file_contribution(draft, by=claim.person)


def test_its_author_reads_that_it_waits_before_and_after_filing(client, claim):
    draft = draft_of(claim.person, organisation=claim.organisation)
    client.force_login(claim.person)

    assertContains(client.get(reverse("consultations:verify", args=[draft.key])), "paraîtra avec sa réponse")
    client.post(reverse("consultations:verify", args=[draft.key]))

    filed = client.get(reverse("consultations:filed", args=[draft.key]))
    assertContains(filed, "L’équipe vérifie votre organisation, puis la publie")


def test_a_small_association_files_at_ten_to_midnight_before_anyone_knows_it(client, officer, run_tasks):
    """It registers, writes and files in the last ten minutes; checked the next day, it was in time."""
    midnight = datetime(2027, 4, 1, tzinfo=ZoneInfo("Europe/Paris"))
    with clock.standing_at(midnight - timedelta(minutes=10)):
        consultation = ConsultationFactory()
        consultation.windows.update(closes_at=midnight)
        claim = registered(PersonFactory(name="Noa Nouveau"), function="trésorière")
        client.force_login(claim.person, BACKEND)
        write = reverse("consultations:contribute") + f"?concertation={consultation.slug}"
        typed = {"title": "Six ans de bail", "text": "Sinon rien.", "organisation": claim.organisation.pk}
        page = client.post(write, {**typed, "key": uuid.uuid4(), "deed": "file"}, follow=True)
        assertContains(page, "L’équipe n’a pas encore vérifié")
    with clock.standing_at(midnight - timedelta(seconds=1)):
        client.post(page.request["PATH_INFO"])
    run_tasks()
    said = Contribution.objects.get()
    assert said.status == ContributionStatus.FILED
    assert "au plus tard le 29 juin 2027" in mail.outbox[-1].body
    client.logout()
    assert client.get(said.get_absolute_url()).status_code == 404

    with clock.standing_at(midnight):
        draft = draft_of(claim.person, consultation)
        with pytest.raises(Refused):
            actions.file_contribution(draft, by=claim.person)
    with clock.standing_at(midnight + timedelta(hours=10)):
        actors.accept_claim(claim, by=officer)
        said.refresh_from_db()
        assert said.status == ContributionStatus.PUBLISHED
        assert said.filed_at < midnight
        assertContains(client.get(said.get_absolute_url()), claim.organisation.name)
