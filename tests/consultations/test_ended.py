"""What was voted or answered and then read never opens again, by whatever door."""

from datetime import timedelta

import pytest

from consultations import actions
from consultations.models import Permission, Prioritisation, Questionnaire, Stage
from consultations.selectors import priorities
from essportal import clock
from essportal.errors import Refused
from tests.factories import OrganisationFactory, PersonFactory, PrioritisationFactory, QuestionnaireFactory

DAY = timedelta(days=1)


def followed(thing, permission):
    """It has no dates of its own: those of a window, open now."""
    now = clock.now()
    type(thing).objects.filter(pk=thing.pk).update(opens_at=None, closes_at=None)
    return thing.consultation.windows.create(permission=permission, opens_at=now - DAY, closes_at=now + DAY)


def over(window):
    window.opens_at, window.closes_at = clock.now() - 3 * DAY, clock.now() - DAY
    window.save()


def stage(thing):
    return type(thing).objects.timed().get(pk=thing.pk).stage


@pytest.fixture
def voted(db):
    vote = PrioritisationFactory()
    voter = PersonFactory(represents=OrganisationFactory())
    shares = {vote.choices.first().pk: 10}
    actions.give_ballot(vote, priorities.voters_of(voter, vote)[0], by=voter, shares=shares)
    return vote


def test_a_vote_whose_results_are_read_is_not_prolonged(voted, officer):
    Prioritisation.objects.filter(pk=voted.pk).update(closes_at=clock.now() - DAY)

    with pytest.raises(Refused, match="résultats sont connus"):
        actions.revise_prioritisation(voted, by=officer, closes_at=clock.now() + DAY)
    actions.revise_prioritisation(voted, by=officer, introduction="Merci à toutes.")

    assert stage(voted) == Stage.CLOSED


@pytest.mark.parametrize("move", ["move", "add", "remove"])
def test_no_change_of_the_windows_opens_again_a_vote_that_ended_with_one(voted, officer, client, move):
    window, now = followed(voted, Permission.PRIORITISE), clock.now()
    over(window)

    if move == "move":
        actions.move_window(window, by=officer, opens_at=window.opens_at, closes_at=now + DAY, reason="Prolongée.")
    elif move == "add":
        later = {"opens_at": now - timedelta(hours=1), "closes_at": now + DAY}
        actions.add_window(
            voted.consultation, by=officer, permission=Permission.PRIORITISE, reason="Un second vote.", **later
        )
    else:
        actions.remove_window(window, by=officer, reason="Elle ne sert plus.")

    assert stage(voted) == Stage.CLOSED
    assert client.get(voted.get_absolute_url()).context["has_results"]


def test_an_anonymous_questionnaire_that_was_read_does_not_open_for_one_more_answer(officer):
    read = QuestionnaireFactory(is_anonymous=True)
    actions.answer_questionnaire(
        read, answers={}, by=(one := PersonFactory(represents=OrganisationFactory())), organisation=_of(one)
    )
    over(window := followed(read, Permission.ANSWER))

    actions.move_window(window, by=officer, opens_at=window.opens_at, closes_at=clock.now() + DAY, reason="Prolongée.")

    assert stage(read) == Stage.CLOSED


def test_signed_answers_that_nobody_read_yet_may_still_be_prolonged(officer):
    late = QuestionnaireFactory(closes_at=clock.now() - DAY)

    actions.revise_questionnaire(late, by=officer, closes_at=clock.now() + DAY)

    assert stage(late) == Stage.OPEN
    assert Questionnaire.objects.get(pk=late.pk).closed_at is None


def _of(person):
    return person.representations[0].organisation
