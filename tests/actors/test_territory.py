"""A territory is chosen among all the communes of France; what happened in a commune keeps it there."""

import pytest
from django.urls import reverse

from actors import france
from actors.models import LocalAuthority, Municipality
from essportal.journal import sentence, timeline
from tests.factories import MunicipalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
PAGE = "actors:territory"


@pytest.fixture
def at_work(client, officer, authority):
    client.force_login(officer)
    return client


def names(typed):
    return [commune.name for commune in france.search(typed).communes]


def test_all_of_france_is_known():
    assert len(france.communes()) == 34_969
    assert len(france.epcis()) == 1_255


@pytest.mark.parametrize("typed", ["2A004", "2a004", "ajaccio", "AJACCIO", "20090"])
def test_ajaccio_is_found_by_its_name_its_code_or_any_of_its_postal_codes(typed):
    assert names(typed) == ["Ajaccio"]


def test_a_postal_code_names_several_communes():
    assert {"Béruges", "Vouillé", "Quinçay"} <= set(names("86190"))


@pytest.mark.parametrize("typed", ["saint etienne", "St-Étienne", "SAINT-ETIENNE"])
def test_accents_hyphens_and_short_forms_do_not_count(typed):
    assert names(typed)[0] == "Saint-Étienne"


@pytest.mark.parametrize("typed", ["", "   ", "--", "zzzz", "99999", "%", "\\", "📍"])
def test_what_is_nowhere_is_said_to_be_nowhere(at_work, typed):
    page = at_work.get(reverse(PAGE), {"q": typed})

    assert page.status_code == 200
    assert ("Rien ne répond à ces mots" in page.content.decode()) == bool(typed.strip())


def test_the_siren_of_the_authority_proposes_its_epci_before_any_search(at_work, authority):
    LocalAuthority.objects.update(siren="200069854")

    page = at_work.get(reverse(PAGE)).content.decode()

    assert "CU du Grand Poitiers" in page
    assert "Prendre ses 40 communes" in page


def test_an_epci_brings_all_its_communes_with_their_outlines_once(at_work, authority, officer):
    at_work.post(reverse(PAGE), {"epci": "200069854"})
    at_work.post(reverse(PAGE), {"epci": "200069854"})

    assert Municipality.objects.exclude(outline="").count() == 40
    entry = timeline(authority).get()
    assert (sentence(entry), entry.by) == ("a ajouté des communes au territoire", officer)


def test_a_whole_department_or_single_communes_are_taken_too(at_work):
    at_work.post(reverse(PAGE), {"departement": "90"})
    at_work.post(reverse(PAGE) + "?q=ajaccio", {"prendre": "1", "communes": ["2A004", "00000"]})

    assert Municipality.objects.count() == len(france.of_department("90")) + 1
    assert Municipality.objects.get(code="2A004").name == "Ajaccio"


def test_one_goes_on_from_the_same_search(at_work):
    answer = at_work.post(reverse(PAGE) + "?q=86190", {"prendre": "1", "communes": "86024"})

    assert answer.headers["Location"] == reverse(PAGE) + "?q=86190"


def test_a_commune_leaves_unless_something_is_there(at_work):
    empty, held = MunicipalityFactory(name="Vide"), MunicipalityFactory(name="Pleine")
    OrganisationFactory(municipality=held)

    refused = at_work.post(reverse(PAGE), {"retirer": "1", "communes": [empty.pk, held.pk]})
    assert refused.status_code == 409
    assert "Pleine reste dans le territoire" in refused.content.decode()
    assert Municipality.objects.count() == 2  # all or nothing

    at_work.post(reverse(PAGE), {"retirer": "1", "communes": [empty.pk]})
    assert list(Municipality.objects.all()) == [held]


def test_the_seat_is_one_of_the_communes(at_work, authority):
    commune = MunicipalityFactory()

    at_work.post(reverse(PAGE), {"siege": "1", "seat": commune.pk})
    wrong = at_work.post(reverse(PAGE), {"siege": "1", "seat": "75056"})

    assert LocalAuthority.objects.get().seat == commune
    assert wrong.status_code == 200


def test_nothing_ticked_is_told_without_changing_anything(at_work):
    page = at_work.post(reverse(PAGE), {"retirer": "1"}, follow=True).content.decode()

    assert "Cochez d’abord les communes à retirer" in page
