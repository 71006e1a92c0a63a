"""The next plan starts from the one before: kept, changed or dropped with a reason; everyone reads the account."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from essportal.errors import Refused
from plans.actions import decide_fate, publish_account, revise_clause, start_from
from plans.models import Fate, Plan, Revision, Succeeded
from plans.selectors.outline import working_outline
from tests.factories import PlanFactory, clause_from, version_of

DESK = "/travail/plan/reprise/"


@pytest.fixture
def before(officer):
    """A plan with an axis, a measure under it, another one; its version is public."""
    plan = PlanFactory(title="Plan 2024–2026", starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31))
    axis = clause_from(plan, by=officer, kind="section", title="Se nourrir", text="")
    plan.measure = clause_from(plan, by=officer, title="Des terres", text="Acheter.", parent=axis, sheet={"lead": None})
    plan.other = clause_from(plan, by=officer, title="Un fonds", text="Prêter.")
    plan.axis = axis
    plan.version = version_of(plan, by=officer)
    return plan


@pytest.fixture
def succession(before, officer):
    return start_from(PlanFactory(), by=officer, version=before.version)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def tree(plan):
    return [(placed.depth, placed.revision.title) for placed in working_outline(plan)]


def decide(succession, officer, *clauses, fate=Fate.KEPT, reason="Elle a servi.", **more):
    return decide_fate(succession, clauses, by=officer, fate=fate, reason=reason, **more)


def test_the_team_opens_the_next_plan_and_says_what_it_starts_from(desk, before):
    fields = {
        "title": "Plan 2027–2030",
        "starts_on": "2027-01-01",
        "ends_on": "2030-12-31",
        "levels": "Axe\nMesure | M",
    }

    early = desk.post("/travail/plan/suivant/", {**fields, "starts_on": "2023-01-01"})
    assertContains(early, "le suivant commence après")
    assertRedirects(desk.post("/travail/plan/suivant/", fields), DESK)
    assertContains(desk.get(DESK), "Plan 2024–2026, Version")
    desk.post(DESK, {"version": before.version.pk})

    assert Plan.objects.current().succession.version == before.version
    assertContains(desk.get(DESK), "3 clauses attendent une décision")


def test_a_kept_clause_is_taken_over_with_its_words_its_sheet_and_where_it_comes_from(succession, before, officer):
    decide(succession, officer, before.axis, before.measure)

    assert tree(succession.plan) == [(1, "Se nourrir"), (2, "Des terres")]
    taken = Revision.objects.get(clause__plan=succession.plan, title="Des terres")
    assert (taken.text, taken.sheet) == ("Acheter.", {"lead": None})
    assert taken.clause.reference != before.measure.reference
    assert f"Reprise de {before.measure.reference}" in taken.sources.get().sentence


def test_a_clause_whose_axis_is_dropped_stands_at_the_head(succession, before, officer):
    decide(succession, officer, before.axis, fate=Fate.DROPPED)
    decide(succession, officer, before.measure)

    assert tree(succession.plan) == [(1, "Des terres")]


def test_a_clause_that_the_plan_has_already_may_take_the_place(succession, before, officer):
    there = clause_from(succession.plan, title="Des terres à plusieurs")

    decide(succession, officer, before.measure, fate=Fate.CHANGED, successor=there)

    assert tree(succession.plan) == [(1, "Des terres à plusieurs")]
    with pytest.raises(Refused):
        decide(succession, officer, before.other, successor=before.axis)


def test_deciding_again_replaces_the_decision_and_never_doubles_the_clause(succession, before, officer):
    for fate in (Fate.KEPT, Fate.CHANGED, Fate.KEPT):
        decide(succession, officer, before.other, fate=fate)

    assert tree(succession.plan) == [(1, "Un fonds")]
    assert Succeeded.objects.count() == 1


def test_a_clause_of_elsewhere_is_refused(succession, officer):
    with pytest.raises(Refused):
        decide(succession, officer, clause_from(succession.plan))


def test_the_account_waits_for_every_decision_then_never_changes(succession, before, officer):
    decide(succession, officer, before.axis, before.measure)
    with pytest.raises(Refused, match="1 clause du plan précédent"):
        publish_account(succession, by=officer)
    decide(succession, officer, before.other, fate=Fate.DROPPED, reason="Trop peu de demandes.")
    publish_account(succession, by=officer)

    with pytest.raises(Refused):
        decide(succession, officer, before.other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Succeeded.objects.update(reason="Autre chose.")


def test_everyone_reads_the_account_once_published_but_not_the_working_text(client, succession, before, officer):
    decide(succession, officer, before.axis, before.measure, before.other, fate=Fate.CHANGED, reason="À élargir.")
    successor = Succeeded.objects.get(clause=before.measure).successor
    words = {"title": "Des terres secrètes", "text": "Acheter et louer."}
    revise_clause(successor, by=officer, base=successor.working(), **words)
    path = succession.get_absolute_url()

    assert client.get(path).status_code == 404
    publish_account(succession, by=officer)
    answer = client.get(path)
    assertContains(answer, "3 clauses changées")
    assertContains(answer, "À élargir.")
    assertContains(answer, "à lire avec sa prochaine version")
    assertNotContains(answer, "secrètes")

    version_of(succession.plan, by=officer)
    answer = client.get(path)
    assertContains(answer, "Des terres secrètes")
    assertContains(answer, "et louer")


def test_the_plans_stand_side_by_side_each_readable(client, succession, before, officer):
    assertContains(client.get("/plan/tous/"), before.version.get_absolute_url())
    assertNotContains(client.get("/plan/tous/"), "reprise")
    decide(succession, officer, before.axis, before.measure, before.other)
    publish_account(succession, by=officer)
    version = version_of(succession.plan, by=officer)

    answer = client.get("/plan/tous/")
    assertContains(answer, version.get_absolute_url())
    assertContains(answer, succession.get_absolute_url())
    assertContains(client.get(before.version.get_absolute_url()), "Acheter.")


def test_the_desk_decides_several_at_once_and_says_what_lacks(desk, succession, before):
    nothing = desk.post(DESK, {"fate": "kept", "reason": "Gardé tel quel."})
    assertContains(nothing, "Cochez au moins une clause.")
    assertContains(nothing, "Gardé tel quel.")

    keys = [before.axis.pk, before.measure.pk, before.other.pk]
    desk.post(DESK, {"clauses": keys, "fate": "kept", "reason": "Utiles."}, follow=True)
    assertContains(desk.get(DESK), "Toutes les clauses sont décidées")
    one = reverse("plans:succession-decide", args=[before.other.reference])
    answer = desk.post(one, {"fate": "dropped", "reason": "Doublon.", "successor": ""}, follow=True)
    assertContains(answer, "reste dans le texte")
    desk.post("/travail/plan/reprise/publier/")
    assertContains(desk.get(DESK), "Le bilan de reprise est publié")
    assert desk.get(one).status_code == 409
    assert desk.post(DESK, {"clauses": keys, "fate": "kept", "reason": "Utiles."}).status_code == 409


def test_without_an_older_plan_the_desk_says_what_to_do(desk, db):
    PlanFactory()

    assertContains(desk.get(DESK), "Importer le texte d’un plan existant")


def test_a_plan_never_starts_from_a_later_one(before, officer):
    later = PlanFactory(starts_on=date(2022, 1, 1), ends_on=date(2023, 12, 31))
    with pytest.raises(Refused):
        start_from(later, by=officer, version=before.version)
    with pytest.raises(Refused):
        start_from(before, by=officer, version=before.version)


def test_the_account_costs_as_many_queries_for_many_as_for_few(
    client, succession, before, officer, django_assert_max_num_queries
):
    decide(succession, officer, before.axis, before.measure, before.other)
    publish_account(succession, by=officer)
    with django_assert_max_num_queries(12):
        client.get(succession.get_absolute_url())
