"""One reasoned reply for several contributions, and a table that finds those that still wait for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import write_replies, write_reply
from plans.models import Reply, ReplyStatus, ReplyWording
from plans.selectors.answers import Answer
from tests.factories import ContributionFactory, OrganisationFactory, PlanFactory, SynthesisPointFactory

BATCH, TABLE = "/travail/reponses/ensemble/", "/travail/reponses/"
NO = {"outcome": "non_retenue", "reason": "Le terrain n’appartient pas à la collectivité."}


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def ideas(plan):
    return [ContributionFactory(published=True, consultation=plan.consultations.get()) for __ in range(3)]


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_one_reply_goes_to_each_contribution_that_was_ticked(at_work, plan, ideas):
    ticked = "&".join(f"c={idea.reference}" for idea in ideas[:2])

    page = at_work.get(f"{BATCH}?etat=toutes&{ticked}")
    response = at_work.post(f"{BATCH}?etat=toutes&{ticked}", NO)

    assert "La même réponse à 2 contributions" in page.text
    assert response.status_code == 302
    assert [reply.contribution for reply in Reply.objects.order_by("contribution_id")] == ideas[:2]
    assert {reply.current.reason for reply in Reply.objects.select_related("current")} == {NO["reason"]}


def test_all_the_contributions_of_a_point_get_one_reply_and_the_others_none(at_work, plan, ideas):
    point = SynthesisPointFactory(consultation=plan.consultations.get())
    point.contributions.add(*ideas[1:])

    at_work.post(f"{BATCH}?etat=toutes&point={point.reference}&tous=1", NO)

    assert set(Reply.objects.values_list("contribution", flat=True)) == {idea.pk for idea in ideas[1:]}


def test_a_reply_already_written_is_kept_unless_it_is_asked_for(at_work, officer, plan, ideas):
    write_reply(ideas[0], plan=plan, by=officer, outcome="hors_competence", reason="C’est à la région.")

    at_work.post(f"{BATCH}?etat=toutes&tous=1", NO)
    kept = Reply.objects.get(contribution=ideas[0]).current.reason
    at_work.post(f"{BATCH}?etat=toutes&tous=1", NO | {"again": "on"})

    assert kept == "C’est à la région."
    assert Reply.objects.get(contribution=ideas[0]).current.reason == NO["reason"]
    assert ReplyWording.objects.filter(reply__contribution=ideas[0]).count() == 2


def test_nothing_ticked_leads_back_to_the_table_and_says_so(at_work, plan, ideas):
    response = at_work.get(f"{BATCH}?etat=toutes", follow=True)

    assert response.redirect_chain[0][0] == f"{TABLE}?etat=toutes"
    assert "Cochez au moins une contribution." in response.text


def test_a_reason_that_is_missing_writes_to_nobody(at_work, plan, ideas):
    response = at_work.post(f"{BATCH}?etat=toutes&tous=1", NO | {"reason": ""})

    assert response.status_code == 200
    assert "reason" in response.context["form"].errors
    assert not Reply.objects.exists()


@pytest.mark.parametrize("count", [3, 30])
def test_a_batch_asks_a_line_of_journal_for_each_and_little_more(officer, plan, count):
    ideas = [ContributionFactory(published=True, consultation=plan.consultations.get()) for __ in range(count)]

    with CaptureQueriesContext(connection) as asked:
        write_replies({idea.pk: Answer("non_retenue", "Non.") for idea in ideas}, plan=plan, by=officer)

    assert len(asked) <= count + 10


def test_the_table_finds_by_organisation_by_point_and_by_words(at_work, plan, ideas):
    consultation = plan.consultations.get()
    speaker = OrganisationFactory(name="La Remise")
    theirs = ContributionFactory(published=True, consultation=consultation, organisation=speaker, title="Un hangar")
    point = SynthesisPointFactory(consultation=consultation)
    point.contributions.add(ideas[0])

    found = {
        asked: at_work.get(f"{TABLE}?{asked}").context["page"].objects
        for asked in (f"organisation={speaker.slug}", f"point={point.reference}", "q=hangar", f"q={ideas[1].reference}")
    }

    assert list(found.values()) == [[theirs], [ideas[0]], [theirs], [ideas[1]]]


def test_the_table_goes_on_by_key_and_keeps_its_search(at_work, plan):
    for __ in range(26):
        ContributionFactory(published=True, consultation=plan.consultations.get())

    first = at_work.get(TABLE).context["page"]
    rest = at_work.get(f"{TABLE}?apres={first.next}").context["page"]

    assert (len(first.objects), len(rest.objects)) == (25, 1)
    assert not set(first.objects) & set(rest.objects)


def test_a_reply_whose_clause_moved_is_found_among_those_to_review(at_work, officer, plan, ideas):
    reply = write_reply(ideas[0], plan=plan, by=officer, outcome="non_retenue", reason="Non.")
    Reply.objects.filter(pk=reply.pk).update(status=ReplyStatus.TO_REVIEW)

    page = at_work.get(f"{TABLE}?etat=a-revoir")

    assert page.context["page"].objects == [ideas[0]]
    assert "3 contributions, 0 répondue" in page.text


def test_a_reader_answers_nobody_together(client, member, plan, ideas):
    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(f"{BATCH}?etat=toutes&tous=1", NO).status_code == 403
    assert client.get(reverse("plans:replies-file", args=["ods"])).status_code == 403
    assert not Reply.objects.exists()
