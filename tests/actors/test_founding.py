"""The first person of an empty portal: whoever holds the key from the terminal, once, and nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from actors import actions, founding
from actors.models import Person, SetUp
from essportal import clock
from essportal.errors import Refused
from essportal.journal import sentence, timeline
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def door(key=None):
    return reverse("actors:found", args=[key or founding.new_key()])


@pytest.fixture
def newcomer():
    return PersonFactory(name="", email="claude.gabarit@bourg.example")


def test_the_door_shows_a_stranger_with_the_key_how_to_prove_their_address(client):
    page = client.get(door()).content.decode()

    assert "Ouvrir ce portail" in page
    assert f'action="{reverse("account_request_login_code")}"' in page


def test_without_the_right_key_there_is_no_such_page(client, newcomer):
    client.force_login(newcomer)

    for key in ("first", "first.1xVpiL.devine", founding.new_key() + "x", "second." + founding.new_key()):
        assert client.get(door(key)).status_code == 404


def test_a_key_lives_one_day(client):
    address = door()

    with time_machine.travel(clock.now() + founding.LIVES + timedelta(minutes=1)):
        assert client.get(address).status_code == 404


def test_reading_the_page_changes_nothing(client, newcomer):
    client.force_login(newcomer)

    client.get(door())

    assert founding.is_open()


def test_who_takes_the_key_is_team_and_administrator_and_the_key_is_dead(client, newcomer):
    client.force_login(newcomer)
    address, session = door(), client.session.session_key

    response = client.post(address, {"name": "Claude Gabarit"})

    person = Person.objects.get(pk=newcomer.pk)
    assert response.headers["Location"] == reverse("plans:set-up")
    assert (person.is_administrator, person.is_ess_team, person.name) == (True, True, "Claude Gabarit")
    assert client.session.session_key != session
    assert "a pris la clé de ce portail vide" in [sentence(entry) for entry in timeline(person)]
    assert client.get(address).status_code == 404


def test_a_portal_already_settled_never_opens_to_strangers(client, administrator, newcomer):
    client.force_login(newcomer)

    assert client.post(door(), {"name": "Passe Muraille"}).status_code == 404
    assert not Person.objects.get(pk=newcomer.pk).is_administrator
    assert not SetUp.objects.exists()


def test_a_portal_whose_administrator_left_does_not_open_again(administrator):
    administrator.post_set.update(ends_on=clock.today() - timedelta(days=1))

    assert not founding.is_open()


def test_the_action_refuses_a_settled_portal_too(officer, newcomer):
    with pytest.raises(Refused, match="déjà son administrateur"):
        actions.found_portal(by=newcomer, name="Passe Muraille")

    assert not SetUp.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_take_the_key_at_once_are_not_both_the_first():
    people = [PersonFactory(), PersonFactory()]

    def take(person):
        try:
            actions.found_portal(by=person, name="Premier")
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, people)) == [False, True]
    assert sum(Person.objects.get(pk=person.pk).is_administrator for person in people) == 1


def test_the_command_gives_the_address_then_says_that_the_portal_is_taken(capsys, newcomer):
    call_command("first_key")
    first = capsys.readouterr().out
    actions.found_portal(by=newcomer, name="Claude Gabarit")
    call_command("first_key")

    assert "http://localhost:8000/ouvrir/first." in first
    assert "/ouvrir/" not in capsys.readouterr().out
