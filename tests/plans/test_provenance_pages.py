"""Where each passage of each version comes from, and the other way round; what was taken back leaves its mark only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essportal import clock
from plans.actions import Fed, revise_clause
from tests.factories import (
    ContributionFactory,
    MeetingFactory,
    OrganisationFactory,
    PlanFactory,
    SynthesisPointFactory,
    clause_from,
    version_of,
)


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def consultation(plan):
    return plan.consultations.get()


@pytest.fixture
def version(plan):
    """A version without contributions due: the gate is not the matter here."""

    def freeze():
        found = version_of(plan, submitted=False)
        type(found).objects.filter(pk=found.pk).update(submitted_at=clock.now())
        return found

    return freeze


def voices(consultation, count=2, **said):
    return [ContributionFactory(published=True, consultation=consultation, **said) for __ in range(count)]


def test_a_passage_says_where_it_comes_from_and_unfolds_to_each(client, plan, consultation, version):
    ideas = voices(consultation)
    meeting = MeetingFactory(consultation=consultation, kind="fabrique")
    clause_from(
        plan, sources=[*(Fed("contribution", contribution=one) for one in ideas), Fed("meeting", meeting=meeting)]
    )
    version()

    page = client.get("/plan/").text

    assert "Vient de 2 contributions, 1 fabrique</summary>" in page
    assert all(one.get_absolute_url() in page for one in [*ideas, meeting])


def test_an_axis_inherits_from_below_on_its_own_page(client, plan, consultation, version):
    axis = clause_from(plan, kind="section", title="Un axe")
    ideas = voices(consultation)
    for idea in ideas:
        clause_from(plan, parent=axis, sources=[Fed("contribution", contribution=idea)])
    version()

    page = client.get(axis.get_absolute_url()).text

    assert "Vient de 2 contributions, une initiative de la collectivité." in page
    assert "Compétence de la collectivité." in page


def test_each_version_keeps_its_own_sources(client, plan, consultation, version, officer):
    first, second = voices(consultation)
    clause = clause_from(plan, sources=[Fed("contribution", contribution=first)])
    version()
    base = clause.working()
    sources = [Fed("contribution", contribution=second)]
    revise_clause(clause, by=officer, base=base, title=base.title, text="Autrement.", sources=sources)
    version()

    old, new = (client.get(reverse("plans:clause-in-version", args=[n, clause.reference])).text for n in (1, 2))

    assert (first.get_absolute_url() in old, second.get_absolute_url() in old) == (True, False)
    assert second.get_absolute_url() in new
    assert "La lire dans la plus récente" in old


def test_the_summary_gives_the_share_of_each_kind(client, plan, consultation, version):
    for idea in voices(consultation, 3):
        clause_from(plan, sources=[Fed("contribution", contribution=idea)])
    clause_from(plan)
    version()

    page = client.get("/plan/").text

    assert "3 contributions, 75\u00a0%" in page
    assert "1 initiative de la collectivité, 25\u00a0%" in page


def test_a_contribution_taken_back_leaves_its_mark_and_not_its_text_at_once(client, plan, consultation, version):
    idea, other = voices(consultation, title="Un secret à moi")
    clause = clause_from(plan, sources=[Fed("contribution", contribution=one) for one in (idea, other)])
    version()
    assert idea.get_absolute_url() in client.get("/plan/").text

    type(idea).objects.filter(pk=idea.pk).update(status="withdrawn", withdrawn_at=clock.now())

    for address in ("/plan/", clause.get_absolute_url()):
        page = client.get(address).text
        assert idea.get_absolute_url() not in page
        assert "contribution retirée" in page
        assert "2 contributions" in page


def test_points_meetings_and_organisations_lead_to_the_passages_that_they_fed(client, plan, consultation, version):
    speaker = OrganisationFactory()
    meeting = MeetingFactory(consultation=consultation)
    (idea,) = voices(consultation, 1, organisation=speaker, meeting=meeting)
    point = SynthesisPointFactory(consultation=consultation, published_at=clock.now())
    clause = clause_from(
        plan, title="Un comptoir", sources=[Fed("contribution", contribution=idea), Fed("synthesis", point=point)]
    )
    place = reverse("plans:clause-in-version", args=[version().number, clause.reference])

    for thing in (speaker, meeting, point):
        assert place in client.get(thing.get_absolute_url()).text


def test_what_was_set_aside_fed_nothing(client, plan, consultation, version):
    speaker = OrganisationFactory()
    (idea,) = voices(consultation, 1, organisation=speaker)
    clause_from(plan, sources=[Fed("contribution", contribution=idea, role="ecarte"), Fed("authority", sentence="S.")])
    version()

    assert "A nourri" not in client.get(speaker.get_absolute_url()).text
    assert "Vient d’une initiative de la collectivité</summary>" in client.get("/plan/").text


@pytest.mark.parametrize("size", [3, 30])
def test_the_reading_page_asks_at_most_fifteen_questions(client, plan, consultation, version, size):
    for idea in voices(consultation, size):
        clause_from(plan, sources=[Fed("contribution", contribution=idea)])
    version()

    with CaptureQueriesContext(connection) as first:
        client.get("/plan/")
    with CaptureQueriesContext(connection) as again:
        client.get("/plan/")

    assert len(first) <= 15
    assert len(again) < len(first)
