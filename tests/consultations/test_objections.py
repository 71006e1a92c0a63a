from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.models import Objection, Permission, SynthesisPoint, Window
from essportal import clock
from essportal.errors import Refused
from tests.factories import ConsultationFactory, ContributionFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def said(member, organisation):
    return ContributionFactory(
        consultation=ConsultationFactory(), published=True, author=member, organisation=organisation
    )


@pytest.fixture
def point(officer, said):
    point = actions.create_point(
        by=officer, consultation=said.consultation, title="Un bail long", text="Six ans.", contributions=[said]
    )
    return actions.publish_point(point, by=officer)


def contest(client, person, point, **typed):
    client.force_login(person, BACKEND)
    address = reverse("consultations:object-to-point", args=[point.reference])
    return client.post(address, {"text": "Nous disions neuf ans.", **typed})


def test_who_spoke_contests_the_point_and_reads_the_answer_with_everyone(client, officer, member, point, next_morning):
    contested = contest(client, member, point)
    client.logout()
    before = client.get(point.get_absolute_url())
    client.force_login(officer, BACKEND)
    desk = client.get("/travail/")
    objection = Objection.objects.get()
    client.post(
        reverse("consultations:answer-objection", args=[objection.pk]),
        {"outcome": "upheld", "answer": "Le point dit maintenant neuf ans."},
    )
    client.logout()
    after = client.get(point.get_absolute_url())

    assertRedirects(contested, point.get_absolute_url())
    assertNotContains(before, "Nous disions neuf ans.")
    assertContains(before, "1 objection attend sa réponse")
    assertContains(desk, "objection à la synthèse")
    assertContains(after, "Nous disions neuf ans.")
    assertContains(after, "Le point dit maintenant neuf ans.")
    assertContains(after, "La Remise à Neuf")
    (told,) = next_morning()
    assert told.to == [member.email]
    assert "Le point dit maintenant neuf ans." in told.body


def test_only_those_whose_words_are_there_may_contest(client, other_member, elected, officer, point):
    codes = [contest(client, person, point).status_code for person in (other_member, elected, officer)]

    assert codes == [403, 403, 403]
    assert not Objection.objects.exists()


def test_an_objection_sent_twice_is_one(client, member, point):
    contest(client, member, point)
    again = contest(client, member, point, text="Encore.")

    assertContains(again, "déjà contesté", status_code=409)
    assert Objection.objects.get().text == "Nous disions neuf ans."


def test_the_delay_is_the_days_of_the_frame_or_a_window_that_permits_it(client, member, point):
    day = timedelta(days=1)

    with clock.standing_at(clock.now() + 15 * day):
        assert point.objections_until()
    with clock.standing_at(clock.now() + 17 * day):
        late = contest(client, member, point)
        Window.objects.create(
            consultation=point.consultation,
            permission=Permission.OBJECT,
            opens_at=clock.now() - day,
            closes_at=clock.now() + day,
        )
        in_time = contest(client, member, SynthesisPoint.objects.get())
    assertContains(late, "Le délai pour contester ce point est passé.", status_code=409)
    assert in_time.status_code == 302


def test_neither_the_objection_nor_its_answer_ever_changes(officer, member, point):
    objection = actions.file_objection(point, by=member, text="Neuf ans.")
    actions.answer_objection(objection, by=officer, outcome="rejected", answer="Six suffisent.")

    with pytest.raises(Refused):
        actions.answer_objection(objection, by=officer, outcome="upheld", answer="Non, neuf.")
    for changes in ({"text": "Dix ans."}, {"answer": "Non."}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Objection.objects.update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        objection.delete()


def test_a_text_that_names_someone_stays_with_the_team(client, officer, member, point):
    objection = actions.file_objection(point, by=member, text="C’est la faute de Camille.")
    actions.answer_objection(objection, by=officer, outcome="rejected", answer="Voir le point.", is_hidden=True)

    page = client.get(point.get_absolute_url())

    assertNotContains(page, "la faute de Camille")
    assertContains(page, "Voir le point.")


def test_an_unpublished_point_and_what_was_tried_before_stay_with_the_team(client, officer, said):
    point = actions.create_point(
        by=officer, consultation=said.consultation, title="Essai", text="Un brouillon secret.", contributions=[said]
    )
    hidden = client.get(point.get_absolute_url())
    words = {"title": "Un bail", "status": "nuance", "is_collective": True}
    actions.revise_point(point, by=officer, text="Six ans.", **words)
    actions.publish_point(point, by=officer)
    actions.revise_point(point, by=officer, text="Neuf ans.", reason="Une objection.", **words)

    page = client.get(point.get_absolute_url())

    assert hidden.status_code == 404
    assertNotContains(page, "brouillon secret")
    assertContains(page, "Six")
    assertContains(page, "Une objection.")
    assert [words.version.number for words in page.context["versions"]] == [3, 2]


def test_two_people_saving_the_same_point_lose_nothing(client, officer, said):
    point = actions.create_point(by=officer, consultation=said.consultation, title="Un bail", text="Six ans.")
    address = reverse("consultations:edit-point", args=[point.reference])
    client.force_login(officer, BACKEND)
    mine = {"title": "Un bail", "text": "Neuf ans.", "status": "consensus", "base": "1"}

    client.post(address, {**mine, "text": "Douze ans."})
    late = client.post(address, mine)
    client.post(address, {**mine, "base": "2"})

    assert late.status_code == 409
    assertContains(late, "Douze ans.", status_code=409)
    assertContains(late, "Neuf ans.", status_code=409)
    assert [version.text for version in point.versions.all()] == ["Neuf ans.", "Douze ans.", "Six ans."]


def test_a_version_taken_back_is_a_new_one(client, officer, said):
    point = actions.create_point(by=officer, consultation=said.consultation, title="Un bail", text="Six ans.")
    actions.revise_point(point, by=officer, title="Un bail", text="Neuf.", status="nuance", is_collective=True)
    client.force_login(officer, BACKEND)

    client.post(reverse("consultations:restore-point", args=[point.reference, 1]))
    twice = client.post(reverse("consultations:restore-point", args=[point.reference, 1]))

    point.refresh_from_db()
    assert (point.text, point.versions.count(), point.versions.first().restored) == ("Six ans.", 3, 1)
    assert twice.status_code == 409
    with pytest.raises(DatabaseError), transaction.atomic():
        point.versions.update(text="Autre chose")


def test_a_withdrawn_contribution_leaves_the_public_page_of_its_point(client, member, said, point):
    actions.withdraw_contribution(said, by=member)

    page = client.get(point.get_absolute_url())

    assertNotContains(page, said.title)
    assertContains(page, "0 contribution rassemblée")
