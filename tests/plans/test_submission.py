"""A version is frozen, submitted, read, closed, sent to the council: each step once, in order, by the team."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from essportal import clock
from essportal.errors import Refused
from essportal.journal import sentence, timeline
from plans.actions import (
    answer_remark,
    close_review,
    freeze_version,
    give_opinion,
    leave_remark,
    open_plan,
    send_to_council,
    submit_version,
)
from plans.models import Plan, RemarkStatus, Version, VersionStatus
from tests.factories import ContributionFactory, PersonFactory, PlanFactory, clause_from, version_of


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def clause(plan, officer):
    return clause_from(plan, by=officer)


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name, version, *more):
    return reverse(f"plans:{name}", args=[version.number, *more])


def test_the_team_freezes_the_working_text_and_says_why(at_work, plan, clause):
    response = at_work.post(reverse("plans:freeze"), {"note": "Après les fabriques.", "after": 0})

    version = Version.objects.get()
    assert response.headers["Location"] == at("version-desk", version)
    assert (version.number, version.status, version.note) == (1, VersionStatus.FROZEN, "Après les fabriques.")


def test_a_freeze_sent_twice_makes_one_version(at_work, plan, clause):
    at_work.post(reverse("plans:freeze"), {"note": "Après les fabriques.", "after": 0})
    again = at_work.post(reverse("plans:freeze"), {"note": "Après les fabriques.", "after": 0})

    assert again.status_code == 409
    assert at("version-desk", Version.objects.get()) in again.text


def test_a_version_says_why_it_is_made(at_work, plan, clause):
    response = at_work.post(reverse("plans:freeze"), {"note": " "})

    assert "note" in response.context["form"].errors
    assert not Version.objects.exists()


def test_an_empty_plan_is_not_frozen(officer, plan):
    with pytest.raises(Refused, match="pas encore de clause"):
        freeze_version(plan, by=officer, note="Vide.")


def test_before_freezing_the_page_says_what_changed(at_work, officer, plan, clause):
    version_of(plan, by=officer, submitted=False)
    clause_from(plan, by=officer, title="Une de plus")

    page = at_work.get(reverse("plans:freeze")).text

    assert "Le texte a changé depuis la version 1" in page
    assert "1 clause ajoutée" in page


def test_a_new_version_makes_the_one_under_way_out_of_date(officer, plan, clause):
    first = version_of(plan, by=officer)

    freeze_version(plan, by=officer, note="Deuxième écriture.")

    first.refresh_from_db()
    assert first.status == VersionStatus.OUTDATED


def test_submitting_opens_the_review_and_invites_the_officials(at_work, elected, plan, clause, officer, run_tasks):
    version = freeze_version(plan, by=officer, note="Première écriture.")
    closes_on = clock.today() + timedelta(days=30)

    at_work.post(at("submit", version), {"closes_on": closes_on.isoformat(), "is_public": "1"})
    run_tasks()

    version.refresh_from_db()
    assert (version.status, version.review_closes_on) == (VersionStatus.IN_REVIEW, closes_on)
    assert [message.to for message in mail.outbox] == [[elected.email]]


def test_a_review_lasts_at_least_a_day(at_work, officer, plan, clause):
    version = freeze_version(plan, by=officer, note="Première écriture.")

    response = at_work.post(at("submit", version), {"closes_on": clock.today().isoformat(), "is_public": "1"})

    assert "closes_on" in response.context["form"].errors


def test_a_restricted_version_is_not_read_by_everyone(at_work, officer, member, elected, plan, clause, in_a_month):
    version = freeze_version(plan, by=officer, note="Document de travail.")

    at_work.post(at("submit", version), {"closes_on": in_a_month.isoformat(), "is_public": "0"})

    assert version not in Version.objects.visible_to(member)
    assert version in Version.objects.visible_to(elected)


@pytest.mark.parametrize("stranger", ["member", "elected", "correspondent", "secretariat", "administrator"])
@pytest.mark.parametrize("name", ["version-desk", "submit", "close-review"])
def test_nobody_else_moves_a_version(client, request, officer, plan, clause, stranger, name):
    version = version_of(plan, by=officer)
    client.force_login(request.getfixturevalue(stranger), "allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(at(name, version)).status_code == 403
    assert client.post(at(name, version)).status_code == 403


@pytest.mark.parametrize("name", ["submit", "send-to-council"])
def test_a_step_at_the_wrong_moment_is_a_page_that_says_why(at_work, officer, plan, clause, in_a_month, name):
    version = version_of(plan, by=officer)

    response = at_work.post(at(name, version), {"closes_on": in_a_month.isoformat(), "is_public": "1"})

    assert response.status_code == 409
    assert "n’est plus possible" in response.text


def test_closing_the_review_twice_closes_it_once(officer, plan, clause):
    version = version_of(plan, by=officer)
    close_review(version, by=officer)

    with pytest.raises(Refused):
        close_review(version, by=officer)


def test_a_closed_review_takes_no_remark_nor_opinion(officer, elected, plan, clause):
    version = version_of(plan, by=officer)
    close_review(version, by=officer)

    with pytest.raises(Refused):
        leave_remark(version, clause, by=elected, text="Trop tard.")
    with pytest.raises(Refused):
        give_opinion(version, by=elected, kind="favorable", text="")


def test_the_team_answers_a_remark_from_the_desk_of_the_version(at_work, officer, elected, plan, clause):
    version = version_of(plan, by=officer)
    remark = leave_remark(version, clause, by=elected, text="Qui paie ?")

    page = at_work.get(at("version-desk", version)).text
    at_work.post(at("answer-remark", version, remark.pk), {"answer": "La région, pour moitié."})

    assert "Qui paie ?" in page
    assert "1 remarque, 1 à traiter" in page
    remark.refresh_from_db()
    assert (remark.status, remark.answer) == (RemarkStatus.ANSWERED, "La région, pour moitié.")


def test_a_remark_of_another_version_is_not_found(at_work, officer, elected, plan, clause):
    first = version_of(plan, by=officer)
    remark = leave_remark(first, clause, by=elected, text="Qui paie ?")
    second = version_of(plan, by=officer)

    assert at_work.get(at("answer-remark", second, remark.pk)).status_code == 404


def test_an_answered_remark_may_be_answered_better(officer, elected, plan, clause):
    remark = leave_remark(version_of(plan, by=officer), clause, by=elected, text="Qui paie ?")
    answer_remark(remark, by=officer, answer="La région.")

    assert answer_remark(remark, by=officer, answer="La région et l’État.").answer == "La région et l’État."


def test_the_desk_shows_one_step_at_a_time(at_work, officer, plan, clause):
    version = version_of(plan, by=officer, submitted=False)
    steps = []
    for act in (
        lambda: submit_version(version, by=officer, closes_on=clock.today() + timedelta(days=9)),
        lambda: close_review(version, by=officer),
        lambda: send_to_council(version, by=officer),
    ):
        page = at_work.get(at("version-desk", version))
        steps.append([name for name, may in page.context["can"].items() if may])
        act()

    assert steps == [["submit"], ["close_review"], ["send_to_council"]]


def test_the_team_opens_a_plan_and_its_levels(at_work, db):
    asked = {"title": "Plan de l’ESS 2027–2030", "starts_on": "2027-01-01", "ends_on": "2030-12-31", "cutoff_on": ""}

    assert at_work.get(reverse("plans:drafting")).status_code == 409
    response = at_work.post(reverse("plans:plan-frame"), asked)

    assert response.status_code == 302
    plan = Plan.objects.get()
    assert plan.slug == "plan-de-less-20272030-2027"
    assert [level.name for level in plan.levels.all()] == ["Axe", "Objectif", "Mesure"]


def test_what_waits_is_told_in_words(at_work, officer, plan, clause):
    page = at_work.get(reverse("plans:todo"))

    assert page.context["title"] == "Bonjour Sacha. Une chose à faire."
    assert reverse("plans:sheet", args=[clause.reference]) in page.text


def test_what_is_late_is_counted_in_the_title(at_work, officer, plan, clause):
    plan.cutoff_on = clock.today() - timedelta(days=1)
    plan.save()
    ContributionFactory(published=True, consultation=plan.consultations.get())
    ContributionFactory()

    page = at_work.get(reverse("plans:todo"))

    assert page.context["title"] == "Bonjour Sacha. Trois choses à faire, une en retard."
    assert reverse("consultations:work-contributions") in page.text


def test_the_list_is_the_team_s(client, member, secretariat, plan, clause):
    for stranger in (member, secretariat):
        client.force_login(stranger, "allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(reverse("plans:todo")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_ten_people_freeze_at_once_and_the_numbers_follow_one_another():
    plan, by = PlanFactory(), PersonFactory()
    clause_from(plan, by=by)
    together = Barrier(10)

    def freeze(n):
        together.wait()
        try:
            return freeze_version(plan, by=by, note=f"Version {n}.").number
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        numbers = sorted(pool.map(freeze, range(10)))

    assert numbers == list(range(1, 11))


def test_the_journal_tells_who_opened_the_plan_and_who_moved_its_date(at_work, officer, db):
    asked = {"title": "Plan de l’ESS", "starts_on": "2027-01-01", "ends_on": "2030-12-31", "cutoff_on": ""}

    at_work.post(reverse("plans:plan-frame"), asked)
    at_work.post(reverse("plans:plan-frame"), asked | {"cutoff_on": "2027-03-01"})

    moved, opened = timeline(Plan.objects.get())
    assert (sentence(opened), sentence(moved)) == ("a ouvert un plan", "a modifié le cadre du plan")
    assert moved.by == officer
    assert moved.details == {"changed": ["cutoff_on"]}


def test_two_plans_do_not_share_an_address(officer, plan):
    again = {"title": plan.title, "starts_on": plan.starts_on, "ends_on": plan.ends_on}
    open_plan(by=officer, **again)

    with pytest.raises(Refused, match="autre titre"):
        open_plan(by=officer, **again)
