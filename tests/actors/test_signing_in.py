"""One field, one code, whoever comes. What was never proved is forgotten."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from actors.forgetting import forget_unproved
from actors.models import Person
from actors.upkeep import forget_unproved_addresses
from essportal import clock
from tests.factories import OrganisationFactory, PersonFactory

ENTER = "account_request_login_code"


def newcomer(client, email="nouvelle@exemple.test"):
    client.post(reverse(ENTER), {"email": email})
    return Person.objects.get(email=email.lower())


def a_week_later():
    return clock.standing_at(clock.now() + timedelta(days=8))


def test_an_address_is_one_person_whatever_its_case(client, db):
    newcomer(client)

    client.post(reverse(ENTER), {"email": "Nouvelle@Exemple.TEST"})

    assert Person.objects.count() == 1


@pytest.mark.parametrize("email", ["", "pas une adresse", "a@b", "x" * 300 + "@exemple.test"])
def test_what_is_not_an_address_makes_nobody(client, db, email):
    response = client.post(reverse(ENTER), {"email": email})

    assert response.status_code == 200
    assert not Person.objects.exists()


def test_an_address_never_proved_is_forgotten_after_a_week(client, db):
    newcomer(client)

    assert forget_unproved() == 0
    with a_week_later():
        forget_unproved_addresses(timestamp=0)

    assert not Person.objects.exists()


def test_those_who_proved_it_or_hold_something_are_kept(client, db):
    proved = PersonFactory()
    awaited = PersonFactory(represents=OrganisationFactory())
    awaited.emailaddress_set.update(verified=False)

    with a_week_later():
        forget_unproved()

    assert set(Person.objects.all()) == {proved, awaited}


CONFIRM = "account_confirm_login_code"


def code_sent():
    return re.search(r"^\s+(\d{6})$", mail.outbox[-1].body, re.M)[1]


def minutes_later(client, minutes):
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= minutes * 60
    session.save()


@pytest.fixture
def asked(client, member, run_tasks):
    """Someone who asked for a code, and has it under their eyes."""
    client.post(reverse(ENTER), {"email": member.email, "next": "/contribuer/"})
    run_tasks()
    return client


def test_a_code_that_comes_too_late_is_said_so_and_keeps_the_way(asked):
    minutes_later(asked, 11)

    response = asked.post(reverse(CONFIRM), {"code": code_sent(), "next": "/contribuer/"}, follow=True)

    assert "Ce code n’est plus valable" in response.content.decode()
    assert response.redirect_chain[-1][0] == "/compte/login/code/?next=%2Fcontribuer%2F"
    assert not response.wsgi_request.user.is_authenticated


def test_a_second_code_replaces_the_first_and_lives_ten_minutes_of_its_own(asked, run_tasks):
    first = code_sent()
    minutes_later(asked, 9)

    asked.post(reverse(CONFIRM), {"action": "resend", "next": "/contribuer/"})
    run_tasks()
    minutes_later(asked, 9)

    assert asked.post(reverse(CONFIRM), {"code": first}).status_code == 200, "the first code is dead"
    response = asked.post(reverse(CONFIRM), {"code": code_sent(), "next": "/contribuer/"})
    assert response.url == "/contribuer/"


def test_codes_asked_again_give_no_more_attempts(asked, run_tasks):
    for _again in range(2):
        page = asked.get(reverse(CONFIRM)).content.decode()
        assert "Renvoyer un code" in page
        asked.post(reverse(CONFIRM), {"action": "resend"})
        run_tasks()
    assert "Renvoyer un code" not in asked.get(reverse(CONFIRM)).content.decode()

    for _attempt in range(5):
        response = asked.post(reverse(CONFIRM), {"code": "none"}, follow=True)

    assert "Trop d’essais pour cette adresse" in response.content.decode()
    assert len(mail.outbox) == 3, "one code asked for, two sent again"
