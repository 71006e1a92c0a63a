"""A portal that starts empty is set up in five steps, each of which may wait."""

import pytest
from django.urls import reverse

from actors import actions
from actors.models import SetUp
from essportal import todo
from plans.selectors import setup
from tests.factories import (
    ConsultationFactory,
    DepartmentFactory,
    LocalAuthorityFactory,
    MunicipalityFactory,
    PersonFactory,
    PlanFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "plans:set-up"


@pytest.fixture
def founder():
    person = PersonFactory(name="Claude Gabarit")
    actions.found_portal(by=person, name=person.name)
    return person


@pytest.fixture
def at_work(client, founder):
    client.force_login(founder)
    return client


def to_do(person):
    return [item.title for item in todo.items(person) if "Mise en route" in item.title]


def test_the_list_of_things_to_do_says_how_far_it_is(founder):
    assert to_do(founder) == ["Mise en route : 0 étape faite sur 5"]

    LocalAuthorityFactory()
    MunicipalityFactory()

    assert to_do(founder) == ["Mise en route : 2 étapes faites sur 5"]


def test_a_step_passed_leads_to_the_next_and_is_asked_no_more(at_work, founder):
    answer = at_work.post(reverse(PAGE), {"passer": "territoire"})

    assert answer.headers["Location"] == reverse("plans:plan-frame")
    assert SetUp.objects.get().skipped == ["territoire"]
    assert [step.is_skipped for step in setup.steps(SetUp.objects.get(), founder)] == [False, True, False, False, False]


def test_all_steps_passed_leave_nothing_to_do(at_work, founder):
    for key, *__ in setup.STEPS:
        answer = at_work.post(reverse(PAGE), {"passer": key})

    assert answer.headers["Location"] == reverse(PAGE)
    assert to_do(founder) == []


def test_a_step_passed_then_done_is_done(at_work, founder):
    at_work.post(reverse(PAGE), {"passer": "collectivite"})
    LocalAuthorityFactory()

    assert setup.steps(SetUp.objects.get(), founder)[0].word == "réalisée"


def test_the_set_up_is_closed_before_its_end_and_asks_no_more(at_work, founder):
    at_work.post(reverse(PAGE), {"terminer": "1"})

    assert to_do(founder) == []
    assert "Mise en route, étape" not in at_work.get(reverse("actors:identity")).content.decode()
    assert at_work.get(reverse(PAGE)).status_code == 200


def test_an_unknown_step_closes_nothing(at_work):
    at_work.post(reverse(PAGE), {"passer": "inconnue"})

    assert SetUp.objects.get().closed_at is None


def test_each_step_page_says_where_one_is(at_work, founder):
    PlanFactory(consultation=ConsultationFactory())

    for step in setup.steps(SetUp.objects.get(), founder):
        page = at_work.get(step.url).content.decode()
        assert f"Mise en route, étape {step.rank} sur 5." in page, step.url


def test_a_portal_settled_otherwise_shows_no_set_up_in_things_to_do(officer, authority, client):
    client.force_login(officer)

    assert to_do(officer) == []
    assert "Mise en route, étape" not in client.get(reverse("actors:departments")).content.decode()
    assert client.post(reverse(PAGE), {"terminer": "1"}).status_code == 409


def test_an_administrator_outside_the_team_is_led_only_where_they_may_go(client, founder, administrator):
    client.force_login(administrator)

    page = client.get(reverse(PAGE)).content.decode()

    assert f'href="{reverse("actors:identity")}"' in page
    assert f'href="{reverse("plans:plan-frame")}"' not in page


def test_strangers_and_members_never_see_the_set_up(client, member, founder):
    assert "/compte/" in client.get(reverse(PAGE)).headers["Location"]
    client.force_login(member)

    for method in (client.get, client.post):
        assert method(reverse(PAGE)).status_code == 403


def test_a_town_sets_itself_up_from_nothing(at_work, founder):
    at_work.post(
        reverse("actors:identity"),
        {"name": "Sixte", "short_name": "Sixte", "kind": "commune", "assembly": "conseil municipal"},
    )
    at_work.post(reverse("actors:territory"), {"prendre": "1", "communes": ["86194"]})
    dates = {"starts_on": "2027-01-01", "ends_on": "2030-12-31"}
    at_work.post(reverse("plans:plan-frame"), {"title": "Plan de l’ESS", "levels": "Axe\nAction | A", **dates})
    at_work.post(reverse("actors:departments"), {"lines": "Direction de la culture | Culture"})
    address = reverse("plans:draw-consultation") + "?mois=12&debut=2027-01-01"
    page = at_work.get(address)
    fields = {field.html_name: field.value() for field in page.context["form"]}
    stages = {"etape-TOTAL_FORMS": 0, "etape-INITIAL_FORMS": 0}
    answer = at_work.post(address, fields | stages)

    assert answer.headers["Location"] == reverse(PAGE)
    assert all(step.is_done for step in setup.steps(None, founder))
    assert "Le portail est en place" in at_work.get(reverse(PAGE)).content.decode()
    assert to_do(founder) == []


def test_things_done_count_wherever_they_were_done(founder):
    DepartmentFactory()

    assert [step.is_done for step in setup.steps(SetUp.objects.get(), founder)] == [False, False, False, True, False]
