"""One field, one code, whoever comes. What was never proved is forgotten."""

from datetime import timedelta

import pytest
from django.urls import reverse

from actors.forgetting import forget_unproved
from actors.models import Person
from actors.tasks import forget_unproved_addresses
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
