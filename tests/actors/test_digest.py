"""One e-mail a day at most: what concerns one person, as they may see it when it leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from actors import digests
from actors.actions import choose_news, erase_person
from actors.models import Cadence, DigestChoice
from actors.upkeep import send_what_is_due
from consultations import actions
from essportal import clock, news
from essportal.news import Topic
from tests.factories import (
    ConsultationFactory,
    ContributionFactory,
    MeetingFactory,
    OrganisationFactory,
    PersonFactory,
)

PARIS = ZoneInfo("Europe/Paris")


def at(day, hour, minute=0, month=11):
    return datetime(2027, month, day, hour, minute, tzinfo=PARIS)


@pytest.fixture
def morning(run_tasks):
    """The hourly task and what it queued; how many people it queued for."""

    def run(moment):
        mail.outbox.clear()
        with clock.standing_at(moment):
            send_what_is_due.func(0)
            queued = ProcrastinateJob.objects.filter(task_name="actors.tasks.send_digest", status="todo").count()
            run_tasks()
        return queued

    return run


@pytest.fixture
def reader(db):
    with clock.standing_at(at(1, 9)):
        return PersonFactory(email="lectrice@exemple.test", joined_at=clock.now())


@pytest.fixture
def consultation(db):
    with clock.standing_at(at(1, 9)):
        return ConsultationFactory(title="Un plan pour 2028", published_at=clock.now())


def announced(consultation, officer, moment, **fields):
    with clock.standing_at(moment):
        meeting = MeetingFactory(
            consultation=consultation, status="preparing", starts_at=moment + timedelta(days=30), **fields
        )
        return actions.announce_meeting(meeting, by=officer)


def test_what_one_follows_comes_the_next_morning_once(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
    meeting = announced(consultation, officer, at(2, 10), title="Fabrique de Chauvigny")

    assert morning(at(2, 23, 20)) == 0
    assert morning(at(3, 7, 20)) == 1

    (sent,) = mail.outbox
    assert sent.to == [reader.email]
    assert sent.subject == "Une rencontre est annoncée : Fabrique de Chauvigny"
    assert meeting.get_absolute_url() in sent.body
    assert morning(at(3, 8, 20)) == 0, "an hour later nothing is left to say"
    assert morning(at(4, 7, 20)) == 0


def test_nobody_is_told_what_happened_before_they_followed(morning, reader, consultation, officer):
    announced(consultation, officer, at(2, 8))
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)

    assert morning(at(3, 7, 20)) == 0
    assert mail.outbox == []


def test_the_newest_comes_first_and_a_long_list_is_cut(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
    for number in range(25):
        announced(consultation, officer, at(2, 10, number), title=f"Rendez-vous {number:02}")

    morning(at(3, 7, 20))

    (sent,) = mail.outbox
    assert sent.subject == "25 nouvelles pour vous"
    assert sent.body.index("Rendez-vous 24") < sent.body.index("Rendez-vous 23")
    assert "Rendez-vous 04" not in sent.body
    assert "Et 5 autres" in sent.body


def test_what_became_invisible_is_told_to_nobody(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
    meeting = announced(consultation, officer, at(2, 10), title="Réunion devenue privée")
    meeting.is_public = False
    meeting.save(update_fields=["is_public"])

    morning(at(3, 7, 20))

    assert mail.outbox == []


def test_a_refusal_is_told_with_its_reason(morning, reader, officer):
    with clock.standing_at(at(2, 9)):
        said = ContributionFactory(author=reader, title="Un terrain")
        actions.set_aside_contribution(said, by=officer, motive="publicite", sentence="Le prix est indiqué.")

    morning(at(3, 7, 20))

    (sent,) = mail.outbox
    assert sent.subject == f"Votre contribution {said.reference} n’est pas publiée"
    assert "publicité ou démarchage" in sent.body
    assert "Le prix est indiqué." in sent.body
    assert "recours" in sent.body


def test_a_week_is_told_on_monday_and_never_is_never(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):  # a Tuesday
        actions.follow(consultation, by=reader)
        choose_news(reader, cadences={Topic.FOLLOWED: Cadence.WEEKLY})
    announced(consultation, officer, at(2, 10))

    assert morning(at(3, 7, 20)) == 0
    assert morning(at(8, 7, 20)) == 1
    assert len(mail.outbox) == 1

    with clock.standing_at(at(8, 9)):
        choose_news(reader, cadences={Topic.FOLLOWED: Cadence.NEVER})
    announced(consultation, officer, at(8, 10))
    assert morning(at(15, 7, 20)) == 0
    with clock.standing_at(at(15, 9)):
        choose_news(reader, cadences={Topic.FOLLOWED: Cadence.DAILY})
    assert morning(at(16, 7, 20)) == 0, "what happened while they wanted nothing stays untold"


def test_seven_in_the_morning_is_seven_in_paris_the_nights_the_clocks_change():
    """Between two digests there are 25 hours in October 2027, and 23 in March."""
    autumn = [at(30, 7, 1, 10), at(31, 7, 1, 10)]
    spring = [at(27, 7, 1, 3), at(28, 7, 1, 3)]
    spans = []
    for days in (autumn, spring):
        moments = []
        for moment in days:
            with clock.standing_at(moment):
                moments.append(Cadence.DAILY.until())
        assert [moment.astimezone(PARIS).hour for moment in moments] == [7, 7]
        spans.append((moments[1].timestamp() - moments[0].timestamp()) / 3600)

    assert spans == [25, 23]


def test_at_one_minute_to_seven_the_digest_of_yesterday_is_the_last():
    with clock.standing_at(at(3, 6, 59)):
        assert Cadence.DAILY.until() == at(2, 7)
    with clock.standing_at(at(3, 7)):
        assert Cadence.DAILY.until() == at(3, 7)


def test_a_breakdown_of_three_days_delays_and_loses_nothing(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
    announced(consultation, officer, at(2, 10), title="Mardi")
    announced(consultation, officer, at(3, 10), title="Mercredi")

    assert morning(at(5, 15, 20)) == 1

    assert "Mardi" in mail.outbox[0].body
    assert "Mercredi" in mail.outbox[0].body


def test_a_title_adds_no_line_to_the_headers(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
    announced(consultation, officer, at(2, 10), title="Fête\r\nBcc: victime@exemple.test\u2028X: y")

    morning(at(3, 7, 20))

    (sent,) = mail.outbox
    raw = sent.message()
    assert raw["Bcc"] is None
    assert sent.recipients() == [reader.email]
    assert "\n" not in sent.subject
    assert "\u2028" not in sent.subject


def test_one_click_stops_the_digest_and_a_look_does_not(client, morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
    announced(consultation, officer, at(2, 10))
    morning(at(3, 7, 20))
    headers = mail.outbox[0].extra_headers
    address = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    address = address[address.index("/nouvelles/") :]

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.get(address)
    assert digests.cadences(reader)[Topic.FOLLOWED] == Cadence.DAILY
    response = client.post(address, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert set(digests.cadences(reader).values()) == {Cadence.NEVER}
    reader.refresh_from_db()
    assert reader.is_active
    assert client.get(reverse("consultations:my-space")).status_code == 302, "the address opens no session"


def test_the_text_and_the_page_say_the_same(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
    meeting = announced(consultation, officer, at(2, 10), title="<b>Fabrique</b>")

    morning(at(3, 7, 20))

    ((page, kind),) = mail.outbox[0].alternatives
    assert kind == "text/html"
    assert "&lt;b&gt;Fabrique&lt;/b&gt;" in page
    assert meeting.get_absolute_url() in page
    assert "2\u00a0novembre 2027" in page
    assert DigestChoice.objects.filter(person=reader).count() == len(Topic)


def test_the_reply_to_an_organisation_reaches_those_who_speak_for_it_today(db):
    reach = next(reach for reach in news._sources["reply-published"].reaches if reach.topic == Topic.ORGANISATION)
    organisation = OrganisationFactory()
    PersonFactory(represents=organisation)

    assert reach.person == "contribution__organisation__representatives__person"


def test_an_erased_account_gets_nothing_and_leaves_nothing(morning, reader, consultation, officer):
    with clock.standing_at(at(2, 9)):
        actions.follow(consultation, by=reader)
        choose_news(reader, cadences={Topic.PROCESS: Cadence.DAILY})
    announced(consultation, officer, at(2, 10))
    with clock.standing_at(at(2, 11)):
        erase_person(reader, by=reader)

    assert morning(at(3, 7, 20)) == 0
    assert not reader.follows.exists()
    assert not DigestChoice.objects.filter(person=reader).exists()
