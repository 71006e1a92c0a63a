import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from consultations import actions
from consultations.models import Consultation, Contribution, Gathering, SynthesisPoint
from essportal.errors import Refused
from tests.factories import ConsultationFactory, ContributionFactory, PersonFactory, SynthesisPointFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DESK = "consultations:synthesis-desk"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


@pytest.fixture
def consultation(db):
    return ConsultationFactory()


def published(consultation, rows=1, **fields):
    return ContributionFactory.create_batch(rows, consultation=consultation, published=True, **fields)


def words():
    return list(Contribution.objects.order_by("pk").values_list("title", "text", "status", "fingerprint"))


def test_the_title_says_how_much_is_gathered_and_what_is_unread_comes_first(desk, officer, consultation):
    point = SynthesisPointFactory(consultation=consultation)
    read, unread = published(consultation, 2)
    actions.gather(point, [read], by=officer)

    to_read = desk.get(reverse(DESK))
    everything = desk.get(reverse(DESK), {"montrer": "toutes"})

    assertContains(to_read, "1 lue sur 2, 1 point")
    assert list(to_read.context["page"]) == [unread]
    assert list(everything.context["page"]) == [unread, read]


def test_the_officer_gathers_the_ticked_ones_and_no_word_moves(desk, consultation):
    point = SynthesisPointFactory(consultation=consultation)
    ticked = published(consultation, 3)
    before = words()

    response = desk.post(
        reverse("consultations:gather"),
        {"contributions": [c.pk for c in ticked], "point": point.reference, "montrer": "toutes"},
    )

    assertRedirects(response, f"{reverse(DESK)}?montrer=toutes&point={point.reference}")
    assert set(point.contributions.all()) == set(ticked)
    assert words() == before


def test_the_desk_says_at_once_what_was_done_or_what_is_missing(desk, consultation):
    (one,) = published(consultation)

    nothing_ticked = desk.post(reverse("consultations:gather"), {}, follow=True)
    created = desk.post(
        f"{reverse('consultations:new-point')}?contributions={one.pk}",
        {"title": "Vendre ou donner", "text": "Deux avis.", "status": "disagreement"},
        follow=True,
    )

    assertContains(nothing_ticked, "Cochez au moins une contribution.")
    assertContains(created, "Le point S-0001 est créé.")


def test_gathering_twice_links_once(desk, consultation):
    point = SynthesisPointFactory(consultation=consultation)
    (one,) = published(consultation)
    form = {"contributions": [one.pk], "point": point.reference}

    desk.post(reverse("consultations:gather"), form)
    again = desk.post(reverse("consultations:gather"), form, follow=True)

    assert again.status_code == 200
    assert point.gatherings.count() == 1


def test_a_contribution_from_elsewhere_or_unpublished_refuses_them_all(officer, consultation):
    point = SynthesisPointFactory(consultation=consultation)
    mine = published(consultation)
    elsewhere = published(ConsultationFactory())
    waiting = ContributionFactory(consultation=consultation)

    with pytest.raises(Refused, match="autre concertation"):
        actions.gather(point, mine + elsewhere, by=officer)
    with pytest.raises(Refused, match="Publiez d’abord"):
        actions.gather(point, [*mine, waiting], by=officer)
    assert not Gathering.objects.exists()


def test_an_unknown_id_refuses_them_all(desk, consultation):
    point = SynthesisPointFactory(consultation=consultation)
    (mine,) = published(consultation)

    response = desk.post(
        reverse("consultations:gather"), {"contributions": [mine.pk, 999_999], "point": point.reference}
    )

    assert response.status_code == 404
    assert not Gathering.objects.exists()


def test_a_new_point_is_written_for_the_ticked_ones(desk, officer, consultation):
    ticked = published(consultation, 2)

    asked = desk.post(reverse("consultations:gather"), {"contributions": [c.pk for c in ticked], "new": "1"})
    desk.post(
        asked.headers["Location"],
        {"title": "Vendre ou donner", "text": "Deux avis.", "status": "disagreement", "is_collective": "on"},
    )

    point = SynthesisPoint.objects.get()
    assert (point.reference, point.status, point.author) == ("S-0001", "disagreement", officer)
    assert set(point.contributions.all()) == set(ticked)


def test_the_officer_changes_a_point_and_takes_a_contribution_out(desk, officer, consultation):
    point = SynthesisPointFactory(consultation=consultation)
    (one,) = published(consultation)
    actions.gather(point, [one], by=officer)

    desk.post(
        reverse("consultations:edit-point", args=[point.reference]),
        {"title": "Une redevance", "text": "Une seule voix.", "status": "nuance"},
    )
    desk.post(reverse("consultations:ungather", args=[point.reference, one.pk]))
    twice = desk.post(reverse("consultations:ungather", args=[point.reference, one.pk]))

    point.refresh_from_db()
    assert (point.title, point.status, point.is_collective) == ("Une redevance", "nuance", False)
    assert not point.gatherings.exists()
    assert twice.status_code == 409


def test_a_point_is_published_once_and_never_empty(desk, officer, consultation):
    point = SynthesisPointFactory(consultation=consultation)
    address = reverse("consultations:publish-point", args=[point.reference])

    empty = desk.post(address)
    actions.gather(point, published(consultation), by=officer)
    first, second = desk.post(address), desk.post(address)

    assertContains(empty, "ne rassemble aucune contribution", status_code=409)
    assert first.status_code == 302
    assertContains(second, "déjà publié", status_code=409)


@pytest.mark.parametrize("who", ["member", "elected"])
def test_others_have_no_synthesis_desk(client, request, consultation, who):
    point = SynthesisPointFactory(consultation=consultation)
    client.force_login(request.getfixturevalue(who), BACKEND)

    codes = {
        client.get(reverse(DESK)).status_code,
        client.post(reverse("consultations:gather"), {"point": point.reference}).status_code,
        client.get(reverse("consultations:edit-point", args=[point.reference])).status_code,
        client.post(reverse("consultations:publish-point", args=[point.reference])).status_code,
        client.get(reverse("consultations:work-frame")).status_code,
    }

    assert codes == {403}


def test_two_hundred_and_forty_contributions_fit_in_a_light_page(desk, officer, consultation):
    published(consultation, 240, text="Une parole assez longue pour être coupée. " * 20)
    SynthesisPointFactory.create_batch(45, consultation=consultation)

    response = desk.get(reverse(DESK))

    assert len(response.content) < 150_000
    assert len(response.context["page"]) == 50


def test_the_desk_costs_the_same_with_three_and_thirty(desk, officer, consultation):
    def cost(rows):
        point = SynthesisPointFactory(consultation=consultation)
        actions.gather(point, published(consultation, rows), by=officer)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse(DESK), {"montrer": "toutes"}).status_code == 200
        return len(queries)

    assert cost(3) == cost(27)


def test_a_new_point_sent_twice_is_one_point(desk):
    said = ContributionFactory(published=True)
    form = {"new": "1", "title": "Du foncier", "contributions": said.pk, "concertation": said.consultation.slug}

    for __ in range(2):
        desk.post(reverse("consultations:gather"), form)

    assert SynthesisPoint.objects.get().contributions.get() == said


def frame(**changes):
    return {
        "title": "Écrire ensemble le plan",
        "slug": "plan-2027",
        "question": "Que faire ensemble ?",
        "open_points": "Le texte.",
        "closed_points": "L’enveloppe.",
        "who_decides": "Le conseil.",
        "commitments": "Répondre à chacune.",
        "contact": "ess@exemple.test",
        "opens_at": "2027-01-04T08:00",
        "closes_at": "2027-03-01T00:00",
        "questions": "Que garder ? | Du plan précédent.\nQue changer ?",
        **changes,
    }


def test_the_officer_writes_the_frame_then_publishes_it_once(desk):
    desk.post(reverse("consultations:new-frame"), frame())
    desk.post(reverse("consultations:edit-frame", args=["plan-2027"]), frame(questions="Que garder ?"))
    first = desk.post(reverse("consultations:publish-frame", args=["plan-2027"]))
    second = desk.post(reverse("consultations:publish-frame", args=["plan-2027"]))

    consultation = Consultation.objects.get()
    assert consultation.published_at
    assert [(q.rank, q.title, q.help) for q in consultation.questions.all()] == [(1, "Que garder ?", "")]
    assert consultation.windows.count() == 1
    assert (first.status_code, second.status_code) == (302, 409)


def test_a_question_that_people_answered_stays(desk):
    desk.post(reverse("consultations:new-frame"), frame())
    consultation = Consultation.objects.get()
    ContributionFactory(consultation=consultation, question=consultation.questions.last())

    response = desk.post(reverse("consultations:edit-frame", args=["plan-2027"]), frame(questions="Une seule ?"))

    assertContains(response, "Gardez-la dans la liste. « Que changer ? »")
    assertContains(response, "Une seule ?</textarea>")
    assert consultation.questions.count() == 2


def test_questions_put_in_another_order_keep_what_was_said_about_them(desk):
    desk.post(reverse("consultations:new-frame"), frame(questions="Que garder ?\nQue changer ?\nQui paie ?"))
    consultation = Consultation.objects.get()
    first, second, third = consultation.questions.all()
    about = [ContributionFactory(consultation=consultation, question=one) for one in (second, third)]
    draft = ContributionFactory(consultation=consultation, question=first, draft=True)

    questions = "Qui paie la suite ?\nQue changer ? | Et pourquoi."
    desk.post(reverse("consultations:edit-frame", args=["plan-2027"]), frame(questions=f"{third}\n{second}"))
    for one in (*about, draft):
        one.refresh_from_db()

    assert [str(one.question) for one in about] == ["Que changer ?", "Qui paie ?"]
    assert draft.question is None
    assert list(consultation.questions.values_list("rank", "title")) == [(1, "Qui paie ?"), (2, "Que changer ?")]

    desk.post(reverse("consultations:edit-frame", args=["plan-2027"]), frame(questions=questions))

    assert list(consultation.questions.values_list("pk", "title")) == [
        (third.pk, "Qui paie la suite ?"),
        (second.pk, "Que changer ?"),
    ]


def test_a_window_closes_after_it_opens(desk):
    response = desk.post(reverse("consultations:new-frame"), frame(closes_at="2027-01-01T00:00"))

    assertContains(response, "La fermeture doit venir après l’ouverture.")
    assert not Consultation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_gathering_at_once_link_once():
    consultation, officer = ConsultationFactory(), PersonFactory(post="ess_team")
    point, chosen = SynthesisPointFactory(consultation=consultation), published(consultation, 5)
    counts = []

    def link():
        counts.append(actions.gather(point, chosen, by=officer))
        connection.close()

    threads = [threading.Thread(target=link) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 5]
    assert point.gatherings.count() == 5


def test_what_says_nearly_the_same_thing_stands_together(desk, officer, consultation, run_tasks):
    first = ContributionFactory(consultation=consultation, text="Un bail de six ans pour les ateliers partagés.")
    ContributionFactory(consultation=consultation, published=True, text="Des cantines avec des légumes d’ici.")
    near = ContributionFactory(consultation=consultation, text="Un bail de neuf ans pour les ateliers partagés !")
    actions.publish_contributions([first, near], by=officer)
    run_tasks()

    page = desk.get(reverse(DESK))
    only = desk.get(reverse(DESK), {"proches": first.reference})

    shown = [one.pk for one in page.context["page"]]
    assert abs(shown.index(first.pk) - shown.index(near.pk)) == 1
    assertContains(page, "2 contributions proches")
    assert [one.pk for one in only.context["page"]] == [first.pk, near.pk]


def test_read_and_left_there_is_read_and_can_be_put_back(desk, consultation):
    one, __ = published(consultation, 2)

    desk.post(reverse("consultations:gather"), {"contributions": [one.pk], "read": "1"})
    read = desk.get(reverse(DESK))
    left = desk.get(reverse(DESK), {"montrer": "sans-point"})
    desk.post(reverse("consultations:gather"), {"contributions": [one.pk], "unread": "1"})

    assertContains(read, "1 lue sur 2")
    assert one not in list(read.context["page"])
    assert one in list(left.context["page"])
    assertContains(desk.get(reverse(DESK)), "0 lue sur 2")


def test_a_title_typed_at_the_desk_makes_a_point_whose_text_comes_later(desk, consultation):
    chosen = published(consultation, 2)

    desk.post(
        reverse("consultations:gather"),
        {"contributions": [one.pk for one in chosen], "title": "Un bail long", "new": "1"},
    )
    point = SynthesisPoint.objects.get()
    refused = desk.post(reverse("consultations:publish-point", args=[point.reference]))

    assert (point.title, point.text, point.contributions.count()) == ("Un bail long", "", 2)
    assertContains(refused, "n’a qu’un titre", status_code=409)
