"""Anonymous means it: no join of any tables leads from someone to what they answered."""

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains

from consultations import actions
from consultations.actions import answers
from consultations.models import Participation, Questionnaire, Sheet
from consultations.selectors import questionnaires
from essportal import clock
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.factories import AskedQuestionFactory, OrganisationFactory, PersonFactory, QuestionnaireFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def answered(rows=8, **fields):
    """One question of text; each organisation answers its own word, one transaction after the other."""
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True, **fields), kind="short")
    given = {}
    for place in range(rows):
        organisation = OrganisationFactory()
        person = PersonFactory(represents=organisation)
        given[organisation.pk] = f"mot-{place}"
        actions.answer_questionnaire(
            question.questionnaire, answers={str(question.pk): f"mot-{place}"}, by=person, organisation=organisation
        )
    return question, given


def rows_of(model):
    """Every column of a table, and those that PostgreSQL keeps without saying so."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT *, ctid::text, xmin::text, xmax::text, cmin::text FROM {table}")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _as_they_lie(model):
    return sorted(rows_of(model), key=lambda row: tuple(map(int, row["ctid"].strip("()").split(","))))


@pytest.mark.django_db(transaction=True)
def test_no_value_of_any_table_joins_a_sheet_with_someone():
    """Whatever a sheet holds that tells it from another (its key, its transaction, its word) is nowhere else."""
    __, given = answered()
    sheets = rows_of(Sheet)

    for name in ("organisation_id", "person_id", "answered_on"):
        assert {row[name] for row in sheets} == {None}
    assert len({row["xmin"] for row in sheets}) == 1, "written together: no transaction tells one from another"
    own = {str(row["id"]) for row in sheets} | set(given.values())
    for model in apps.get_models():
        if model is Sheet or not model._meta.managed:
            continue
        for row in rows_of(model):
            values = " ".join(str(value) for value in row.values())
            assert not any(value in values for value in own), model.__name__
    assert {row["xmin"] for row in rows_of(Participation)} == {sheets[0]["xmin"]}


@pytest.mark.django_db(transaction=True)
def test_the_order_in_which_rows_lie_says_nothing():
    """The n-th participation and the n-th sheet, joined as they lie, find people no better than chance."""
    found = 0
    for __ in range(4):
        question, given = answered(rows=10)
        who, said = (
            [row for row in _as_they_lie(model) if row["questionnaire_id"] == question.questionnaire.pk]
            for model in (Participation, Sheet)
        )
        for participation, sheet in zip(who, said, strict=True):
            word = json.loads(sheet["answers"])[str(question.pk)]
            found += given[participation["organisation_id"]] == word

    assert found < 20  # of 40; chance gives 4, an order kept would give 40


@pytest.mark.django_db(transaction=True)
def test_beyond_what_is_laid_down_at_once_the_new_one_is_always_among_it(monkeypatch):
    monkeypatch.setattr(answers, "LAID_DOWN", 4)
    found = 0
    for __ in range(4):
        question, given = answered(rows=10)
        last = max(int(row["xmin"]) for row in rows_of(Sheet))
        for model in (Participation, Sheet):
            mine = [row for row in rows_of(model) if row["questionnaire_id"] == question.questionnaire.pk]
            assert sum(int(row["xmin"]) == last for row in mine) == 4
        newest = list(given.values())[-1]
        lying = [row for row in _as_they_lie(Sheet) if row["questionnaire_id"] == question.questionnaire.pk]
        found += newest in lying[-1]["answers"]

    assert found < 4


@pytest.mark.django_db(transaction=True)
def test_a_naive_twin_without_the_shuffle_would_be_found_by_this_join():
    """The same join, on rows written as they come: it finds everybody, so that the test above means something."""
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True), kind="short")
    for place in range(10):
        with transaction.atomic():
            Participation.objects.create(questionnaire=question.questionnaire, organisation=OrganisationFactory())
            Sheet.objects.create(questionnaire=question.questionnaire, answers={str(question.pk): place})

    by_transaction = {row["xmin"]: row for row in rows_of(Participation)}
    assert all(row["xmin"] in by_transaction for row in rows_of(Sheet))
    assert len(by_transaction) == 10


def test_no_table_holds_a_moment_of_an_answer():
    for model in (Participation, Sheet):
        kinds = {field.get_internal_type() for field in model._meta.get_fields() if field.name != "answered_on"}
        assert not kinds & {"DateTimeField", "DateField", "BigAutoField", "AutoField"}


def test_postgresql_refuses_a_name_or_a_day_on_an_anonymous_sheet(db):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True))

    for named in ({"organisation": OrganisationFactory()}, {"person": PersonFactory()}, {"answered_on": clock.today()}):
        with pytest.raises(IntegrityError, match="names nobody"), transaction.atomic():
            Sheet.objects.create(questionnaire=question.questionnaire, **named)


def test_nothing_of_an_answer_stays_in_the_session_nor_in_the_journal(client, member):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True), kind="short")
    address = question.questionnaire.get_absolute_url()
    form = {f"q{question.pk}": "mon secret", "key": "0b7f1c52-2f5f-4f7d-9a59-0e5b7c3b9a11"}
    client.post(address, form)
    client.force_login(member, BACKEND)
    client.post(address, form)

    assert Sheet.objects.count() == 1
    assert "mon secret" not in str(dict(client.session.items()))
    assert str(Sheet.objects.get().pk) != form["key"]
    assert not JournalEntry.objects.exists()


def test_the_team_reads_nothing_before_the_close_nor_under_five(client, officer):
    question, __ = answered(rows=5)
    few, __ = answered(rows=4)
    client.force_login(officer, BACKEND)

    def page(one):
        found = Questionnaire.objects.get(pk=one.questionnaire.pk)
        return client.get(reverse("consultations:questionnaire-results", args=[found.consultation.slug, found.slug]))

    assert page(question).status_code == 404
    for one in (question, few):
        actions.close_questionnaire(one.questionnaire, by=officer)
    assert page(question).status_code == 200
    assert page(few).status_code == 404
    with pytest.raises(Refused, match="Moins de cinq"):
        actions.publish_results(few.questionnaire, by=officer)


def test_texts_are_told_in_an_order_of_their_own(officer):
    question, given = answered(rows=6)

    (told,) = questionnaires.results(question.questionnaire)

    assert told.texts == sorted(given.values())


def test_a_sheet_typed_from_paper_names_nobody_either(client, officer):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True, answerer="anyone"))
    client.force_login(officer, BACKEND)
    form = {"channel": "paper", f"q{question.pk}": "1", "key": "0b7f1c52-2f5f-4f7d-9a59-0e5b7c3b9a11"}

    for __ in range(2):  # the same form, sent twice
        client.post(reverse("consultations:type-answers", args=[question.questionnaire.pk]), form)

    sheet = Sheet.objects.get()
    assert (sheet.channel, sheet.organisation, sheet.person, sheet.answered_on) == ("paper", None, None, None)
    assert not JournalEntry.objects.filter(by=officer).exists()


def test_signed_sheets_are_exported_one_by_one_and_anonymous_ones_never(client, officer):
    question, __ = answered(rows=1)
    client.force_login(officer, BACKEND)

    assert client.get(reverse("consultations:answers-csv", args=[question.questionnaire.pk])).status_code == 404


def test_signed_answers_cannot_be_dropped_nor_changed(member):
    question = AskedQuestionFactory()
    actions.answer_questionnaire(
        question.questionnaire, answers={}, by=member, organisation=member.representations[0].organisation
    )

    with pytest.raises(IntegrityError, match="answers are kept"), transaction.atomic():
        Sheet.objects.all().delete()
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Sheet.objects.update(answers={"1": 1})


def test_the_page_says_what_is_kept_and_what_is_not(client, db):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True))

    assertContains(client.get(question.questionnaire.get_absolute_url()), "jamais ce qu’elle a répondu")
