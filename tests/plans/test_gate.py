"""No version goes to review while a contribution that is due lacks its reasoned reply."""

from datetime import timedelta

import pytest
from django.urls import reverse

from essportal import clock
from essportal.errors import Refused
from plans.actions import close_review, freeze_version, revise_clause, submit_version, write_reply
from plans.models import VersionStatus
from plans.selectors import gate
from tests.factories import ContributionFactory, PlanFactory, clause_from, version_of


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def clause(plan, officer):
    return clause_from(plan, by=officer)


@pytest.fixture
def idea(plan):
    return ContributionFactory(published=True, consultation=plan.consultations.get())


def answer(idea, plan, officer, **fields):
    return write_reply(idea, plan=plan, by=officer, **{"outcome": "non_retenue", "reason": "Voici pourquoi.", **fields})


def frozen(plan, officer):
    return freeze_version(plan, by=officer, note="Première écriture.")


def blocker(version, code):
    return next((one for one in gate.blockers(version) if one.code == code), None)


def test_a_contribution_without_reply_stops_the_submission_and_is_named(officer, plan, clause, idea, in_a_month):
    version = freeze_version(plan, by=officer, note="Première écriture.")

    with pytest.raises(Refused) as refusal:
        submit_version(version, by=officer, closes_on=in_a_month)

    assert refusal.value.items == [idea]
    version.refresh_from_db()
    assert version.status == VersionStatus.FROZEN


def test_the_page_of_the_refusal_names_the_contributions(client, officer, plan, clause, idea, in_a_month):
    version = freeze_version(plan, by=officer, note="Première écriture.")
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")

    response = client.post(
        reverse("plans:submit", args=[version.number]), {"closes_on": in_a_month.isoformat(), "is_public": "1"}
    )

    assert response.status_code == 409
    assert idea.title in response.text
    assert idea.get_absolute_url() in response.text
    assert reverse("plans:replies") in response.text


def test_a_reply_written_after_the_freeze_asks_for_a_new_one(officer, plan, clause, idea, in_a_month):
    """What the seal holds is what the vote will be on: the replies too."""
    version = frozen(plan, officer)
    answer(idea, plan, officer)

    with pytest.raises(Refused) as refusal:
        submit_version(version, by=officer, closes_on=in_a_month)

    assert refusal.value.items == [idea]
    assert refusal.value.way_out[1] == reverse("plans:freeze")
    assert blocker(version, "unsealed").items == [idea]
    assert submit_version(frozen(plan, officer), by=officer, closes_on=in_a_month).reply_count == 1


def test_a_reply_reworded_after_the_freeze_stays_as_it_was_sealed(officer, plan, clause, idea, in_a_month):
    answer(idea, plan, officer)
    version = frozen(plan, officer)
    answer(idea, plan, officer, reason="Dit autrement.")

    assert submit_version(version, by=officer, closes_on=in_a_month).status == VersionStatus.IN_REVIEW


def test_freezing_never_waits_for_replies(officer, plan, clause, idea):
    assert freeze_version(plan, by=officer, note="Travail du lundi.").status == VersionStatus.FROZEN


@pytest.mark.parametrize("outcome", ["retenue", "en_partie", "deja_prevue", "non_retenue", "hors_competence"])
def test_any_reasoned_outcome_is_a_reply(officer, plan, clause, idea, outcome):
    answer(idea, plan, officer, outcome=outcome)

    assert gate.missing(plan) == []


def test_a_contribution_put_off_to_a_date_has_its_reply(officer, plan, clause, idea):
    answer(idea, plan, officer, outcome="reportee", postponed_to=clock.today() + timedelta(days=200))

    assert gate.missing(plan) == []


def test_a_reply_to_be_read_again_counts_as_missing(officer, plan, clause, idea):
    answer(idea, plan, officer, outcome="retenue", clauses=[clause])
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title=base.title, text="D’autres mots.")

    assert gate.missing(plan) == [idea]


def test_what_comes_after_the_cutoff_is_listed_but_does_not_stop(officer, plan, clause, idea, in_a_month):
    plan.cutoff_on = clock.today() - timedelta(days=20)
    plan.save()
    clause.working().sheet.update(lead=None)

    version = version_of(plan, by=officer)

    assert version.status == VersionStatus.IN_REVIEW


def test_late_contributions_are_told_apart_before_the_first_submission(officer, plan, clause, idea):
    plan.cutoff_on = clock.today() - timedelta(days=20)
    plan.save()

    version = frozen(plan, officer)
    late = blocker(version, "late")

    assert late.items == [idea]
    assert not late.is_blocking
    assert blocker(version, "replies") is None


def test_after_the_first_submission_the_late_ones_are_due(officer, plan, clause, idea, in_a_month):
    plan.cutoff_on = clock.today() - timedelta(days=20)
    plan.save()
    close_review(version_of(plan, by=officer), by=officer)

    second = freeze_version(plan, by=officer, note="Deuxième écriture.")

    with pytest.raises(Refused) as refusal:
        submit_version(second, by=officer, closes_on=in_a_month)
    assert refusal.value.items == [idea]


def test_contributions_set_aside_withdrawn_or_still_waiting_are_not_counted(plan, clause):
    consultation = plan.consultations.get()
    ContributionFactory(consultation=consultation)
    ContributionFactory(set_aside=True, consultation=consultation)
    ContributionFactory(withdrawn=True, consultation=consultation)

    assert gate.missing(plan) == []


def test_contributions_of_another_plan_are_not_counted(plan, clause):
    ContributionFactory(published=True)

    assert gate.missing(plan) == []


def test_a_measure_without_lead_is_told_and_does_not_stop(officer, plan, clause):
    lead = blocker(frozen(plan, officer), "leads")

    assert lead.items == [clause.working()]
    assert version_of(plan, by=officer).status == VersionStatus.IN_REVIEW


def test_before_submitting_one_page_lists_all_that_waits(client, officer, plan, clause, idea):
    version = freeze_version(plan, by=officer, note="Première écriture.")
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("plans:submit", args=[version.number])).text

    assert "1 contribution sans réponse motivée" in page
    assert "1 mesure sans pilote" in page
    assert reverse("plans:reply", args=[idea.reference]) in page
    assert reverse("plans:sheet", args=[clause.reference]) in page
