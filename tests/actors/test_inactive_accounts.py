"""An account that nobody opens is warned, then erased; a role that still runs keeps it, and says so."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains

from actors import inactivity
from actors.actions import note_agent
from actors.inactivity import follow_inactive_accounts
from actors.models import Person, Representative
from actors.upkeep import warn_and_forget_inactive_accounts
from essportal import clock
from tests.factories import ContributionFactory, DepartmentFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def at(year, month, day):
    return clock.standing_at(datetime(year, month, day, 3, tzinfo=UTC))


def seen(year, month, day, **more):
    moment = datetime(year, month, day, 12, tzinfo=UTC)
    return PersonFactory(joined_at=moment, last_login=moment, **more)


@pytest.fixture
def sleeper(authority):
    return seen(2024, 1, 10, email="dort@exemple.test", name="Camille Exemple")


def nights(*days):
    """What each night did."""
    done = []
    for day in days:
        with at(*day):
            done.append(follow_inactive_accounts())
    return done


def test_nobody_is_bothered_before_two_years_and_eleven_months(sleeper):
    assert nights((2026, 12, 10)) == [(0, 0)]
    assert nights((2026, 12, 11)) == [(1, 0)]


def test_who_is_warned_is_erased_a_month_later_and_their_words_stay(sleeper, run_tasks):
    said = ContributionFactory(published=True, author=sleeper)

    assert nights((2026, 12, 11), (2026, 12, 12), (2027, 1, 10), (2027, 1, 11)) == [(1, 0), (0, 0), (0, 0), (0, 1)]

    sleeper.refresh_from_db()
    said.refresh_from_db()
    assert sleeper.erased_at
    assert said.text


def test_the_warning_says_the_day_and_how_to_stay(sleeper, run_tasks):
    nights((2026, 12, 11))
    run_tasks()

    assert mail.outbox[0].to == ["dort@exemple.test"]
    assert "11 janvier 2027" in mail.outbox[0].subject
    assert "connectez-vous" in mail.outbox[0].body


def test_who_comes_back_keeps_their_account_and_is_warned_anew_another_time(sleeper, run_tasks):
    nights((2026, 12, 11))
    Person.objects.filter(pk=sleeper.pk).update(last_login=datetime(2026, 12, 20, tzinfo=UTC))
    run_tasks()
    assert mail.outbox == []  # they were back before the mail left

    assert nights((2027, 1, 11), (2029, 11, 19), (2029, 11, 21), (2029, 12, 21)) == [(0, 0), (0, 0), (1, 0), (0, 1)]


def test_a_portal_that_was_down_warns_first_and_erases_a_month_after(sleeper):
    assert nights((2028, 6, 1), (2028, 6, 30), (2028, 7, 1)) == [(1, 0), (0, 0), (0, 1)]


@pytest.mark.parametrize(
    "role", [{"post": "ess_team"}, {"mandate": "maire"}, {"represents": True}, {"department": True}]
)
def test_who_holds_something_is_left_and_shown_to_the_dpo(client, authority, organisation, dpo, role, request):
    if "represents" in role:
        role = {"represents": organisation}
    if "department" in role:
        role = {"department": request.getfixturevalue("correspondent").departments[0]}
        request.getfixturevalue("correspondent").correspondences.all().delete()
    holder = seen(2020, 1, 1, name="Maxime Exemple", **role)
    Person.objects.filter(pk=dpo.pk).update(last_login=clock.now())

    assert follow_inactive_accounts() == (0, 0)

    assert list(inactivity.left_with_a_role()) == [holder]
    client.force_login(dpo, BACKEND)
    assertContains(client.get(reverse("actors:inactive-accounts")), "Maxime Exemple")
    assertContains(client.get(reverse("plans:todo")), "1 compte sans connexion, avec un rôle")


def test_when_the_role_ends_the_rule_applies(authority, organisation):
    holder = seen(2020, 1, 1, represents=organisation)
    Representative.objects.filter(person=holder).update(ends_on=date(2026, 6, 30))

    assert nights((2026, 6, 30), (2026, 7, 1), (2026, 8, 1)) == [(0, 0), (1, 0), (0, 1)]


def test_the_dpo_settles_how_long(client, sleeper, dpo, authority):
    client.force_login(dpo, BACKEND)

    client.post(reverse("actors:inactive-accounts"), {"inactive_years": "5"})
    refused = client.post(reverse("actors:inactive-accounts"), {"inactive_years": "0"})

    authority.refresh_from_db()
    assert authority.inactive_years == 5
    assert refused.context["form"].errors["inactive_years"]
    assert nights((2026, 12, 11), (2028, 12, 11)) == [(0, 0), (1, 0)]


def test_the_nightly_task_runs_twice_without_harm(sleeper):
    for __ in range(2):
        with at(2026, 12, 11):
            warn_and_forget_inactive_accounts(0)

    sleeper.refresh_from_db()
    assert sleeper.warned_at
    assert not sleeper.erased_at


def test_an_erased_or_closed_account_is_never_written_to(authority):
    seen(2020, 1, 1, is_active=False)
    seen(2020, 1, 1, is_active=False, erased_at=datetime(2021, 1, 1, tzinfo=UTC))

    assert follow_inactive_accounts() == (0, 0)


def test_an_agent_still_in_their_department_is_left_too(officer, authority):
    agent = seen(2020, 1, 1)
    note_agent(agent, by=officer, department=DepartmentFactory(), starts_on=date(2019, 1, 1))
    Person.objects.filter(pk=officer.pk).update(last_login=clock.now())

    assert follow_inactive_accounts() == (0, 0)
    assert list(inactivity.left_with_a_role()) == [agent]
