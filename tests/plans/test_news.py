"""The plan's own news: what everyone reads, and the reply to those whose words it answers, refusals included."""

from datetime import timedelta

import pytest

from consultations.models import Follow
from essportal import clock, news
from essportal.news import Span, Topic
from plans.actions import publish_replies, write_reply
from tests.factories import (
    ContributionFactory,
    DeliberationFactory,
    PersonFactory,
    PlanFactory,
    clause_from,
    version_of,
)


def told(person, topic):
    span = Span(clock.now() - timedelta(days=20), clock.now() + timedelta(days=1))
    return [one.title for one in news.concerning(person, {topic: span}, 50)[0]]


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.mark.parametrize("outcome", ["retenue", "non_retenue"])
def test_a_reply_reaches_its_author_their_organisation_and_who_follows(plan, officer, member, outcome):
    organisation = member.representations[0].organisation
    author, colleague, follower = PersonFactory(), member, PersonFactory()
    said = ContributionFactory(
        published=True, consultation=plan.consultations.get(), author=author, organisation=organisation
    )
    Follow.objects.create(person=follower, contribution=said, at=clock.now() - timedelta(days=1))
    write_reply(said, plan=plan, by=officer, outcome=outcome, reason="Parce que.")
    assert not [title for title in told(author, Topic.MINE) if "répond" in title], "written is not published"

    publish_replies(plan, by=officer)

    word = {"retenue": "retenue", "non_retenue": "non retenue"}[outcome]
    line = [f"La collectivité répond à {said.reference}\u00a0: {word}"]
    assert told(author, Topic.MINE)[:1] == line
    assert told(colleague, Topic.ORGANISATION) == line
    assert told(follower, Topic.FOLLOWED) == line
    assert told(follower, Topic.MINE) == []


def test_who_no_longer_speaks_for_an_organisation_is_told_nothing_of_it(plan, officer, member):
    said = ContributionFactory(
        published=True,
        consultation=plan.consultations.get(),
        organisation=member.representations[0].organisation,
    )
    member.representative_set.update(ends_on=clock.today() - timedelta(days=1))
    write_reply(said, plan=plan, by=officer, outcome="retenue", reason="Oui.")
    publish_replies(plan, by=officer)

    assert told(member, Topic.ORGANISATION) == []


def test_a_public_version_and_its_vote_are_told_and_a_restricted_one_is_not(plan, officer):
    follower = PersonFactory()
    Follow.objects.create(person=follower, consultation=plan.consultations.get(), at=clock.now() - timedelta(days=1))
    clause_from(plan, by=officer)
    restricted = version_of(plan, by=officer, is_public=False)
    assert told(follower, Topic.FOLLOWED) == []

    shown = version_of(plan, by=officer)
    DeliberationFactory(version=shown, recorded_by=officer)
    DeliberationFactory(version=restricted, recorded_by=officer)

    lines = ["Le plan est adopté\u00a0: Plan de l’ESS 2027–2030", f"La version {shown.number} du plan est publiée"]
    assert told(follower, Topic.FOLLOWED) == lines
    assert [one.title for one in news.latest(20) if one.kind in ("plan-voted", "version-published")] == lines
