"""Someone asks about their data: their address is proved, the month runs, the DPO answers."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.actions import (
    answer_data_request,
    ask_dpo,
    ask_dpo_from_outside,
    close_data_request,
    confirm_data_request,
    erase_person,
    extend_data_request,
)
from actors.forgetting import forget_requests
from actors.models import DataRequest, RequestStatus
from actors.models.privacy import months_later
from essportal import clock
from essportal.errors import Refused
from essportal.journal import timeline
from essportal.todo import items

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ASK = "actors:ask-dpo"


@pytest.fixture
def asked(member):
    return ask_dpo(member, kind="access", text="Que savez-vous de moi ?")


@pytest.fixture
def at_desk(client, dpo):
    client.force_login(dpo, BACKEND)
    return client


def at(year, month, day):
    return clock.standing_at(datetime(year, month, day, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2028, 2, 29), -36, date(2025, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last_one(day, months, due):
    assert months_later(day, months) == due


def test_a_member_asks_and_the_month_starts_at_once(client, member, run_tasks):
    client.force_login(member, BACKEND)

    with at(2027, 1, 31):
        response = client.post(reverse(ASK), {"kind": "erasure", "text": "Effacez mon téléphone."})

    asked = DataRequest.objects.get()
    assertRedirects(response, asked.get_absolute_url())
    assert (asked.person, asked.email, asked.due_on) == (member, member.email, date(2027, 2, 28))
    assert asked.reference == "RGPD-2027-001"
    run_tasks()
    assert mail.outbox[0].to == [member.email]
    assert "28 février 2027" in mail.outbox[0].body


def test_a_stranger_proves_their_address_by_a_button_before_anything_starts(client, db, run_tasks, dpo):
    typed = {"email": "Loin@Exemple.test", "kind": "access", "text": "Suis-je chez vous ?"}
    assertRedirects(client.post(reverse(ASK), typed), reverse("actors:request-sent"))
    run_tasks()
    link = re.search(r"/donnees-personnelles/demande/\S+", mail.outbox[0].body)[0]
    assert mail.outbox[0].to == ["loin@exemple.test"]

    for __ in range(3):
        assertContains(client.get(link), "Confirmer et envoyer")
    assert DataRequest.objects.get().status == RequestStatus.UNCONFIRMED
    assert not DataRequest.objects.visible_to(dpo).exists()

    assertContains(client.post(link), "Réponse au plus tard le")
    client.post(link)

    asked = DataRequest.objects.get()
    assert asked.is_waiting
    assert timeline(asked).count() == 1
    run_tasks()
    assert len(mail.outbox) == 2


def test_a_stranger_whose_address_has_an_account_is_linked_to_it_once_it_is_proved(member):
    asked = ask_dpo_from_outside(email=member.email, name="", kind="access", text="Moi ?")
    assert asked.person is None

    assert confirm_data_request(asked).person == member


def test_a_forged_or_old_link_confirms_nothing(client, db, run_tasks):
    asked = ask_dpo_from_outside(email="loin@exemple.test", name="", kind="access", text="?")
    run_tasks()
    link = re.search(r"/donnees-personnelles/demande/\S+", mail.outbox[0].body)[0]

    assert client.post(link[:-3] + "abc/").status_code == 404
    asked.refresh_from_db()
    assert asked.status == RequestStatus.UNCONFIRMED


def test_too_many_requests_to_one_address_are_held_back(client, db):
    typed = {"email": "loin@exemple.test", "kind": "access", "text": "Encore."}

    codes = [client.post(reverse(ASK), typed).status_code for __ in range(6)]

    assert codes == [302] * 5 + [429]


@pytest.mark.parametrize(("field", "value"), [("kind", ""), ("kind", "tout"), ("text", "!!!"), ("email", "loin")])
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(client, db, field, value):
    typed = {"email": "loin@exemple.test", "kind": "access", "text": "Mes mots à moi.", field: value}

    page = client.post(reverse(ASK), typed)

    assert page.context["form"].errors[field]
    assert not DataRequest.objects.exists()


def test_each_one_reads_theirs_and_nobody_else_s(client, asked, other_member):
    client.force_login(other_member, BACKEND)
    assert client.get(asked.get_absolute_url()).status_code == 404

    client.force_login(asked.person, BACKEND)
    assertContains(client.get(asked.get_absolute_url()), "Que savez-vous de moi")


def test_the_dpo_answers_and_the_person_reads_it(at_desk, asked, run_tasks):
    run_tasks()
    response = at_desk.post(
        reverse("actors:answer-request", args=[asked.reference]), {"answer": "Votre nom et votre adresse."}
    )

    assertRedirects(response, reverse("actors:work-request", args=[asked.reference]))
    run_tasks()
    assert "Votre nom et votre adresse." in mail.outbox[-1].body
    at_desk.post(reverse("actors:close-request", args=[asked.reference]), {"note": "Données remises."})
    asked.refresh_from_db()
    assert asked.status == RequestStatus.CLOSED


def test_an_empty_answer_is_refused_beside_its_field(at_desk, asked):
    page = at_desk.post(reverse("actors:answer-request", args=[asked.reference]), {"answer": ""})

    assert page.context["forms"]["answer"].errors
    asked.refresh_from_db()
    assert asked.is_waiting


def test_two_more_months_are_given_once_with_a_reason_and_before_the_first_is_over(member, dpo, run_tasks):
    with at(2027, 1, 31):
        asked = ask_dpo(member, kind="access", text="Tout.")
    with at(2027, 2, 20):
        asked = extend_data_request(asked, by=dpo, reason="Trois services à interroger.")
        with pytest.raises(Refused, match="qu’une fois"):
            extend_data_request(asked, by=dpo, reason="Encore.")

    assert asked.due_on == date(2027, 4, 30)
    run_tasks()
    assert "Trois services à interroger." in mail.outbox[-1].body
    with at(2027, 3, 1):
        late = ask_dpo(member, kind="other", text="Une autre.")
    with at(2027, 4, 2), pytest.raises(Refused):
        extend_data_request(late, by=dpo, reason="Trop tard.")


def test_nobody_answers_twice_nor_what_is_closed(asked, dpo):
    close_data_request(asked, by=dpo, note="Identité non établie.")

    for act, words in ((answer_data_request, {"answer": "Non."}), (close_data_request, {"note": "Encore."})):
        with pytest.raises(Refused, match="close"):
            act(asked, by=dpo, **words)


def test_the_clock_stands_in_the_things_to_do_of_the_dpo_alone(asked, dpo, officer):
    assert [item.title for item in items(officer) if asked.reference in item.title] == []
    item = next(item for item in items(dpo) if asked.reference in item.title)
    assert not item.is_late
    with clock.standing_at(clock.now() + timedelta(days=40)):
        late = next(item for item in items(dpo) if asked.reference in item.title)
        assert (late.is_late, late.word) == (True, "en retard")


def test_the_dpo_sees_the_oldest_clock_first_and_late_ones_said(at_desk, asked, member):
    with clock.standing_at(clock.now() - timedelta(days=50)):
        old = ask_dpo(member, kind="other", text="Depuis longtemps.")

    page = at_desk.get(reverse("actors:data-desk"))

    assertContains(page, "2 demandes attendent une réponse")
    assertContains(page, "en retard")
    text = page.content.decode()
    assert text.index(old.reference) < text.index(asked.reference)
    assertContains(at_desk.get(reverse("plans:todo")), old.reference)


def test_the_dpo_erases_the_account_of_who_asked(at_desk, asked):
    at_desk.post(reverse("actors:erase-account", args=[asked.reference]))

    asked.refresh_from_db()
    assert asked.person.erased_at
    assert asked.email  # they still wait for the answer
    at_desk.post(reverse("actors:answer-request", args=[asked.reference]), {"answer": "C’est fait."})
    at_desk.post(reverse("actors:close-request", args=[asked.reference]), {"note": "Effacé."})
    asked.refresh_from_db()
    assert (asked.email, asked.name, asked.text, asked.answer) == ("", "", "", "")


def test_the_dpo_does_not_erase_who_holds_a_mandate(at_desk, elected):
    asked = ask_dpo(elected, kind="erasure", text="Effacez-moi.")

    assert at_desk.post(reverse("actors:erase-account", args=[asked.reference])).status_code == 403
    page = at_desk.get(reverse("actors:work-request", args=[asked.reference]))
    assertContains(page, "ne s’efface qu’à sa fin")
    assertNotContains(page, "Effacer ce compte")


def test_erasing_an_account_drops_the_words_of_its_closed_requests(asked, dpo):
    close_data_request(asked, by=dpo, note="Fait.")

    erase_person(asked.person, by=dpo)

    asked.refresh_from_db()
    assert (asked.email, asked.text) == ("", "")
    assert asked.reference


def test_what_nobody_confirmed_and_what_is_long_closed_is_forgotten(asked, dpo):
    close_data_request(asked, by=dpo, note="Fait.")
    ask_dpo_from_outside(email="loin@exemple.test", name="", kind="other", text="?")

    with clock.standing_at(clock.now() + timedelta(days=6)):
        assert forget_requests() == 0
    with clock.standing_at(clock.now() + timedelta(days=8)):
        assert forget_requests() == 1
    with clock.standing_at(clock.now() + timedelta(days=5 * 366)):
        assert forget_requests() == 1

    asked.refresh_from_db()
    assert (asked.email, asked.text, asked.status) == ("", "", RequestStatus.CLOSED)
