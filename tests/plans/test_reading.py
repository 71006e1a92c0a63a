"""Everyone reads the plan, and nobody reads what is not theirs to read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.actions import withdraw_contribution
from plans.actions import Fed, close_clause, revise_clause, write_reply
from tests.factories import (
    ContributionFactory,
    MeetingFactory,
    PlanFactory,
    SynthesisPointFactory,
    clause_from,
    version_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def contribution(plan, member):
    return ContributionFactory(
        published=True, consultation=plan.consultations.get(), author=member, text="Un secret de Polichinelle."
    )


def test_a_visitor_reads_the_plan_and_where_each_clause_comes_from(client, plan, contribution):
    clause = clause_from(
        plan, text="Un comptoir **par bassin**.", sources=[Fed("contribution", contribution=contribution)]
    )
    write_reply(contribution, plan=plan, by=contribution.author, outcome="retenue", reason="Repris.", clauses=[clause])
    version_of(plan)

    page = client.get(reverse("plans:plan"))

    assert "<strong>par bassin</strong>" in page.text
    assert "1 contribution" in page.text
    assert "Ce texte n’est pas encore adopté" in page.text


def test_a_version_not_submitted_is_unknown_to_a_visitor_by_every_door(client, plan):
    clause = clause_from(plan, title="Titre encore secret")
    version = version_of(plan, submitted=False)

    for name in ("version", "verify", "plan-json", "plan-pdf"):
        assert client.get(reverse(f"plans:{name}", args=[version.number])).status_code == 404
    assert client.get(reverse("plans:clause", args=[clause.reference])).status_code == 404
    for page in ("home", "plan", "versions"):
        assert "Titre encore secret" not in client.get(reverse(f"plans:{page}")).text


def test_a_restricted_version_is_read_by_officials_only(client, plan, elected):
    clause_from(plan)
    version = version_of(plan, is_public=False)

    assert client.get(version.get_absolute_url()).status_code == 404
    client.force_login(elected, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(version.get_absolute_url()).status_code == 200


def test_a_reply_only_drafted_is_not_shown_to_visitors(client, plan, contribution, officer):
    write_reply(contribution, plan=plan, by=officer, outcome="non_retenue", reason="Pas encore dit.")

    page = client.get(contribution.get_absolute_url())

    assert "Pas encore dit." not in page.text
    assert "non retenue" not in page.text


def test_a_contribution_taken_back_leaves_its_mark_and_not_its_text(client, plan, contribution, member, officer):
    clause = clause_from(plan, sources=[Fed("contribution", contribution=contribution)])
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    version_of(plan)
    withdraw_contribution(contribution, by=member)

    page = client.get(reverse("plans:clause", args=[clause.reference]))

    assert "contribution retirée" in page.text
    assert contribution.title not in page.text
    assert client.get(contribution.get_absolute_url()).status_code == 410


def test_a_meeting_or_a_point_kept_inside_is_cited_by_its_reference_alone(client, plan, officer):
    consultation = plan.consultations.get()
    inside = MeetingFactory(title="Réunion des services", is_public=False, consultation=consultation)
    point = SynthesisPointFactory(title="Un point en chantier", consultation=consultation)
    clause = clause_from(plan, sources=[Fed("meeting", meeting=inside), Fed("synthesis", point=point)])
    version_of(plan)
    pages = [reverse("plans:clause", args=[clause.reference]), reverse("plans:plan")]

    for page in pages:
        assert inside.title not in client.get(page).text
        assert point.title not in client.get(page).text
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    assert inside.title in client.get(pages[0]).text


def test_a_section_says_what_its_measures_come_from(client, plan, contribution, officer):
    axis = clause_from(plan, kind="section", title="Un axe")
    clause_from(plan, parent=axis, sources=[Fed("contribution", contribution=contribution)])
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Repris.")
    version_of(plan)

    first = client.get(reverse("plans:plan")).context["passages"][0]

    assert [origin.kind for origin in first.origins] == ["contribution", "authority"]


def test_a_clause_taken_out_is_read_in_the_last_version_that_held_it(client, plan, officer):
    clause, __ = clause_from(plan, text="Des mots d’avant."), clause_from(plan)
    version_of(plan)
    close_clause(clause, by=officer, reason="Portée ailleurs.")
    version_of(plan)

    page = client.get(reverse("plans:clause", args=[clause.reference])).text

    assert "Des mots d’avant." in page
    assert "Cette clause ne figure plus dans la version 2" in page


def test_the_history_of_a_clause_tells_each_change_with_its_reason(client, plan, officer):
    clause = clause_from(plan)
    version_of(plan)
    revise_clause(clause, by=officer, base=clause.working(), title="Autre", text="Cinq.", reason="Un par bassin.")
    version_of(plan)
    version_of(plan)

    page = client.get(reverse("plans:clause", args=[clause.reference]))

    assert [step["pin"].version.number for step in page.context["history"]] == [2, 1]
    assert "Un par bassin." in page.text


@pytest.mark.parametrize("address", ["P-9999", "abc", "1", "P-" + "9" * 300, "versions/abc", "versions/" + "9" * 40])
def test_an_address_that_names_nothing_is_not_found(client, plan, address):
    clause_from(plan)
    version_of(plan)

    assert client.get(f"/plan/{address}/").status_code == 404


def test_a_large_plan_with_its_sheets_stays_light(client, plan):
    sheet = {"constat": "Un constat. " * 8, "expected": "Un résultat attendu. " * 5, "publics": "Tous les habitants"}
    sheet["lead"] = {"kind": "department", "id": 1, "name": "Direction de l’économie et de l’emploi"}
    sheet["budget"] = [{"year": 2027 + n % 4, "funder": "Communauté urbaine", "planned": 9000} for n in range(8)]
    for n in range(53):
        clause_from(plan, text="Une phrase du plan qui dit ce qui sera fait. " * 14, sheet=sheet if n % 3 else None)
    version_of(plan)

    assert len(client.get(reverse("plans:plan")).content) <= 150_000


def test_two_versions_are_compared_word_by_word_with_the_reason(client, plan, officer):
    clause, gone = clause_from(plan, text="Trois comptoirs."), clause_from(plan, title="Une mesure de trop")
    version_of(plan)
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title=base.title, text="Cinq comptoirs.", reason="Un par bassin.")
    close_clause(gone, by=officer, reason="Portée ailleurs.")
    version_of(plan)

    page = client.get("/plan/versions/1...2/")

    assert "<del>" in page.text
    assert "Trois" in page.text
    assert "Cinq" in page.text
    assert "Un par bassin." in page.text
    assert "1 clause retirée" in page.text
    assert "1 clause réécrite" in page.text


@pytest.mark.parametrize("address", ["1...1", "1...9", "9...1", "0...1", "1...999999"])
def test_a_comparison_that_does_not_exist_is_not_found(client, plan, address):
    clause_from(plan)
    version_of(plan)

    assert client.get(f"/plan/versions/{address}/").status_code == 404


def test_hostile_words_on_both_sides_of_a_comparison_stay_words(client, plan, officer):
    clause = clause_from(plan, title="<script>alert(1)</script>", text="<img src=x onerror=alert(2)> avant")
    version_of(plan)
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title="<script>alert(3)</script>", text="<svg onload=alert(4)> après")
    version_of(plan)

    for address in ("/plan/versions/1...2/", "/plan/", f"/plan/{clause.reference}/", "/plan/versions/"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page


@pytest.mark.parametrize("name", ["home", "plan", "versions", "by-municipality"])
def test_an_empty_portal_says_what_comes_next(client, db, name):
    assert client.get(reverse(f"plans:{name}")).status_code == 200


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("size", [3, 30])
def test_a_page_asks_few_questions_whatever_the_size_of_the_plan(client, plan, contribution, officer, size):
    fed = [Fed("contribution", contribution=contribution)]
    clauses = [clause_from(plan, sources=fed) for __ in range(size)]
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Repris.", clauses=clauses)
    version_of(plan)
    clause_from(plan, sources=fed)
    version_of(plan)

    assert queries(client, "/plan/") <= 13
    assert queries(client, "/plan/versions/") <= 4
    assert queries(client, reverse("plans:clause", args=[clauses[0].reference])) <= 11
    assert queries(client, contribution.get_absolute_url()) <= 16
