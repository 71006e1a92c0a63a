"""What people type in the directory, and what they choose."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse

from essportal import clock
from tests.factories import (
    MunicipalityFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PolicyAreaFactory,
)

DIRECTORY = reverse("actors:directory")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["counts"].clear()
    yield
    caches["counts"].clear()


def page(client, **search):
    response = client.get(DIRECTORY, search)
    assert response.status_code == 200
    return response.content.decode()


def found(client, **search):
    response = client.get(DIRECTORY, search)
    assert response.status_code == 200
    return [sheet.name for sheet in response.context["search"].page.objects]


@pytest.mark.parametrize(
    "typed", ["epicerie", "ÉPICERIES", "l’épicerie solidaire", "epic", "vélos", "velo", "reparer des velos", "EPS"]
)
def test_a_visitor_forgets_accents_endings_and_small_words(client, typed):
    OrganisationFactory(name="L’Épicerie Solidaire", acronym="EPS", activity="Réparation de vélos")
    OrganisationFactory(name="Roues Libres", activity="Transport")

    assert found(client, q=typed) == ["L’Épicerie Solidaire"]


def test_a_word_typed_wrong_is_brought_back_to_the_nearest(client):
    OrganisationFactory(name="L’Épicerie La Bascule")

    shown = page(client, q="epicrie bascule")

    assert "Aucune fiche ne répond à «\u00a0epicrie bascule\u00a0». Voici celles qui répondent" in shown
    assert "L’Épicerie La Bascule" in shown


def test_a_new_name_is_known_at_once_and_a_word_like_no_other_finds_nothing(client):
    sheet = OrganisationFactory(name="Roues Libres")
    sheet.name = "Les Vélocipèdes"
    sheet.save()

    assert found(client, q="velocipdes") == ["Les Vélocipèdes"]
    assert "Aucune organisation trouvée" in page(client, q="xyzzy")


def test_the_commune_is_searched_with_the_words_and_its_name_may_be_mistyped(client):
    place = MunicipalityFactory(name="Saint-Benoît")
    OrganisationFactory(name="Vélo ici", municipality=place)
    OrganisationFactory(name="Vélo ailleurs")

    assert found(client, q="velo st benoit") == ["Vélo ici"]
    assert found(client, q="velo benoti") == ["Vélo ici"]


def test_the_name_counts_more_than_the_activity(client):
    OrganisationFactory(name="Atelier", activity="Couture")
    OrganisationFactory(name="Couture et compagnie")

    assert found(client, q="couture") == ["Couture et compagnie", "Atelier"]


def test_each_choice_says_how_many_it_holds_as_if_alone_in_its_facet(client):
    OrganisationFactory(kind="association")
    OrganisationFactory.create_batch(2, kind="cooperative")
    OrganisationFactory(kind="partner", partner_kind="chamber")

    ticks = {
        name: lines for name, __, lines in client.get(DIRECTORY, {"famille": "association"}).context["search"].ticks
    }

    assert [(value, count) for value, __, count, __ in ticks["famille"]] == [("association", "1"), ("cooperative", "2")]
    assert [(value, count) for value, __, count, __ in ticks["partenaire"]] == [("chamber", "1")]


def test_families_add_up_and_facets_narrow(client):
    place, area = MunicipalityFactory(), PolicyAreaFactory()
    OrganisationFactory(name="A", kind="association", municipality=place).policy_areas.add(area)
    OrganisationFactory(name="B", kind="mutual", municipality=place)
    OrganisationFactory(name="C", kind="partner")

    assert found(client, famille=["association", "mutual"]) == ["A", "B"]
    assert found(client, famille=["association", "mutual"], competence=area.slug) == ["A"]
    assert found(client, partenaire="other", commune=place.code) == []
    assert found(client, partenaire="other") == ["C"]


def test_an_approval_that_ended_is_no_longer_counted(client):
    day = clock.today()
    OrganisationFactory(name="Agréée", esus_from=day - timedelta(days=10), esus_until=day)
    OrganisationFactory(name="Finie", esus_from=day - timedelta(days=10), esus_until=day - timedelta(days=1))
    OrganisationFactory(name="SCIC agréée", esus_from=day, is_scic=True)

    assert found(client, particularite="esus") == ["Agréée", "SCIC agréée"]
    assert found(client, particularite=["esus", "scic"]) == ["SCIC agréée"]


def test_a_network_holds_its_members_of_today(client):
    link = NetworkMembershipFactory(member__name="Membre")
    NetworkMembershipFactory(network=link.network, member__name="Parti", ends_on=clock.today() - timedelta(days=1))

    assert found(client, reseau=link.network.slug) == ["Membre"]


def test_choosing_a_commune_on_the_map_keeps_the_search(client):
    place = MunicipalityFactory(name="Ligugé", outline="M0,0 1,1Z")
    OrganisationFactory(kind="mutual", municipality=place)

    shown = page(client, famille="mutual", apres="12")

    assert f'href="?famille=mutual&amp;commune={place.code}#carte"' in shown
    assert "<title>Ligugé : 1</title>" in shown
    assert f'<a href="?famille=mutual&amp;commune={place.code}#carte">Ligugé</a></th><td class="num">1</td>' in shown


@pytest.mark.parametrize("sort", ["nom", "commune", "recentes", "pertinence"])
def test_one_walks_through_all_the_pages_and_back(client, sort):
    places = [MunicipalityFactory(name="Poitiers"), MunicipalityFactory(name="Biard"), None]
    names = [f"Atelier {n % 20:02d}" for n in range(60)]  # three of each name: the key ends with the row's number
    for n, name in enumerate(names):
        OrganisationFactory(name=name, municipality=places[n % 3], added_at=clock.now() - timedelta(hours=n % 7))
    search = {"tri": sort, "q": "atelier"}

    seen, at, firsts = [], {}, []
    while True:
        shown = client.get(DIRECTORY, {**search, **at}).context["search"].page
        seen += [sheet.pk for sheet in shown.objects]
        firsts.append(shown.objects[0].pk)
        if not shown.next:
            break
        at = {"apres": shown.next}
    back = client.get(DIRECTORY, {**search, "avant": shown.previous}).context["search"].page

    assert len(seen) == len(set(seen)) == 60
    assert back.objects[0].pk == firsts[-2]


@pytest.mark.parametrize(
    "search",
    [
        {"apres": "9" * 400},
        {"apres": "9" * 19},
        {"apres": "-1"},
        {"apres": "²"},
        {"apres": "un"},
        {"avant": "99999999"},
        {"commune": "99999"},
        {"famille": ["partner", "dragon"]},
        {"competence": "' OR 1=1 --"},
        {"reseau": "aucun"},
        {"tri": "-owner__password"},
        {"municipality__name__startswith": "P"},
        {"etat": "inconnu"},
    ],
    ids=str,
)
def test_a_hostile_choice_shows_the_whole_list(client, search):
    OrganisationFactory(name="Seule")

    assert found(client, **search) == ["Seule"]


@pytest.mark.parametrize("typed", ["%", "_", "'", "a" * 5000, "!&|():*<->", "la", "é" * 300, "\u202e", "🚲", "\\"])
def test_hostile_words_find_nothing_and_break_nothing(client, typed):
    OrganisationFactory(name="Roues Libres")

    assert client.get(DIRECTORY, {"q": typed}).status_code == 200


def test_a_nul_is_refused_at_the_edge(client):
    assert client.get(DIRECTORY, {"q": "a\0b"}).status_code == 400


def test_only_the_team_sees_what_is_set_aside_and_asks_for_it(client, officer):
    OrganisationFactory(name="Refusée", status="refused")
    OrganisationFactory(name="Nouvelle", status="to_verify")

    assert found(client, etat="refused") == []
    client.force_login(officer)
    assert found(client) == ["Nouvelle"]
    assert found(client, etat="refused") == ["Refusée"]


def test_beyond_a_thousand_the_number_is_no_longer_said(client, monkeypatch):
    monkeypatch.setattr("essportal.counting.MOST", 2)
    monkeypatch.setattr("actors.selectors.searching.MOST", 2)
    OrganisationFactory.create_batch(3)

    assert "<h1>Plus de 1 000 organisations</h1>" in page(client)


def test_a_first_page_and_a_search_take_ten_queries_at_most(client, django_assert_max_num_queries):
    OrganisationFactory.create_batch(40, name="Épicerie", municipality=MunicipalityFactory(outline="M0,0Z"))

    for search in ({}, {"q": "epicerie"}, {"q": "epicrie"}, {"famille": "association", "q": "epicerie"}):
        with django_assert_max_num_queries(10):
            page(client, **search)


def test_a_commune_that_changes_its_name_changes_place_and_takes_its_organisations_along(client):
    first, second = MunicipalityFactory(name="Biard"), MunicipalityFactory(name="Élan")
    OrganisationFactory(name="A", municipality=second)
    moved = OrganisationFactory(name="B", municipality=first)
    OrganisationFactory(name="C", municipality=None)

    assert found(client, tri="commune") == ["B", "A", "C"]
    first.name = "Vouneuil"
    first.save()
    assert found(client, tri="commune") == ["A", "B", "C"]
    moved.municipality = None
    moved.save()
    assert found(client, tri="commune") == ["A", "B", "C"]
    moved.municipality = MunicipalityFactory(name="Aslonnes")
    moved.save()
    assert found(client, tri="commune") == ["B", "A", "C"]
