"""Networks: dated memberships, what members say together, and what an organisation's sheet tells of the plan."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from actors.actions import join_network
from actors.models import NetworkMembership, OrganisationStatus
from essportal import clock
from essportal.errors import Refused
from plans.actions import revise_clause
from tests.factories import (
    ContributionFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PlanFactory,
    clause_from,
    version_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    return OrganisationFactory(name="La Table nourricière", is_network=True)


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer)
    return client


def desk(organisation):
    return reverse("actors:memberships", args=[organisation.slug])


def test_the_team_notes_that_an_organisation_joined_a_network(at_work, network, organisation):
    sent = {"rejoindre": "1", "r-network": network.pk, "r-starts_on": "2025-01-01"}

    assertRedirects(at_work.post(desk(organisation), sent), desk(organisation))

    link = NetworkMembership.objects.get()
    assert (link.network, link.member, link.ends_on) == (network, organisation, None)


@pytest.mark.parametrize("typed", ["la remise a neuf", "La Remise à Neuf", "732 829 320"])
def test_the_team_adds_a_member_by_its_name_or_its_siren(at_work, network, organisation, typed):
    organisation.siren = "732829320"
    organisation.save()

    at_work.post(desk(network), {"accueillir": "1", "a-member": typed, "a-starts_on": "2025-01-01"})

    assert NetworkMembership.objects.get().member == organisation


def test_a_name_that_two_sheets_bear_is_asked_again_and_kept(at_work, network):
    OrganisationFactory.create_batch(2, name="Le Fournil")

    page = at_work.post(desk(network), {"accueillir": "1", "a-member": "Le Fournil", "a-starts_on": "2025-01-01"})

    assert "Plusieurs fiches portent ce nom" in page.content.decode()
    assert 'value="Le Fournil"' in page.content.decode()
    assert not NetworkMembership.objects.exists()


def test_a_membership_ends_is_opened_again_and_is_dropped_when_noted_by_mistake(at_work, network):
    link = NetworkMembershipFactory(network=network)
    address = reverse("actors:membership", args=[network.slug, link.pk])
    start = link.starts_on.isoformat()

    at_work.post(address, {"starts_on": start, "ends_on": clock.today().isoformat()})
    link.refresh_from_db()
    assert link.ends_on == clock.today()
    at_work.post(address, {"starts_on": start, "ends_on": ""})
    link.refresh_from_db()
    assert link.ends_on is None
    at_work.post(reverse("actors:drop-membership", args=[link.member.slug, link.pk]))
    assert not NetworkMembership.objects.exists()


def test_dates_that_another_membership_covers_are_refused(at_work, officer, network, organisation):
    NetworkMembershipFactory(network=network, member=organisation)
    sent = {"rejoindre": "1", "r-network": network.pk, "r-starts_on": clock.today().isoformat()}

    page = at_work.post(desk(organisation), sent).content.decode()

    assert "couvre déjà ces dates" in page
    with pytest.raises(Refused):
        join_network(organisation, network, by=officer, starts_on=clock.today())


def test_a_membership_is_reached_from_its_two_sides_only(at_work, network, organisation):
    link = NetworkMembershipFactory(network=network)

    assert at_work.get(reverse("actors:membership", args=[organisation.slug, link.pk])).status_code == 404


def test_a_network_shows_its_members_by_pages_and_what_they_said_together(client, network):
    for n in range(35):
        NetworkMembershipFactory(network=network, member__name=f"Membre {n:02d}")
    speaker = NetworkMembership.objects.first().member
    gone = NetworkMembershipFactory(network=network, ends_on=clock.today() - timedelta(days=1)).member
    ContributionFactory(published=True, organisation=speaker, title="Un local commun")
    ContributionFactory(published=True, organisation=gone, title="Dite par un ancien")
    ContributionFactory(organisation=speaker, title="Pas encore relue")

    page = client.get(network.get_absolute_url())
    shown = page.content.decode()

    assert "35 membres" in shown
    assert "Un local commun" in shown
    assert "Dite par un ancien" not in shown
    assert "Pas encore relue" not in shown
    rest = client.get(network.get_absolute_url(), {"apres": page.context["members"]["page"].next}).content.decode()
    assert "Membre 34" in rest
    assert ">Membre 00</a>" not in rest


def test_all_that_the_members_of_a_network_said_is_one_link_away(client, network):
    link = NetworkMembershipFactory(network=network)
    ContributionFactory(published=True, organisation=link.member, title="Un local commun")
    ContributionFactory(published=True, title="D’ailleurs")

    page = client.get(reverse("consultations:contributions"), {"reseau": network.slug}).content.decode()

    assert "Un local commun" in page
    assert "D’ailleurs" not in page


def test_a_sheet_merged_into_another_leads_there(client, organisation):
    first = OrganisationFactory(status=OrganisationStatus.ARCHIVED)
    second = OrganisationFactory(status=OrganisationStatus.ARCHIVED, merged_into=organisation)
    first.merged_into = second
    first.save()

    assertRedirects(client.get(first.get_absolute_url()), organisation.get_absolute_url())
    organisation.status = OrganisationStatus.REFUSED
    organisation.save()
    assert client.get(first.get_absolute_url()).status_code == 404


def test_a_sheet_says_which_measures_it_takes_part_in(client, officer, organisation):
    plan, partner = PlanFactory(), OrganisationFactory()
    measure = clause_from(plan, by=officer, title="Un comptoir par bassin de vie")
    sheet = {
        "lead": {"kind": "organisation", "id": organisation.pk, "name": "La Remise à Neuf"},
        "partners": [{"id": partner.pk, "name": partner.name}],
    }
    revise_clause(measure, by=officer, base=measure.working(), title="Un comptoir", text="Un texte.", sheet=sheet)
    hidden = client.get(organisation.get_absolute_url()).content.decode()
    version_of(plan, by=officer)

    assert "Pilote de" not in hidden
    assert "Pilote de 1 mesure" in client.get(organisation.get_absolute_url()).content.decode()
    assert "Partenaire de 1 mesure" in client.get(partner.get_absolute_url()).content.decode()


def test_a_site_that_is_no_web_address_is_not_a_link(client, organisation):
    organisation.website, organisation.phone = "ftp://exemple.test/", "05 49 00 00 00"
    organisation.save()

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert "ftp://" not in page
    assert 'href="tel:0549000000"' in page
