"""What the plan says of a contribution in the pages below: outcome, reply, fate; one question per page and per slot."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import slots
from plans.actions import Fed, publish_replies, write_reply
from tests.factories import ContributionFactory, PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def contribution(plan):
    return ContributionFactory(published=True, consultation=plan.consultations.get())


def test_a_contribution_without_a_published_reply_waits_for_one(plan, contribution, officer):
    write_reply(contribution, plan=plan, by=officer, outcome="non_retenue", reason="Pas encore dit.")

    assert slots.outcomes([contribution], VISITOR)[contribution.pk]["word"] == "en attente de réponse"
    assert slots.replies([contribution], VISITOR) == {}
    assert slots.outcomes([contribution], officer)[contribution.pk]["word"] == "non retenue"


def test_visitors_keep_reading_the_published_reply_while_another_is_drafted(plan, contribution, officer):
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Reprise.")
    publish_replies(plan, by=officer)
    write_reply(contribution, plan=plan, by=officer, outcome="non_retenue", reason="Pas encore dit.")

    assert slots.replies([contribution], VISITOR)[contribution.pk]["wording"].reason == "Reprise."
    assert slots.replies([contribution], officer)[contribution.pk]["wording"].reason == "Pas encore dit."


def test_the_fate_tells_the_reply_and_the_first_version_that_holds_what_it_fed(plan, contribution, officer):
    clause = clause_from(plan, sources=[Fed("contribution", contribution=contribution)])
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    first = version_of(plan)
    version_of(plan)

    events = slots.fates([contribution], VISITOR)[contribution.pk]["events"]

    assert sorted(event["reply"] or event["pin"].version.number for event in events if event["pin"]) == [first.number]
    assert [event["reply"] for event in events if not event["pin"]] == ["retenue"]


def test_a_clause_only_in_a_version_kept_inside_is_not_named_to_visitors(plan, contribution, officer):
    clause = clause_from(plan, title="Encore secrète", sources=[Fed("contribution", contribution=contribution)])
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    publish_replies(plan, by=officer)
    version_of(plan, submitted=False)

    assert slots.replies([contribution], VISITOR)[contribution.pk]["clauses"] == [(clause, None)]
    assert all(event["pin"] is None for event in slots.fates([contribution], VISITOR)[contribution.pk]["events"])


@pytest.mark.parametrize("size", [3, 30])
def test_a_page_of_contributions_costs_the_same_questions_whatever_their_number(plan, officer, size):
    known = ContributionFactory.create_batch(size, published=True, consultation=plan.consultations.get())
    for one in known:
        clause = clause_from(plan, by=officer, sources=[Fed("contribution", contribution=one)])
        write_reply(one, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    version_of(plan, by=officer)

    for slot, most in ((slots.outcomes, 1), (slots.replies, 3), (slots.fates, 3)):
        with CaptureQueriesContext(connection) as asked:
            slot(known, VISITOR)
        assert len(asked) <= most
