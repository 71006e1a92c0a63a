"""Each contribution gets a reasoned answer; none is overwritten, and the next one is a click away."""

import pytest
from django.urls import reverse

from essportal.errors import Refused
from plans.actions import publish_replies, write_reply
from plans.models import Reply, ReplyStatus
from tests.factories import ContributionFactory, PlanFactory, clause_from, version_of


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def clause(plan, officer):
    return clause_from(plan, by=officer)


@pytest.fixture
def idea(plan):
    return ContributionFactory(published=True, consultation=plan.consultations.get())


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def no(**changes):
    return {"outcome": "non_retenue", "reason": "Le terrain n’appartient pas à la collectivité.", **changes}


def test_the_team_answers_a_contribution_and_names_the_clause(at_work, officer, plan, clause, idea):
    answer = {"outcome": "retenue", "reason": "Six ans de bail.", "clauses": [clause.reference]}

    response = at_work.post(reverse("plans:reply", args=[idea.reference]), answer)

    assert response.status_code == 302
    wording = Reply.objects.get(contribution=idea).current
    assert (wording.outcome, wording.author) == ("retenue", officer)
    assert list(wording.clauses.all()) == [clause]


def test_save_and_next_goes_through_those_without_reply(at_work, plan, clause, idea):
    following = ContributionFactory(published=True, consultation=idea.consultation)

    to_next = at_work.post(reverse("plans:reply", args=[idea.reference]), no(suivante="1"))
    to_list = at_work.post(reverse("plans:reply", args=[following.reference]), no(suivante="1"))

    assert to_next.headers["Location"] == reverse("plans:reply", args=[following.reference])
    assert to_list.headers["Location"] == reverse("plans:replies")


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (no(reason=""), "reason"),
        (no(outcome=""), "outcome"),
        (no(outcome="reportee"), "postponed_to"),
        (no(outcome="reportee", postponed_to="2020-01-01"), "postponed_to"),
        (no(outcome="retenue"), "clauses"),
        (no(outcome="inventée"), "outcome"),
    ],
)
def test_an_answer_that_lacks_something_says_what_beside_the_field(at_work, plan, clause, idea, answer, field):
    response = at_work.post(reverse("plans:reply", args=[idea.reference]), answer)

    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Reply.objects.exists()


def test_answering_anew_keeps_the_former_wording(at_work, officer, plan, clause, idea):
    write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Trop cher.")

    at_work.post(reverse("plans:reply", args=[idea.reference]), no(reason="Trop loin."))

    reply = Reply.objects.get()
    assert [wording.reason for wording in reply.wordings.order_by("number")] == ["Trop cher.", "Trop loin."]
    page = at_work.get(reverse("plans:reply", args=[idea.reference])).text
    assert "Trop cher." in page


@pytest.mark.parametrize("stranger", ["member", "elected", "correspondent", "general_management", "administrator"])
def test_nobody_else_answers(client, request, plan, clause, idea, stranger):
    person = request.getfixturevalue(stranger)
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(reverse("plans:reply", args=[idea.reference]), no()).status_code == 403
    assert client.get(reverse("plans:replies")).status_code == 403
    assert not Reply.objects.exists()


@pytest.mark.parametrize("situation", ["set_aside", "withdrawn"])
def test_a_contribution_that_is_no_longer_published_gets_no_reply(officer, plan, situation):
    idea = ContributionFactory(consultation=plan.consultations.get(), **{situation: True})

    with pytest.raises(Refused, match="seule une contribution publiée"):
        write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Non.")

    assert not Reply.objects.exists()


def test_replies_are_published_with_the_first_public_version(officer, plan, clause, idea):
    reply = write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Non.")

    version_of(plan, by=officer, is_public=True)

    reply.refresh_from_db()
    assert (reply.status, reply.published) == (ReplyStatus.PUBLISHED, reply.current)


def test_a_restricted_version_publishes_no_reply(officer, plan, clause, idea):
    reply = write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Non.")

    version_of(plan, by=officer, is_public=False)

    reply.refresh_from_db()
    assert reply.status == ReplyStatus.DRAFTED


def test_readers_keep_the_published_wording_until_the_next_is_published(at_work, officer, member, plan, clause, idea):
    write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Non.")
    publish_replies(plan, by=officer)

    reply = write_reply(idea, plan=plan, by=officer, outcome="hors_competence", reason="C’est à la région.")

    assert reply.wording_for(member).reason == "Non."
    at_work.post(reverse("plans:publish-replies"))
    reply.refresh_from_db()
    assert reply.wording_for(member).reason == "C’est à la région."


def test_publishing_twice_publishes_once(officer, plan, clause, idea):
    write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Non.")

    assert [publish_replies(plan, by=officer), publish_replies(plan, by=officer)] == [1, 0]


def test_the_table_says_how_many_are_answered(at_work, officer, plan, clause, idea):
    ContributionFactory(published=True, consultation=idea.consultation)
    write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Non.")

    page = at_work.get(reverse("plans:replies"))

    assert "2 contributions, 1 répondue" in page.text
    assert idea not in page.context["page"].objects


@pytest.mark.parametrize("count", [3, 30])
def test_the_table_asks_as_much_whatever_its_length(at_work, officer, plan, count, django_assert_max_num_queries):
    for __ in range(count):
        idea = ContributionFactory(published=True, consultation=plan.consultations.get())
        write_reply(idea, plan=plan, by=officer, outcome="non_retenue", reason="Non.")

    with django_assert_max_num_queries(40):
        page = at_work.get(reverse("plans:replies"), {"etat": "toutes"})

    assert len(page.context["page"].objects) == min(count, 25)
