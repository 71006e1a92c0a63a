"""The home page says where things stand, in ten seconds and few questions to the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essportal import clock
from plans.actions import record_deliberation, revise_clause
from plans.models import Stage
from tests.factories import (
    ContributionFactory,
    MeetingFactory,
    MunicipalityFactory,
    PlanFactory,
    clause_from,
    version_of,
)

pytestmark = pytest.mark.django_db
HOME = "/"


@pytest.fixture
def plan():
    return PlanFactory()


def test_the_stage_of_the_day_is_told_with_its_last_day(client, plan):
    today = clock.today()
    Stage.objects.create(
        plan=plan, rank=1, title="Écriture", starts_on=today - timedelta(days=40), ends_on=today - timedelta(days=9)
    )
    Stage.objects.create(
        plan=plan, rank=2, title="Relecture", starts_on=today - timedelta(days=8), ends_on=today + timedelta(days=8)
    )

    page = client.get(HOME).text

    assert "<mark>Relecture</mark>" in page
    assert 'aria-current="step"' in page


def test_the_home_page_announces_three_meetings_and_none_kept_inside(client, plan):
    consultation = plan.consultations.get()
    for n in range(4):
        MeetingFactory(title=f"Fabrique {n}", consultation=consultation, starts_at=clock.now() + timedelta(days=n + 1))
    MeetingFactory(title="Réunion des services", is_public=False, consultation=consultation)
    MeetingFactory(title="Fabrique en préparation", status="preparing", consultation=consultation)

    page = client.get(HOME).text

    assert page.count("<h3><a href") == 3
    assert "Fabrique 0" in page
    assert "Réunion des services" not in page
    assert "Fabrique en préparation" not in page


def test_the_latest_version_is_told_by_what_it_changes(client, plan, officer):
    clause = clause_from(plan, text="Trois comptoirs.")
    version_of(plan)
    revise_clause(clause, by=officer, base=clause.working(), title="Un comptoir", text="Cinq comptoirs.")
    version_of(plan)

    page = client.get(HOME).text

    assert "1 clause réécrite" in page
    assert "/plan/versions/1...2/" in page


def test_what_changed_is_never_counted_from_a_version_kept_from_the_reader(client, plan, officer, elected):
    clause = clause_from(plan)
    version_of(plan, is_public=False)
    revise_clause(clause, by=officer, base=clause.working(), title="Un comptoir", text="Cinq comptoirs.")
    version_of(plan)

    assert "Ce que change" not in client.get(HOME).text
    client.force_login(elected, "allauth.account.auth_backends.AuthenticationBackend")
    assert "1 clause réécrite" in client.get(HOME).text


def test_the_figures_count_what_is_published_and_the_departments_named(client, plan):
    consultation = plan.consultations.get()
    sheet = {"lead": {"kind": "department", "id": 1, "name": "Économie"}, "departments": [{"id": 2, "name": "Habitat"}]}
    clause_from(plan, sheet=sheet)
    clause_from(plan, sheet={"lead": {"kind": "organisation", "id": 1, "name": "La Remise"}})
    version_of(plan)
    ContributionFactory.create_batch(2, published=True, consultation=consultation)
    ContributionFactory(consultation=consultation)

    figures = client.get(HOME).context["figures"]

    assert figures["contributions"] == 2
    assert figures["departments"] == 2


def test_the_plan_in_force_stays_while_the_next_one_is_not_visible(client, plan, officer):
    clause_from(plan, title="Une mesure en vigueur")
    version = version_of(plan)
    version.status = "to_vote"
    version.save(update_fields=["status"])
    vote = {"in_office": 9, "present": 9, "proxies": 0, "voters": 9, "votes_for": 9, "votes_against": 0}
    record_deliberation(
        version,
        by=officer,
        number="2026-1",
        session_on=clock.today(),
        assembly="Conseil",
        object="Plan",
        outcome="adopted",
        abstentions=0,
        **vote,
    )
    later = PlanFactory(title="Le plan suivant", starts_on="2031-01-01", ends_on="2034-12-31")
    clause_from(later, title="Encore secrète")
    version_of(later, submitted=False)

    page = client.get(reverse("plans:plan")).text

    assert "Une mesure en vigueur" in page
    assert "Encore secrète" not in page
    assert "pas encore adopté" not in page


@pytest.mark.parametrize("size", [3, 30])
def test_the_home_page_asks_few_questions_whatever_the_size(client, plan, size):
    clauses = [clause_from(plan) for __ in range(size)]
    version_of(plan)
    clause_from(plan, parent=clauses[0])
    version_of(plan)
    ContributionFactory.create_batch(size, published=True, consultation=plan.consultations.get())

    with CaptureQueriesContext(connection) as asked:
        client.get(HOME)

    # The introduction, the windows of the consultation, its last point; one for the news, and one a kind of theirs.
    assert len(asked) <= 21


def test_communes_stand_in_alphabetical_order(client):
    for name in ["Vouillé", "Échiré", "Dissay", "Beaumont"]:
        MunicipalityFactory(name=name)

    page = client.get(reverse("plans:by-municipality"))

    assert [commune.name for commune in page.context["municipalities"]] == ["Beaumont", "Dissay", "Échiré", "Vouillé"]
