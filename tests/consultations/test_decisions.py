"""Decisions and tasks: an owner, a day, and what becomes of them, sitting after sitting."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.models import Decision, DecisionStep
from consultations.todo_bodies import items
from essportal import clock
from essportal.errors import Refused
from tests.factories import BodyFactory, PersonFactory, decided, minutes_of, sitting

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YESTERDAY = timedelta(days=1)


@pytest.fixture
def held(db):
    return sitting(BodyFactory())


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def test_a_decision_has_a_number_in_the_sitting_and_a_reference_that_never_moves(desk, held):
    address = reverse("consultations:decision-new", args=[held.reference])
    vote = {"mode": "vote", "votes_for": 10, "votes_against": 1, "abstentions": 1}

    desk.post(address, {"kind": "decision", "text": "Inscrire 5 %.", **vote})
    desk.post(address, {"kind": "task", "text": "Adresser la version 2."})
    desk.post(address, {"kind": "decision", "text": "Rédiger la mesure."})

    found = {d.text: (d.kind, d.number, d.reference) for d in Decision.objects.all()}
    year = held.starts_at.year
    assert found == {
        "Inscrire 5 %.": ("decision", 1, f"D-{year}-0001"),
        "Adresser la version 2.": ("task", 1, f"T-{year}-0001"),
        "Rédiger la mesure.": ("decision", 2, f"D-{year}-0002"),
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"mode": "vote"}, "Donnez le nombre de voix pour."),
        ({"mode": "consensus", "votes_for": 3}, "choisissez « par un vote »"),
        ({"text": "…"}, "Écrivez au moins une lettre"),
    ],
)
def test_what_is_typed_wrong_is_said_beside_its_field(desk, held, wrong, said):
    address = reverse("consultations:decision-new", args=[held.reference])

    page = desk.post(address, {"kind": "decision", "text": "Inscrire 5 %.", **wrong})

    assert said in re.sub(r"[\u00a0\u202f]", " ", page.content.decode())
    assert not Decision.objects.exists()


def test_one_owner_at_most(desk, held, organisation, correspondent):
    address = reverse("consultations:decision-new", args=[held.reference])
    two = {"owner_organisation": organisation.name, "owner_department": correspondent.departments[0].pk}

    page = desk.post(address, {"kind": "task", "text": "Écrire.", **two})

    assertContains(page, "Une seule direction, une seule organisation ou une seule personne")
    assert not Decision.objects.exists()


def test_a_decision_is_public_with_the_minutes_that_say_it(client, officer, held):
    decision = decided(held, by=officer)
    assert client.get(decision.get_absolute_url()).status_code == 404
    assertNotContains(client.get(held.body.get_absolute_url()), "Chiffrer chaque mesure.")

    minutes_of(held, by=officer, approved=True)

    assertContains(client.get(decision.get_absolute_url()), "Chiffrer chaque mesure.")
    assertContains(client.get(held.body.get_absolute_url()), "Chiffrer chaque mesure.")


def test_what_is_open_is_on_the_agenda_of_the_next_sitting_by_itself(client, officer, held):
    decision, done = decided(held, by=officer), decided(held, by=officer, text="Déjà faite.")
    actions.follow_up(done, by=officer, status="done", sentence="C’est fait.", on=clock.today())
    minutes_of(held, by=officer, approved=True)
    then = sitting(held.body, days=9)

    page = client.get(then.get_absolute_url())

    assertContains(page, "1 décision à suivre")
    assertContains(page, decision.reference)
    assertNotContains(page, "Déjà faite.")


def test_a_decision_is_followed_up_at_a_sitting_with_a_sentence(desk, held, officer):
    decision, then = decided(held, by=officer), sitting(held.body, days=-1)
    address = reverse("consultations:decision-follow", args=[decision.reference])
    said = {"status": "done", "sentence": "Chiffrée par la direction des finances.", "on": clock.today()}

    desk.post(f"{address}?seance={then.reference}", said)

    step = DecisionStep.objects.get()
    assert (step.meeting, step.decision.status) == (then, "done")
    assertContains(desk.get(decision.get_absolute_url()), "Chiffrée par la direction des finances.")


def test_abandoning_without_a_sentence_or_tomorrow_is_refused(desk, held, officer):
    decision = decided(held, by=officer)
    address = reverse("consultations:decision-follow", args=[decision.reference])

    assertContains(desk.post(address, {"status": "abandoned", "on": clock.today()}), "obligatoire")
    late = {"status": "abandoned", "sentence": "Plus d’objet.", "on": clock.today() + YESTERDAY}
    assertContains(desk.post(address, late), "pas encore venue")
    assert not DecisionStep.objects.exists()


@pytest.mark.parametrize("kind", ["owner", "owner_department", "owner_organisation"])
def test_who_has_to_do_it_finds_it_when_late_and_says_where_it_stands(
    client, officer, held, correspondent, kind, member
):
    person = {"owner_department": correspondent}.get(kind, member)
    owners = {
        "owner": member,
        "owner_department": correspondent.departments[0],
        "owner_organisation": member.representations[0].organisation,
    }
    decision = decided(held, by=officer, due_on=clock.today() - YESTERDAY, **{kind: owners[kind]})

    (item,) = items(person)
    assert (item.word, item.is_late) == ("en retard", True)
    client.force_login(person, BACKEND)
    assertContains(client.get("/mon-espace/"), "Chiffrer chaque mesure.")
    address = reverse("consultations:decision-follow", args=[decision.reference])
    client.post(address, {"status": "done", "sentence": "C’est fait.", "on": clock.today()})

    decision.refresh_from_db()
    assert decision.status == "done"
    assert items(person) == []


def test_others_cannot_say_where_it_stands(client, officer, held, other_member):
    decision = decided(held, by=officer)
    minutes_of(held, by=officer, approved=True)
    client.force_login(other_member, BACKEND)

    address = reverse("consultations:decision-follow", args=[decision.reference])
    assert client.post(address, {"status": "done", "sentence": "Fait.", "on": clock.today()}).status_code == 403


def test_the_team_is_told_of_what_is_late_in_one_line(officer, held):
    for __ in range(3):
        decided(held, by=officer, due_on=clock.today() - YESTERDAY)

    late = [item for item in items(officer) if item.is_late]

    assert [item.title for item in late] == ["Relancer 3 décisions en retard"]


def test_once_approved_its_words_stay_and_who_does_it_may_change(officer, held, member):
    decision = decided(held, by=officer)
    minutes_of(held, by=officer, approved=True)

    with pytest.raises(Refused, match="ne change plus"):
        actions.revise_decision(decision, by=officer, text="Autre chose.")
    with pytest.raises(Refused, match="ne change plus"):
        decided(held, by=officer, text="Une de plus.")
    with pytest.raises(Refused, match="ne change plus"):
        actions.drop_decision(decision, by=officer)
    assert actions.revise_decision(decision, by=officer, owner=member).owner == member


def test_postgresql_keeps_the_words_of_an_approved_decision(officer, held):
    decision = decided(held, by=officer)
    actions.follow_up(decision, by=officer, status="to_do", sentence="En cours.", on=clock.today())
    minutes_of(held, by=officer, approved=True)

    for deed in (
        lambda: Decision.objects.update(text="Autre."),
        lambda: Decision.objects.update(votes_for=3, mode="vote"),
        lambda: DecisionStep.objects.update(sentence="Autre."),
        lambda: DecisionStep.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    Decision.objects.update(status="done")


def test_one_dropped_from_a_draft_leaves_its_reference_to_no_other(desk, held, officer):
    decision = decided(held, by=officer)

    desk.post(reverse("consultations:decision-drop", args=[decision.reference]))

    assert decided(held, by=officer).reference.endswith("-0002")


def test_the_list_costs_the_same_with_three_and_thirty_decisions(desk, held, officer):
    def cost(rows):
        for __ in range(rows):
            decision = decided(held, by=officer, owner=PersonFactory())
            actions.follow_up(decision, by=officer, status="to_do", sentence="En cours.", on=clock.today())
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse("consultations:work-decisions")).status_code == 200
        return len(queries)

    assert cost(3) == cost(20)
