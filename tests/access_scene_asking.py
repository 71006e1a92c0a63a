"""Questionnaires and votes of the scene: one open, one that nobody saw, one that is over, one that is secret."""

from datetime import timedelta

from consultations import actions
from consultations.selectors.priorities import voters_of
from essportal import clock
from tests.factories import (
    AskedQuestionFactory,
    OrganisationFactory,
    PersonFactory,
    PrioritisationFactory,
    QuestionnaireFactory,
)


def build(consultation, meeting, officer, member):
    questionnaire = QuestionnaireFactory(consultation=consultation)
    question = AskedQuestionFactory(questionnaire=questionnaire)
    draft = QuestionnaireFactory(consultation=consultation, draft=True)
    secret = QuestionnaireFactory(consultation=consultation, is_anonymous=True)
    done = QuestionnaireFactory(consultation=consultation, closed=True, results_at=clock.now())
    vote = PrioritisationFactory(consultation=consultation)
    share = {vote.choices.first().pk: 10}
    voter = voters_of(member, vote)[0]
    actions.give_ballot(vote, voter, by=member, shares=share)
    over = PrioritisationFactory(consultation=consultation)
    for __ in range(5):
        somebody = PersonFactory(represents=OrganisationFactory())
        actions.give_ballot(over, voters_of(somebody, over)[0], by=somebody, shares={over.choices.first().pk: 10})
    over.closed_at = clock.now() - timedelta(seconds=1)
    over.save(update_fields=["closed_at"])
    tables = PrioritisationFactory(consultation=consultation, voters="tables", meeting=meeting)
    return {
        "asking": questionnaire.slug,
        "asking_draft": draft.slug,
        "asking_secret": secret.slug,
        "asking_done": done.slug,
        "asking_pk": questionnaire.pk,
        "asking_secret_pk": secret.pk,
        "asking_question": question.pk,
        "asking_kind": "scale",
        "asking_up": "monter",
        "asking_vote": vote.slug,
        "asking_vote_draft": PrioritisationFactory(consultation=consultation, draft=True).slug,
        "asking_vote_done": over.slug,
        "asking_vote_pk": vote.pk,
        "asking_tables_pk": tables.pk,
        "asking_voter": voter.key,
    }
