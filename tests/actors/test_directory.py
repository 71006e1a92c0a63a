"""The directory as everyone reads it."""

import pytest
from django.urls import reverse

from actors.models import NetworkMembership, OrganisationStatus
from essportal import clock
from tests.factories import ContributionFactory, LocalAuthorityFactory, MunicipalityFactory, OrganisationFactory

DIRECTORY = reverse("actors:directory")
pytestmark = pytest.mark.django_db


def test_a_visitor_finds_an_organisation_without_its_accents(client):
    OrganisationFactory(name="Épicerie La Bascule")
    OrganisationFactory(name="Roues Libres")

    page = client.get(DIRECTORY, {"q": "epicerie"}).content.decode()

    assert "Épicerie La Bascule" in page
    assert "Roues Libres" not in page


def test_partners_and_networks_are_not_counted_among_the_organisations(client):
    OrganisationFactory()
    OrganisationFactory(kind="partner")
    OrganisationFactory(is_network=True)

    page = client.get(DIRECTORY).content.decode()

    assert "<h1>1 organisation, 1 réseau, 1 partenaire</h1>" in page


def test_a_visitor_does_not_see_an_organisation_to_verify(client):
    hidden = OrganisationFactory(status=OrganisationStatus.TO_VERIFY)

    assert hidden.name not in client.get(DIRECTORY).content.decode()
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_its_member_sees_it_while_it_is_to_verify(client, member, organisation):
    organisation.status = OrganisationStatus.TO_VERIFY
    organisation.save()
    client.force_login(member)

    assert client.get(organisation.get_absolute_url()).status_code == 200


def test_a_network_names_its_members_of_today_and_they_name_it(client):
    network, member, former = OrganisationFactory(is_network=True), OrganisationFactory(), OrganisationFactory()
    day = clock.today()
    NetworkMembership.objects.create(network=network, member=member, starts_on=day.replace(year=day.year - 2, day=1))
    NetworkMembership.objects.create(
        network=network,
        member=former,
        starts_on=day.replace(year=day.year - 2, day=1),
        ends_on=day.replace(year=day.year - 1, day=1),
    )

    page = client.get(network.get_absolute_url()).content.decode()

    assert member.name in page
    assert f">{former.name}<" not in page
    assert network.name in client.get(member.get_absolute_url()).content.decode()


def test_the_list_costs_as_many_queries_with_thirty_organisations(client, django_assert_max_num_queries):
    OrganisationFactory.create_batch(3, municipality=MunicipalityFactory())
    with django_assert_max_num_queries(20) as few:
        client.get(DIRECTORY)
    OrganisationFactory.create_batch(27, municipality=MunicipalityFactory())

    with django_assert_max_num_queries(len(few)):
        page = client.get(DIRECTORY).content.decode()

    assert "30 organisations" in page


def test_every_page_bears_the_name_of_the_authority(client):
    LocalAuthorityFactory(short_name="Val de Clain")

    assert "Val de Clain" in client.get(DIRECTORY).content.decode()


def test_the_sheet_of_an_organisation_shows_what_it_said_in_public(client, organisation):
    ContributionFactory(published=True, organisation=organisation, title="Six ans de bail")
    ContributionFactory(organisation=organisation, title="Pas encore relue")

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert "Six ans de bail" in page
    assert "Pas encore relue" not in page


def test_a_siret_is_written_as_people_read_it(client):
    organisation = OrganisationFactory(siren="732829320")
    organisation.establishments.create(siret="73282932000074", is_head=True)

    assert "732\N{NO-BREAK SPACE}829\N{NO-BREAK SPACE}320\N{NO-BREAK SPACE}00074" in (
        client.get(organisation.get_absolute_url()).content.decode()
    )
