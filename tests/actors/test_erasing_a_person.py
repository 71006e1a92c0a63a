"""Someone asks to be forgotten: who they were goes, what they did stays."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from actors.actions import erase_person
from actors.models import Person
from consultations.models import Contribution
from essportal.errors import Refused
from essportal.journal import timeline
from tests.factories import ContributionFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def leaver(db):
    return PersonFactory(name="Camille Exemple", email="camille@exemple.test", name_is_public=True)


def test_name_address_and_sessions_are_gone(client, leaver, other_member, dpo):
    client.force_login(other_member, BACKEND)
    kept = client.session.session_key
    leaver_client = Client()
    leaver_client.force_login(leaver, BACKEND)

    erase_person(leaver, by=dpo)

    leaver.refresh_from_db()
    assert leaver.email.endswith("@efface.invalid")
    assert (leaver.name, leaver.name_is_public, leaver.has_usable_password()) == ("", False, False)
    assert not leaver.emailaddress_set.exists()
    assert list(Session.objects.values_list("pk", flat=True)) == [kept]
    assert leaver_client.get(reverse("consultations:my-space")).status_code == 302


def test_their_words_stay_without_their_name(leaver, dpo):
    said = ContributionFactory(published=True, author=leaver, name_is_public=True)

    erase_person(leaver, by=dpo)

    said.refresh_from_db()
    assert said.text
    assert said.signature == "Une personne du territoire"


def test_their_drafts_which_nobody_read_go_with_them(leaver, dpo):
    ContributionFactory(draft=True, author=leaver)

    erase_person(leaver, by=dpo)

    assert not Contribution.objects.exists()


def test_the_same_address_may_come_back_as_someone_new(leaver, dpo):
    erase_person(leaver, by=dpo)

    newcomer = Person.objects.create_user("camille@exemple.test")

    assert newcomer.pk != leaver.pk


def test_nobody_is_erased_twice_and_the_journal_keeps_one_line(leaver, dpo):
    erase_person(leaver, by=dpo)

    with pytest.raises(Refused, match="déjà effacé"):
        erase_person(leaver, by=dpo)

    assert timeline(leaver).count() == 1
    assert timeline(leaver).get().details == {}


@pytest.mark.django_db(transaction=True)
def test_erasing_twice_at_once_erases_once():
    leaver, refused = PersonFactory(), []

    def erase():
        try:
            erase_person(leaver, by=leaver)
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=erase) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert timeline(leaver).count() == 1
