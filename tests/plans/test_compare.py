"""Two versions side by side: what came, what went, what moved, and why; the same questions whatever the size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essportal import clock
from plans.actions import Fed, close_clause, join_clauses, move_clause, revise_clause, split_clause
from plans.models import Version
from tests.factories import ContributionFactory, MeetingFactory, PlanFactory, clause_from, version_of

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

    assert len(asked) <= 15


LONG = (
    "La collectivité ouvre trois comptoirs de réemploi dans les anciennes écoles de la vallée. "
    "Elle confie leur tenue à des associations choisies pour six ans renouvelables."
)
FIRST = LONG.partition(" Elle")[0]


def test_clauses_split_and_joined_are_told_on_the_page(client, plan, officer):
    clause, one, other = (clause_from(plan, title=title, text=LONG) for title in ("Comptoirs", "Un", "Deux"))
    version_of(plan)
    second = split_clause(clause, by=officer, base=clause.working(), place=len(FIRST) + 1, title="La suite")
    join_clauses(one, other, by=officer, bases=(one.working(), other.working()), title="Un", text=LONG)
    version_of(plan)

    page = client.get(ADDRESS).text

    assert "1 clause scindée" in page
    assert "1 clause réunie à une autre" in page
    assert f"Issue de la scission de {clause.reference}" in page
    assert f"Scindée\u00a0: la suite est {second.reference}" in page
    assert f"Réunit aussi {other.reference}" in page


def test_both_texts_are_shown_side_by_side_each_with_its_own_words(client, plan, clause, officer):
    version_of(plan)
    rewrite(clause, officer, text="Cinq comptoirs.")
    version_of(plan)

    page = client.get(f"{ADDRESS}?vue=cote-a-cote").text

    before, after = page.split('class="clause-body beside"')[1].split('<p class="fine mb-1">')[1:3]
    assert "<del>" in before
    assert "<ins>" not in before
    assert "<ins>" in after
    assert "<del>" not in after


def test_a_calendar_that_changed_is_told_in_months(client, plan, officer):
    clause = clause_from(plan, sheet={"start": "2027-01", "end": "2027-06"})
    version_of(plan)
    rewrite(clause, officer, sheet={"start": "2027-01", "end": "2028-06"})
    version_of(plan)

    page = client.get(ADDRESS).text

    assert "1 calendrier modifié" in page
    assert "janvier 2027 – juin 2027" in page
    assert "juin 2028" in page


def test_every_reason_given_in_between_is_told_and_the_contribution_that_came_in(client, plan, clause, officer):
    idea = ContributionFactory(published=True, consultation=plan.consultations.get())
    version_of(plan, submitted=False)
    Version.objects.update(submitted_at=clock.now(), status="outdated")
    rewrite(clause, officer, text="Quatre comptoirs.", reason="Demandé à Chauvigny.")
    kept = Fed("authority", sentence="Compétence de la collectivité.")
    sources = [kept, Fed("contribution", contribution=idea, sentence="Un de plus.")]
    rewrite(clause, officer, text="Cinq comptoirs.", sources=sources, reason="Une voix de plus.")
    version_of(plan, submitted=False)
    Version.objects.filter(number=2).update(submitted_at=clock.now())

    page = client.get(ADDRESS).text

    assert "Demandé à Chauvigny." in page
    assert "Une voix de plus." in page
    assert idea.get_absolute_url() in page


def test_hostile_marks_in_both_texts_stay_words(client, plan, officer):
    clause = clause_from(plan, title="<img src=x onerror=alert(1)>", text="Avant </del><script>alert(1)</script> ici.")
    version_of(plan)
    rewrite(clause, officer, title="</ins><svg onload=alert(2)>", text="Après </ins><script>alert(2)</script> là.")
    version_of(plan)

    for view in ("", "?vue=cote-a-cote"):
        page = client.get(ADDRESS + view).text.split("<h1>")[1].split("</main>")[0]
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
        assert page.count("<ins>") == page.count("</ins>")
        assert page.count("<del>") == page.count("</del>")


def test_a_contribution_taken_back_since_is_no_longer_linked(client, plan, clause, officer):
    idea = ContributionFactory(published=True, consultation=plan.consultations.get(), title="Un secret à moi")
    version_of(plan, submitted=False)
    rewrite(clause, officer, sources=[Fed("contribution", contribution=idea)])
    version_of(plan, submitted=False)
    Version.objects.update(submitted_at=clock.now())
    assert idea.get_absolute_url() in client.get(ADDRESS).text

    type(idea).objects.filter(pk=idea.pk).update(status="withdrawn", withdrawn_at=clock.now())
    page = client.get(ADDRESS).text

    assert idea.get_absolute_url() not in page
    assert "contribution retirée" in page


def test_any_two_versions_are_chosen_from_the_register(client, plan, clause):
    for __ in range(3):
        version_of(plan)

    assert client.get("/plan/versions/?de=3&a=1").headers["Location"] == "/plan/versions/1...3/"
    assert "Choisissez deux versions différentes." in client.get("/plan/versions/?de=2&a=2").text
