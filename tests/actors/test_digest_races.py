"""However many workers, each digest leaves once; however many people, only those with news are written to."""

import threading

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from actors import digests, emails_news
from actors.actions import choose_news
from actors.models import Cadence, DigestChoice, Person
from actors.upkeep import send_what_is_due
from consultations import actions
from essportal import clock, news
from essportal.news import Topic
from tests.factories import ConsultationFactory, MeetingFactory, PersonFactory


def two_at_once(deed):
    """Both have read before either writes, when nothing holds them."""
    barrier, found = threading.Barrier(2), []

    def one():
        try:
            found.append(deed(barrier))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def someone_with_news(officer):
    person = PersonFactory(joined_at=clock.now() - digests.READ_BACK)
    consultation = ConsultationFactory()
    actions.follow(consultation, by=person)
    DigestChoice.objects.create(person=person, topic=Topic.FOLLOWED, cadence=Cadence.DAILY)
    meeting = MeetingFactory(consultation=consultation, status="preparing")
    actions.announce_meeting(meeting, by=officer)
    return person


def tomorrow():
    return clock.standing_at(clock.now() + digests.READ_BACK / 31)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_digest(officer):
    person = someone_with_news(officer)

    def deed(barrier):
        with tomorrow():
            barrier.wait(timeout=20)
            return digests.send_digest(person.pk)

    assert sorted(two_at_once(deed)) == [False, True]
    assert [sent.to for sent in mail.outbox] == [[person.email]]


@pytest.mark.django_db(transaction=True)
def test_the_naive_twin_sends_two(officer):
    """Read what is due, send, note: without the rows held, both workers read the same."""
    person = someone_with_news(officer)

    def deed(barrier):
        with tomorrow(), transaction.atomic():
            choice = DigestChoice.objects.select_related("person").get(person=person)
            span = choice.span()
            barrier.wait(timeout=20)
            found, total = news.concerning(person, {Topic.FOLLOWED: span}, 20)
            key = f"naive-{threading.get_ident()}"  # its own key: what `send` keeps apart is another guard
            sent = emails_news.digest(key, person, found, total, [])
            DigestChoice.objects.filter(pk=choice.pk).update(sent_up_to=span.until)
            return sent

    assert two_at_once(deed) == [True, True]
    assert len(mail.outbox) == 2


def test_a_mail_that_fails_is_told_again_and_nothing_is_lost(officer, monkeypatch):
    person = someone_with_news(officer)

    def broken(*args, **kwargs):
        raise OSError("no mail server")

    with tomorrow():
        monkeypatch.setattr("actors.emails_news.digest", broken)
        with pytest.raises(OSError, match="no mail server"), transaction.atomic():
            digests.send_digest(person.pk)
        monkeypatch.undo()
        assert digests.send_digest(person.pk)


@pytest.mark.parametrize("crowd", [3, 30])
def test_only_those_with_news_are_queued_in_as_many_questions_for_few_as_for_many(run_tasks, officer, crowd):
    PersonFactory.create_batch(crowd)
    consultation = ConsultationFactory()
    followers = PersonFactory.create_batch(crowd // 3)
    for person in followers:
        actions.follow(consultation, by=person)
    actions.announce_meeting(MeetingFactory(consultation=consultation, status="preparing"), by=officer)
    run_tasks()

    with tomorrow():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = digests.people_with_news()
        send_what_is_due.func(0)
        send_what_is_due.func(0)

    assert found == sorted(person.pk for person in followers)
    queued = ProcrastinateJob.objects.filter(task_name="actors.tasks.send_digest", status="todo")
    assert sorted(job.args["person_id"] for job in queued) == found
    assert len(asked) <= 60, len(asked)


def test_a_digest_asks_as_many_questions_for_many_news_as_for_few(officer):
    counts = []
    for many in (2, 19):
        person = someone_with_news(officer)
        consultation = person.follows.get().thing
        for __ in range(many):
            actions.announce_meeting(MeetingFactory(consultation=consultation, status="preparing"), by=officer)
        with tomorrow(), CaptureQueriesContext(connection) as asked:
            assert digests.send_digest(person.pk)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 45, counts


def test_who_wants_nothing_is_not_queued(officer):
    person = someone_with_news(officer)
    choose_news(person, cadences=dict.fromkeys(Topic, Cadence.NEVER))

    with tomorrow():
        assert digests.people_with_news() == []
    assert Person.objects.get(pk=person.pk).is_active
