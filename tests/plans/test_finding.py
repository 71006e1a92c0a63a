"""One search over everything: who finds what, in which words, and what nobody may find."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from essportal import clock, finding
from plans.actions import revise_clause
from tests.factories import (
    BodyFactory,
    ContributionFactory,
    MeetingFactory,
    OrganisationFactory,
    PlanFactory,
    SynthesisPointFactory,
    clause_from,
    decided,
    minutes_of,
    sitting,
    version_of,
)

PATH = "/recherche/"
pytestmark = pytest.mark.django_db


def found(client, words, **more):
    return client.get(PATH, {"q": words, **more})


def kinds(response):
    return {group.kind.key: group.count for group in response.context["finding"].groups}


@pytest.fixture
def everywhere(officer):
    """Seven things that speak of market gardening, of which everyone may read each."""
    plan = PlanFactory()
    clause_from(plan, title="Soutenir le maraîchage", text="Trois **maraîchages** par an.")
    version_of(plan, by=officer)
    held = sitting(BodyFactory())
    decided(held, by=officer, text="Chiffrer le maraîchage.")
    minutes_of(held, by=officer, text="Le maraîchage occupe la séance.", approved=True)
    return {
        "contribution": ContributionFactory(published=True, title="Du maraîchage", text="Près des écoles."),
        "organisation": OrganisationFactory(name="Maraîchage du Clain"),
        "meeting": MeetingFactory(title="Fabrique du maraîchage", status="announced"),
        "point": SynthesisPointFactory(title="Le maraîchage manque de terres", published_at=clock.now()),
    }


def test_a_visitor_finds_every_kind_at_once_with_its_count(client, everywhere):
    answer = found(client, "maraîchage")

    assert kinds(answer) == {
        "clauses": "1",
        "organisations": "1",
        "contributions": "1",
        "synthese": "1",
        "rencontres": "1",
        "decisions": "1",
        "comptes-rendus": "1",
    }
    for thing in everywhere.values():
        assertContains(answer, thing.get_absolute_url())


@pytest.mark.parametrize("words", ["MARAICHAGE", "maraichage", "maraîchages", "maraîch"])
def test_accents_capitals_and_endings_do_not_count(client, everywhere, words):
    assert "contributions" in kinds(found(client, words))


def test_the_words_are_marked_as_they_are_written(client, everywhere):
    answer = found(client, "maraichage")

    assertContains(answer, "Soutenir le <mark>maraîchage</mark>", html=False)
    assertContains(answer, "Trois <mark>maraîchages</mark> par an")


def test_what_people_typed_is_never_markup(client, db):
    ContributionFactory(published=True, title="<b>Compost</b>", text="Un <script>alert(1)</script> compost & lui.")

    answer = found(client, "compost")

    assertContains(answer, "&lt;b&gt;<mark>Compost</mark>&lt;/b&gt;")
    assertNotContains(answer, "<script>alert")
    assertContains(found(client, '"><img src=x onerror=1>'), "&quot;&gt;&lt;img")


def test_a_masked_passage_is_found_by_nobody(client, officer):
    said = ContributionFactory(published=True, title="Un bail", text="Demandez à Hortense Canari, au 8.")
    actions.mask_passage(said, by=officer, passage="Hortense Canari", motive="donnees_personnelles")
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert kinds(found(client, "canari")) == {}
    assert kinds(found(client, "bail")) == {"contributions": "1"}
    assertNotContains(found(client, "demandez"), "Canari")


def test_what_is_not_published_is_found_by_nobody_else(client, everywhere, officer, member):
    ContributionFactory(author=member, title="Zibeline déposée")
    ContributionFactory(withdrawn=True, title="Zibeline retirée", published_at=clock.now())
    SynthesisPointFactory(title="Zibeline non publiée")
    MeetingFactory(title="Zibeline en préparation", status="preparing")
    private = sitting(BodyFactory(private=True), title="Zibeline à huis clos")
    decided(private, by=officer, text="La zibeline attend.")
    minutes_of(private, by=officer, text="La zibeline.", approved=True)
    minutes_of(sitting(BodyFactory()), by=officer, text="La zibeline, à relire.", sent=True)
    OrganisationFactory(name="Zibeline à vérifier", status="to_verify")

    assert kinds(found(client, "zibeline")) == {}
    client.force_login(officer)
    assert set(kinds(found(client, "zibeline"))) == {
        "organisations",
        "synthese",
        "rencontres",
        "decisions",
        "comptes-rendus",
    }


def test_the_working_text_is_found_by_those_who_write_it_alone(client, officer, elected):
    plan = PlanFactory()
    clause = clause_from(plan, title="Un lieu", text="Un poulailler partagé.")
    version_of(plan, by=officer)
    revise_clause(clause, by=officer, base=clause.working(), title="Un lieu", text="Un rucher partagé.")

    assert kinds(found(client, "poulailler")) == {"clauses": "1"}
    assert kinds(found(client, "rucher")) == {}
    client.force_login(elected)
    assert kinds(found(client, "rucher")) == {}
    client.force_login(officer)
    assert kinds(found(client, "poulailler")) == {}
    assertContains(found(client, "rucher"), reverse("plans:drafting-clause", args=[clause.reference]))


def test_a_version_kept_from_the_public_is_not_found_by_it(client, officer, elected):
    plan = PlanFactory()
    clause_from(plan, title="Un lieu", text="Un poulailler partagé.")
    version_of(plan, by=officer, is_public=False)

    assert kinds(found(client, "poulailler")) == {}
    client.force_login(elected)
    assert kinds(found(client, "poulailler")) == {"clauses": "1"}


def test_minutes_are_searched_as_they_stand_now(client, officer):
    held = sitting(BodyFactory())
    minutes = minutes_of(held, by=officer, text="Un premier jet de zibeline.")
    section = minutes.sections.get()
    actions.write_minutes(minutes, by=officer, texts={section.pk: (1, "Un second jet.")})
    client.force_login(officer)

    assert kinds(found(client, "zibeline")) == {}
    assert kinds(found(client, "second")) == {"comptes-rendus": "1"}


def test_a_reference_leads_to_the_very_thing(client, everywhere):
    contribution = everywhere["contribution"]

    assert kinds(found(client, contribution.reference.lower())) == {"contributions": "1"}
    assertContains(found(client, contribution.reference), contribution.get_absolute_url())


def test_the_other_ones_are_a_click_away_with_the_words(client, db):
    for rank in range(6):
        MeetingFactory(title=f"Fabrique zibeline {rank}", status="announced")
        ContributionFactory(published=True, title=f"Une zibeline {rank}")

    answer = found(client, "zibeline")

    assertContains(answer, "/contributions/?q=zibeline")
    assertContains(answer, "/recherche/?q=zibeline&amp;nature=rencontres")
    assert len(found(client, "zibeline", nature="rencontres").context["lines"]) == 6
    assert client.get(PATH, {"q": "zibeline", "nature": "rencontres", "page": "9"}).status_code == 404
    assertContains(found(client, "absent", nature="rencontres"), "Rien ne répond ici")


def test_a_word_of_the_title_comes_first(client, db):
    ContributionFactory(published=True, title="Une zibeline", text="Rien d’autre.")
    ContributionFactory(published=True, title="Autre chose", text="La zibeline, enfin.")

    titles = [line.told.title for line in found(client, "zibeline").context["finding"].groups[0].first]

    assert titles == ["Une zibeline", "Autre chose"]


@pytest.mark.parametrize(
    "words",
    ["", " ", "a", "l'", "le la les", "'", "\"", "« »", "a' OR 1=1 --", "!&|():*", "\\", "é" * 150, "x" * 900,
     "a:* & b", "<->", "%", "_", "😀", "pg_sleep(5)", "zz\u202e", "1", "C-0-0", "P-99999999"],
)  # fmt: skip
def test_no_query_troubles_the_search(client, everywhere, words):
    assert found(client, words).status_code == 200
    assert found(client, words, nature="rencontres").status_code == 200
    assert found(client, words, nature=words).status_code == 200


def test_words_that_say_nothing_are_told_so(client, db):
    assertContains(found(client, "le la"), "trop courts ou trop courants")
    assertContains(found(client, "x"), "trop courts ou trop courants")
    assertContains(found(client, "zibeline"), "Rien ne répond à cette recherche")
    assertContains(client.get(PATH), "Rechercher dans tout le portail")


def test_the_search_costs_as_many_queries_for_many_as_for_few(client, everywhere, django_assert_max_num_queries):
    for rank in range(10):
        ContributionFactory(published=True, title=f"Un maraîchage {rank}", organisation=OrganisationFactory())
    with django_assert_max_num_queries(30):
        found(client, "maraîchage")


def test_the_box_is_on_public_and_work_pages(client, officer, authority):
    assertContains(client.get("/"), 'action="/recherche/"')
    client.force_login(officer)
    assertContains(client.get("/travail/annuaire/"), 'action="/recherche/"')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Rien ici.", "Rien ici."),
        ("mot " * 100 + "zibeline " + "fin " * 100, "zibeline"),
        ("x" * 40_000, "x" * 60),
    ],
)
def test_an_excerpt_is_short_and_holds_the_word(text, told):
    said = finding.excerpt(text, ("zibelin",))

    assert told in said
    assert len(said) < 300
