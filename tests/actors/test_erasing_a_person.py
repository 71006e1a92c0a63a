"""Someone asks to be forgotten: who they were goes, what they did stays."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from actors.actions import ask_dpo, ask_dpo_from_outside, close_data_request, erase_person, note_agent, note_consent
from actors.models import DataRequest, Person
from consultations.actions import file_contribution
from consultations.models import Contribution
from essportal import clock, queue
from essportal.errors import Refused
from essportal.journal import timeline
from essportal.tasks import deliver_email
from tests.factories import ContributionFactory, DepartmentFactory, PersonFactory

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


NAME, ADDRESS = "Zéphyrine Introuvable", "zephyrine@introuvable.test"


def rows_that_say(*needles):
    """Every row of every table, read as text: where does someone still stand?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" line WHERE line::text ILIKE ANY(%s)',
                [[f"%{needle}%" for needle in needles]],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_nothing_in_the_whole_database_says_who_they_were(client, organisation, dpo, run_tasks):
    leaver = PersonFactory(name=NAME, email=ADDRESS, represents=organisation)
    client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    client.force_login(leaver, BACKEND)
    client.post(reverse("consultations:my-name"), {"name": NAME, "name_is_public": "on"})
    file_contribution(ContributionFactory(draft=True, author=leaver, name_is_public=True), by=leaver)
    asked = ask_dpo(leaver, kind="access", text=f"Je suis {NAME}.")
    client.post(reverse("prove"), {"envoyer": "1"})
    run_tasks()
    deliver_email.defer(subject="Bonjour", body=NAME, to=ADDRESS)
    close_data_request(asked, by=dpo, note=f"Remis à {NAME}.")
    assert rows_that_say(NAME, ADDRESS)

    erase_person(leaver, by=dpo)

    assert rows_that_say(NAME, ADDRESS) == []
    assert Contribution.objects.count() == 1


def test_they_speak_for_nobody_any_more_and_their_organisation_keeps_the_dates(organisation, dpo):
    leaver = PersonFactory(represents=organisation)

    erase_person(leaver, by=dpo)

    link = leaver.representative_set.get()
    assert (link.organisation, link.ends_on, link.function) == (organisation, clock.today(), "")
    assert not organisation.representatives.valid_on(clock.today() + timedelta(days=1)).exists()


def test_the_proof_of_their_agreements_stays_without_their_name(client, leaver, dpo):
    note_consent(leaver, by=leaver, given=True, words="J’accepte.")

    erase_person(leaver, by=dpo)

    assert leaver.consents.get().words == "J’accepte."


def test_a_done_task_is_forgotten_after_a_month(db, run_tasks):
    deliver_email.defer(subject="Bonjour", body="Votre code : 123456", to=ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
        assert queue.forget_done() == 0
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '31 days'")
        assert queue.forget_done() == 1


def test_what_they_asked_signed_out_goes_with_them(leaver, dpo):
    ask_dpo_from_outside(email=leaver.email, name="Camille Exemple", kind="access", text="Qui suis-je ?")

    erase_person(leaver, by=dpo)

    assert not DataRequest.objects.exists()


def test_no_department_counts_them_among_its_own_any_more(leaver, officer, dpo):
    agent = note_agent(leaver, by=officer, department=DepartmentFactory(), starts_on=clock.today(), function="adjointe")

    erase_person(leaver, by=dpo)

    agent.refresh_from_db()
    assert (agent.ends_on, agent.function) == (clock.today(), "")
