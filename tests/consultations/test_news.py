"""What happens in the consultations reaches those who follow them, and everyone as far as everyone may know."""

from datetime import timedelta
from uuid import uuid4

import pytest

from consultations import actions
from consultations.models import Follow
from essportal import clock, news
from essportal.news import Span, Topic
from tests.factories import (
    BodyFactory,
    ConsultationFactory,
    ContributionFactory,
    MeetingFactory,
    PersonFactory,
    SynthesisPointFactory,
    sitting,
)


def titles(found):
    return [one.title for one in found]


def told(person, topic=Topic.FOLLOWED):
    span = Span(clock.now() - timedelta(days=20), clock.now() + timedelta(days=1))
    found, total = news.concerning(person, {topic: span}, 50)
    assert total == len(found)
    return titles(found)


@pytest.fixture
def follower(db):
    return PersonFactory()


def follow(thing, person):
    return Follow.objects.create(person=person, **{thing._meta.model_name: thing}, at=clock.now() - timedelta(days=10))


def test_a_meeting_is_told_by_its_consultation_its_series_and_its_body_once(follower, officer):
    series = actions.open_series(by=officer, name="Les fabriques")
    body = BodyFactory()
    meeting = MeetingFactory(series=series, body=body, status="preparing")
    for thing in (meeting.consultation, series, body):
        follow(thing, follower)
    actions.announce_meeting(meeting, by=officer)

    assert told(follower) == [f"Une rencontre est annoncée\u00a0: {meeting.title}"]
    actions.cancel_meeting(meeting, by=officer)
    assert told(follower) == [f"Une rencontre est annulée\u00a0: {meeting.title}"]


def test_a_private_meeting_is_told_to_nobody_else(follower, elected, officer):
    consultation = ConsultationFactory()
    meeting = MeetingFactory(consultation=consultation, is_public=False, status="preparing", title="À huis clos")
    for person in (follower, elected):
        follow(consultation, person)
    actions.announce_meeting(meeting, by=officer)

    assert told(follower) == []
    assert told(elected) == ["Une rencontre est annoncée\u00a0: À huis clos"]
    assert "À huis clos" not in str(news.latest(50))


def test_45_points_published_in_a_day_are_one_piece_of_news(follower, officer):
    consultation = ConsultationFactory(title="Un plan pour 2028")
    follow(consultation, follower)
    said = ContributionFactory(published=True, consultation=consultation)
    other = ContributionFactory(published=True, consultation=consultation)
    follow(said, follower)
    points = [SynthesisPointFactory(consultation=consultation, published_at=None) for __ in range(3)]
    for point in points:
        actions.gather(point, [said if point == points[0] else other], by=officer)
        actions.publish_point(point, by=officer)

    assert told(follower) == [
        "3 points de synthèse sont publiés\u00a0: Un plan pour 2028",
        f"{said.reference} est dans la synthèse\u00a0: {points[0].title}",
    ]
    (line,) = [one for one in news.latest(50) if one.kind == "points-published"]
    assert line.key == f"points-{consultation.pk}-{clock.day_of(line.at):%Y%m%d}"


def test_windows_open_and_close_by_themselves(follower):
    consultation = ConsultationFactory(title="Un plan pour 2028")
    window = consultation.windows.get()
    follow(consultation, follower)

    assert told(follower) == []
    with clock.standing_at(window.closes_at + timedelta(seconds=1)):
        assert told(follower) == ["Les contributions sont closes\u00a0: Un plan pour 2028"]


def test_the_bilan_is_told(follower, officer):
    consultation = ConsultationFactory(closed=True, title="Un plan pour 2028")
    follow(consultation, follower)
    report = actions.write_report(consultation, by=officer, conduct="Six semaines.", outcome="Le bail.")
    assert told(follower) == []

    actions.publish_report(report, by=officer)

    assert told(follower) == ["Le bilan est publié\u00a0: Un plan pour 2028"]
    assert "Le bilan est publié\u00a0: Un plan pour 2028" in titles(news.latest(50))


def test_a_message_is_told_to_those_who_follow_and_to_whom_it_answers(follower, member, other_member):
    said = ContributionFactory(published=True, consultation=_discussed())
    follow(said, follower)
    first = actions.say(
        said, by=member, organisation=member.representations[0].organisation, text="Et la nuit ?", key=uuid4()
    )
    actions.say(
        said,
        by=other_member,
        organisation=other_member.representations[0].organisation,
        text="Aussi.",
        parent=first,
        key=uuid4(),
    )

    assert told(follower) == [f"2 messages sur {said.reference}"]
    assert told(member, Topic.MINE) == [f"2 messages sur {said.reference}"]
    assert told(other_member, Topic.MINE) == []


def _discussed():
    consultation = ConsultationFactory()
    consultation.windows.create(
        permission="discuss", opens_at=clock.now() - timedelta(days=1), closes_at=clock.now() + timedelta(days=9)
    )
    return consultation


def test_what_a_sitting_gives_someone_to_do_is_told_to_them(officer, member):
    meeting = sitting(BodyFactory())
    decision = actions.take_decision(meeting, by=officer, kind="task", text="Écrire la charte.", owner=member)

    assert told(member, Topic.TASKS) == [f"À faire après {meeting}"]
    assert decision.owner == member


def test_the_feed_says_nothing_of_a_withdrawn_or_hidden_thing(follower, officer):
    said = ContributionFactory(published=True)
    follow(said, follower)
    point = SynthesisPointFactory(consultation=said.consultation, published_at=None)
    actions.gather(point, [said], by=officer)
    actions.publish_point(point, by=officer)
    assert told(follower)

    actions.withdraw_contribution(said, by=said.author or officer)

    assert told(follower) == []
