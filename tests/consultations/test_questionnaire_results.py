"""What a questionnaire says together: counts with their tables, by group from five answers, as files."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.models import Sheet
from essportal import clock
from essportal.errors import Refused
from essportal.models import ExportEntry
from tests.factories import AskedQuestionFactory, OrganisationFactory, QuestionnaireFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def address(questionnaire, name="questionnaire-results"):
    return reverse(f"consultations:{name}", args=[questionnaire.consultation.slug, questionnaire.slug])


def answer(questionnaire, **fields):
    kind = fields.pop("family", "association")
    organisation = OrganisationFactory(kind=kind)
    return Sheet.objects.create(
        questionnaire=questionnaire, organisation=organisation, answered_on=clock.today(), **fields
    )


@pytest.fixture
def one_of_each(db):
    """One question of each kind, answered by six associations and one foundation."""
    questionnaire = QuestionnaireFactory()
    made = {
        kind: AskedQuestionFactory(questionnaire=questionnaire, kind=kind, title=f"Question {kind} ?")
        for kind in ("single", "multiple", "scale", "ranking", "number", "short")
    }
    for place in range(7):
        answers = {
            "single": place % 2,
            "multiple": [0, 1] if place else [0],
            "scale": 1 + place % 5,
            "ranking": [2, 0, 1],
            "number": str(place),
            "short": "=cmd()" if place else "secret d’une fondation",
        }
        answer(
            questionnaire,
            answers={str(made[kind].pk): value for kind, value in answers.items()},
            family="association" if place else "foundation",
        )
    return questionnaire


def test_the_team_reads_results_with_their_tables(client, officer, one_of_each):
    client.force_login(officer, BACKEND)

    page = client.get(address(one_of_each))

    assertContains(page, "7 réponses")
    told = {one.question.kind: one for one in page.context["results"]}
    assert [line.count for line in told["single"].lines] == [4, 3]
    assert [line.count for line in told["multiple"].lines] == [7, 6]
    best = told["ranking"].lines[0]
    assert (best.label, best.mean) == ("C", "1,0")
    assert (told["number"].spread.middle, told["number"].spread.total) == (3, 21)
    assert page.content.count(b"<table") == 5


def test_results_are_nobodys_before_they_are_published(client, member, officer, one_of_each):
    client.force_login(member, BACKEND)
    assert client.get(address(one_of_each)).status_code == 404
    assert client.get(address(one_of_each, "questionnaire-results-csv")).status_code == 404

    with pytest.raises(Refused, match="Fermez d’abord"):
        actions.publish_results(one_of_each, by=officer)
    actions.close_questionnaire(one_of_each, by=officer)
    actions.publish_results(one_of_each, by=officer)

    client.logout()
    page = client.get(address(one_of_each))
    assertContains(page, "Question single ?")
    assertNotContains(page, "secret d’une fondation")
    assertContains(client.get(one_of_each.consultation.get_absolute_url()), address(one_of_each))


def test_by_group_the_lonely_foundation_is_not_told_alone(client, officer, one_of_each):
    client.force_login(officer, BACKEND)

    page = client.get(address(one_of_each), {"par": "famille"})

    crossed = page.context["crossed"]
    assert crossed == []
    assert set(page.context["together"]) == {"fondation", "association"}
    assertContains(page, "Aucun groupe n’atteint cinq réponses")


def test_by_group_small_counts_are_masked(client, officer):
    questionnaire = QuestionnaireFactory()
    question = AskedQuestionFactory(questionnaire=questionnaire)
    for family, place, times in [
        ("association", 0, 9),
        ("association", 1, 2),
        ("cooperative", 0, 6),
        ("cooperative", 1, 6),
    ]:
        for __ in range(times):
            answer(questionnaire, answers={str(question.pk): place}, family=family)
    client.force_login(officer, BACKEND)

    (told,) = client.get(address(questionnaire), {"par": "famille"}).context["crossed"]

    assert [(name, size) for name, size, __ in told.rows] == [("coopérative", 12), ("association", 11)]
    shown = [counts for __, __, counts in told.rows]
    assert shown[1][1] is None
    # Nine of eleven would say that two said no: the other cell of the line goes too, and those of its column.
    assert shown == [[None, None], [None, None]]


def test_a_group_that_does_not_exist_shows_everything_together(client, officer, one_of_each):
    client.force_login(officer, BACKEND)

    for wrong in ("99", "x" * 300, "١"):
        assert client.get(address(one_of_each), {"par": wrong}).context["by"] == ""


def test_files_hold_no_formula_and_leave_a_line_in_the_log(client, officer, one_of_each):
    client.force_login(officer, BACKEND)

    response = client.get(address(one_of_each, "questionnaire-results-csv"))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    assert rows[1][:5] == ["1", "Question single ?", "Oui", "4", "7"]
    assert "'=cmd()" in {row[2] for row in rows}
    assert client.get(address(one_of_each, "questionnaire-results-ods")).status_code == 200
    assert ExportEntry.objects.filter(by=officer).count() == 2


def test_signed_answers_are_exported_one_by_one_to_the_team(client, officer, one_of_each):
    client.force_login(officer, BACKEND)

    response = client.get(reverse("consultations:answers-csv", args=[one_of_each.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    assert len(rows) == 8
    assert "C > A > B" in rows[1]
    assert client.get(reverse("consultations:answers-ods", args=[one_of_each.pk])).status_code == 200


def test_results_cost_the_same_with_seven_and_with_fifty(client, officer, one_of_each):
    client.force_login(officer, BACKEND)
    costs = []
    for rows in (0, 43):
        for __ in range(rows):
            answer(one_of_each, answers={})
        with CaptureQueriesContext(connection) as asked:
            client.get(address(one_of_each))
        costs.append(len(asked))

    assert costs[0] == costs[1]
