"""Two versions side by side: what came, what went, what moved, and why; the same questions whatever the size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.actions import Fed, close_clause, move_clause, revise_clause
from tests.factories import MeetingFactory, PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db
ADDRESS = "/plan/versions/1...2/"


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def clause(plan):
    return clause_from(plan, text="Trois comptoirs.", sheet={"publics": "Tous", "budget": [line(90_000)]})


def line(planned):
    return {"year": 2027, "funder": "Région", "planned": planned}


def rewrite(clause, by, **changed):
    base = clause.working()
    revise_clause(clause, by=by, base=base, **{"title": base.title, "text": base.text, **changed})


def test_a_sheet_that_changed_is_named_field_by_field_and_its_budget_in_euros(client, plan, clause, officer):
    version_of(plan)
    rewrite(clause, officer, sheet={"publics": "Habitants", "budget": [line(150_000)]})
    version_of(plan)

    page = client.get(ADDRESS).text

    assert "Fiche modifiée\u00a0: publics." in page
    assert "de 90\u202f000\u00a0€ à 150\u202f000\u00a0€" in page


def test_a_source_added_is_a_change_worth_showing(client, plan, clause, officer):
    version_of(plan)
    meeting = MeetingFactory(consultation=plan.consultations.get())
    kept = Fed("authority", sentence="Compétence de la collectivité.")
    rewrite(clause, officer, sources=[kept, Fed("meeting", meeting=meeting)], reason="Dit à Chauvigny.")
    version_of(plan)

    page = client.get(ADDRESS).text

    assert "1 source ajoutée." in page
    assert "Dit à Chauvigny." in page


def test_a_clause_that_moved_is_told_and_its_neighbours_are_not(client, plan, officer):
    *neighbours, last = [clause_from(plan, title=f"Mesure {n}") for n in range(3)]
    version_of(plan)
    move_clause(last, by=officer, way="up")
    version_of(plan)

    shown = client.get(ADDRESS).context["changes"]

    assert len(shown) == 1
    assert shown[0].notes == ["Elle change de place."]
    assert shown[0].reference in {neighbours[1].reference, last.reference}


def test_the_last_reason_given_in_between_is_kept_when_a_slip_is_mended_after(client, plan, clause, officer):
    version_of(plan)
    rewrite(clause, officer, text="Cinq comptoirs.", reason="Un par bassin de vie.")
    rewrite(clause, officer, text="Cinq comptoirs ouverts.")
    version_of(plan)

    assert "Un par bassin de vie." in client.get(ADDRESS).text


def test_a_clause_removed_says_why_it_went(client, plan, clause, officer):
    clause_from(plan)
    version_of(plan)
    close_clause(clause, by=officer, reason="Portée par le plan de l’habitat.")
    version_of(plan)

    page = client.get(ADDRESS).text

    assert "clause-gone" in page
    assert "Portée par le plan de l’habitat." in page
    assert "1 clause n’a pas bougé." in page


def test_the_older_version_always_comes_first(client, plan, clause):
    version_of(plan)
    version_of(plan)

    assert client.get("/plan/versions/2...1/").headers["Location"] == ADDRESS


def test_a_version_kept_from_the_reader_is_compared_with_nothing(client, plan, clause, officer):
    version_of(plan)
    rewrite(clause, officer, text="Un mot secret.")
    version_of(plan, submitted=False)

    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("size", [3, 30])
def test_a_comparison_asks_the_same_questions_whatever_changed(client, plan, officer, size):
    clauses = [clause_from(plan, title=f"Mesure {n}") for n in range(size)]
    version_of(plan)
    for one in clauses[: size // 3]:
        close_clause(one, by=officer, reason="Ailleurs.")
    for one in clauses[size // 3 :]:
        rewrite(one, officer, text="Autrement.", reason="Mieux dit.")
    clause_from(plan)
    version_of(plan)

    with CaptureQueriesContext(connection) as asked:
        client.get(ADDRESS)

    assert len(asked) <= 13
