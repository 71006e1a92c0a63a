"""A visitor gets the news of the process by e-mail: proved, stopped in one click, forgotten then."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.actions import erase_person
from actors.emails_news import stop_address
from actors.forgetting import forget_subscribers
from actors.models import Subscriber
from essportal import clock
from tests.factories import ConsultationFactory, PersonFactory

SUBSCRIBE = "actors:subscribe"
ADDRESS = "voisine@exemple.test"


def ask(client, run_tasks, email=ADDRESS):
    response = client.post(reverse(SUBSCRIBE), {"email": email})
    run_tasks()
    return response


def link(message):
    return next(line for line in message.body.splitlines() if "/nouvelles/abonnement/" in line).split("localhost:8000")[
        1
    ]


@pytest.fixture
def confirmed(client, run_tasks):
    ask(client, run_tasks)
    client.post(link(mail.outbox[-1]))
    return Subscriber.objects.get()


def test_an_address_is_confirmed_by_a_button_once(client, run_tasks):
    assertRedirects(ask(client, run_tasks), reverse("actors:subscribe-sent"))
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS]

    assertContains(client.get(link(sent)), "Confirmez votre adresse")
    assert not Subscriber.objects.confirmed().exists(), "a scanner that follows the link confirms nothing"
    assertContains(client.post(link(sent)), "Votre adresse est confirmée")
    assert Subscriber.objects.confirmed().count() == 1
    assert client.post(link(sent)).status_code == 404


def test_the_answer_says_nothing_of_who_is_known(client, run_tasks, confirmed, member):
    answers = []
    for email in ("inconnue@exemple.test", ADDRESS, ADDRESS.upper(), member.email):
        response = ask(client, run_tasks, email)
        answers.append((response.status_code, response.headers["Location"]))
    subjects = {message.subject for message in mail.outbox}

    assert len(set(answers)) == 1
    assert len(subjects) == 1
    assert Subscriber.objects.count() == 3
    assert Subscriber.objects.confirmed().count() == 1


def test_only_the_newest_link_serves_and_for_seven_days(client, run_tasks):
    ask(client, run_tasks)
    ask(client, run_tasks)
    first, second = (link(message) for message in mail.outbox)

    assert client.post(first).status_code == 404
    assert client.post(second + "x").status_code == 404
    assert client.post(second).status_code == 200


def test_the_same_address_is_not_flooded(client, run_tasks):
    codes = [ask(client, run_tasks).status_code for __ in range(6)]

    assert codes == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_the_public_news_arrive_the_next_morning_and_nothing_private(client, confirmed, next_morning):
    ConsultationFactory(title="Un plan pour 2028", published_at=clock.now())
    ConsultationFactory(title="Un cadre en secret", published_at=None)

    (sent,) = next_morning()

    assert sent.to == [ADDRESS]
    assert sent.subject == "Une concertation s’ouvre : Un plan pour 2028"
    assert "secret" not in sent.body
    assert stop_address(confirmed) in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with clock.standing_at(clock.now() + timedelta(days=3)):
        assert next_morning() == []


def test_one_click_forgets_the_address_and_a_look_does_not(client, confirmed):
    stop = stop_address(confirmed)

    assertContains(client.get(stop), "Votre adresse sera effacée")
    assert Subscriber.objects.exists()
    client.handler.enforce_csrf_checks = True
    assertContains(client.post(stop, {"List-Unsubscribe": "One-Click"}), "Votre adresse est effacée")
    assert not Subscriber.objects.exists()
    assertContains(client.post(stop), "Votre adresse est effacée")
    assert client.get(reverse("actors:unsubscribe", args=["faux"])).status_code == 404


def test_whoever_has_an_account_chooses_there(client, member):
    client.force_login(member)

    assertRedirects(client.get(reverse(SUBSCRIBE)), reverse("actors:news-choices"))
    page = client.get(reverse("actors:news-choices"))
    assertContains(page, "Ce qui part toujours, et tout de suite")
    typed = dict.fromkeys(("mine", "tasks", "followed", "organisation", "process"), "weekly")
    assertContains(client.post(reverse("actors:news-choices"), typed, follow=True), "Vos choix sont enregistrés.")
    assert set(member.digest_choices.values_list("cadence", flat=True)) == {"weekly"}
    assertContains(client.post(reverse("actors:news-choices"), typed | {"mine": "hourly"}), "hourly")


def test_what_is_never_confirmed_or_not_again_is_forgotten(client, run_tasks, confirmed):
    ask(client, run_tasks, "autre@exemple.test")

    with clock.standing_at(clock.now() + timedelta(days=8)):
        assert forget_subscribers() == 1
    assert Subscriber.objects.get() == confirmed
    with clock.standing_at(clock.now() + timedelta(days=366 * 3)):
        assert forget_subscribers() == 1


def test_erasing_an_account_forgets_its_subscription(client, confirmed):
    person = PersonFactory(email=ADDRESS)

    erase_person(person, by=person)

    assert not Subscriber.objects.exists()


def test_the_page_and_the_feed_say_the_same_to_everyone(client, officer):
    consultation = ConsultationFactory(
        title="Un plan & des gens", question="<script>alert(1)</script>", published_at=clock.now()
    )
    ConsultationFactory(title="Un cadre en secret", published_at=None)
    client.force_login(officer)
    page, feed = client.get(reverse("news")), client.get(reverse("news-feed"))

    assertContains(page, "Un plan &amp; des gens")
    assertNotContains(page, "secret")
    assertNotContains(feed, "secret")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assertContains(feed, f"<id>tag:localhost,2026:consultation-opened-{consultation.pk}</id>")
    assertContains(feed, f"<updated>{consultation.published_at.isoformat()}</updated>")
    assertContains(feed, "&amp;lt;script&amp;gt;")  # a reader takes the summary for HTML
