"""« Depuis ma dernière lecture »: each reader starts again from the version that they read to its end."""

import pytest
from django.urls import reverse

from actors.actions import erase_person
from plans.actions import note_read_to_the_end, revise_clause
from plans.models import LastRead
from tests.factories import PlanFactory, clause_from, version_of

SINCE = "/plan/depuis-ma-derniere-lecture/"


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def clause(plan, officer):
    return clause_from(plan, by=officer, text="Trois comptoirs.")


@pytest.fixture
def reader(client, member):
    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def rewritten(plan, clause, by, text="Cinq comptoirs.", **how):
    base = clause.working()
    revise_clause(clause, by=by, base=base, title=base.title, text=text)
    return version_of(plan, by=by, **how)


def test_a_reader_who_read_a_version_is_shown_what_changed_since(reader, plan, clause, officer):
    first = version_of(plan, by=officer)
    reader.post(reverse("plans:read-to-the-end", args=[first.number]))
    rewritten(plan, clause, officer)

    page = reader.get(SINCE, follow=True)

    assert page.redirect_chain[0][0] == "/plan/versions/1...2/"
    assert "Cinq" in page.text
    assert SINCE in reader.get("/plan/").text


def test_one_who_never_said_so_is_led_to_the_text(reader, plan, clause, officer):
    version = version_of(plan, by=officer)

    assert version.get_absolute_url() in reader.get(SINCE).text


def test_reading_an_older_version_again_moves_nothing_back(plan, clause, officer, member):
    first, second = version_of(plan, by=officer), version_of(plan, by=officer)
    for version in (second, first):
        note_read_to_the_end(version, by=member)

    assert LastRead.objects.get().version == second


def test_the_page_may_say_it_quietly_when_its_end_was_reached(reader, plan, clause, officer):
    version = version_of(plan, by=officer)

    response = reader.post(reverse("plans:read-to-the-end", args=[version.number]), {"quiet": "1"})

    assert response.status_code == 204
    assert LastRead.objects.get().version == version


def test_a_version_kept_from_the_reader_is_not_theirs_to_read(reader, plan, clause, officer):
    kept = version_of(plan, by=officer, submitted=False)

    assert reader.post(reverse("plans:read-to-the-end", args=[kept.number])).status_code == 404
    assert not LastRead.objects.exists()


def test_where_someone_stopped_goes_with_their_account(plan, clause, officer, member):
    note_read_to_the_end(version_of(plan, by=officer), by=member)

    erase_person(member, by=officer)

    assert not LastRead.objects.exists()
