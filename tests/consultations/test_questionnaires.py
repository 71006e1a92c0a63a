"""A questionnaire is built, tried, opened, closed; its questions stay once somebody answered."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.models import AskedKind, AskedQuestion, Permission, Questionnaire, Sheet
from essportal import clock
from essportal.errors import Refused
from tests.factories import AskedQuestionFactory, ConsultationFactory, QuestionnaireFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def desk_of(questionnaire):
    return reverse("consultations:work-questionnaire", args=[questionnaire.pk])


def test_the_officer_prepares_a_questionnaire_and_is_led_to_its_questions(desk):
    consultation = ConsultationFactory()
    form = {"consultation": consultation.pk, "title": "Vos besoins de locaux", "answerer": "anyone"}

    response = desk.post(reverse("consultations:new-questionnaire"), form)

    made = Questionnaire.objects.get()
    assertRedirects(response, desk_of(made))
    assert made.slug == "vos-besoins-de-locaux"
    assert made.is_anonymous, "without an account nobody signs"


def test_each_kind_of_question_is_asked_for_what_it_needs(desk):
    questionnaire = QuestionnaireFactory(draft=True)

    for kind, more in {
        "single": {"options": "Oui\nNon"},
        "multiple": {"options": "Un\nDeux\nTrois"},
        "scale": {"lowest": 0, "highest": 10},
        "ranking": {"options": "Un\nDeux"},
        "number": {"minimum": "0", "maximum": "12.5"},
        "short": {},
        "long": {},
    }.items():
        address = reverse("consultations:new-asked-question", args=[questionnaire.pk, kind])
        assert desk.post(address, {"title": f"Question {kind} ?", **more}).status_code == 302, kind

    assert list(questionnaire.questions.values_list("rank", "kind")) == list(enumerate(AskedKind.values, start=1))


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("single", {"options": "Oui"}, "Proposez de 2 à 30 réponses"),
        ("single", {"options": "Oui\nOui"}, "proposée deux fois"),
        ("scale", {"lowest": 5, "highest": 1}, "Une échelle va de 0"),
        ("scale", {"lowest": 1, "highest": 10**20}, "points à corriger|point à corriger"),
        ("number", {"minimum": str(10**20)}, "point à corriger"),
        ("number", {"minimum": "9", "maximum": "3"}, "Le plus grand nombre vient avant le plus petit."),
    ],
)
def test_what_makes_no_question_is_said_beside_its_field(desk, kind, more, said):
    questionnaire = QuestionnaireFactory(draft=True)

    response = desk.post(
        reverse("consultations:new-asked-question", args=[questionnaire.pk, kind]), {"title": "Combien ?", **more}
    )

    assert any(words in response.content.decode() for words in said.split("|"))
    assertContains(response, "Combien ?")
    assert not AskedQuestion.objects.exists()


def test_a_question_may_depend_on_an_earlier_choice_only(officer):
    first = AskedQuestionFactory(questionnaire=QuestionnaireFactory(draft=True))
    second = AskedQuestionFactory(questionnaire=first.questionnaire)
    actions.revise_question(second, by=officer, condition_id=first.pk, condition_option=0)

    with pytest.raises(Refused, match="doit venir après"):  # a cycle
        actions.revise_question(first, by=officer, condition_id=second.pk, condition_option=0)
    with pytest.raises(Refused, match="doit venir après"):  # itself
        actions.revise_question(first, by=officer, condition_id=first.pk, condition_option=0)
    with pytest.raises(Refused, match="doit venir après"):
        actions.move_question(second, by=officer, up=True)
    with pytest.raises(Refused, match="dépendent de celle-ci"):
        actions.drop_question(first, by=officer)


@pytest.mark.django_db(transaction=True)
def test_postgresql_refuses_a_cycle_of_conditions():
    first = AskedQuestionFactory(questionnaire=QuestionnaireFactory(draft=True))
    second = AskedQuestionFactory(questionnaire=first.questionnaire, condition=first, condition_option=0)

    with pytest.raises(IntegrityError, match="earlier choice"):
        AskedQuestion.objects.filter(pk=first.pk).update(condition=second, condition_option=0)


def test_questions_are_put_in_order_with_the_keyboard(desk):
    questionnaire = QuestionnaireFactory(draft=True)
    first, second = AskedQuestionFactory.create_batch(2, questionnaire=questionnaire)

    desk.post(reverse("consultations:move-asked-question", args=[questionnaire.pk, second.pk, "monter"]))

    assert list(questionnaire.questions.all()) == [second, first]


def test_once_somebody_answered_the_questions_stay(desk, officer):
    question = AskedQuestionFactory()
    Sheet.objects.create(questionnaire=question.questionnaire, answers={str(question.pk): 0})

    page = desk.get(desk_of(question.questionnaire))
    response = desk.post(
        reverse("consultations:edit-asked-question", args=[question.questionnaire.pk, question.pk]),
        {"title": "Autre chose ?", "options": "Oui\nNon"},
    )

    assertContains(page, "les questions ne changent plus")
    assertContains(response, "Quelqu’un a déjà répondu", status_code=409)
    for change in (
        lambda: AskedQuestion.objects.filter(pk=question.pk).update(title="Autre chose ?"),
        lambda: AskedQuestionFactory(questionnaire=question.questionnaire, rank=9),
        lambda: AskedQuestion.objects.filter(pk=question.pk).delete(),
        lambda: Questionnaire.objects.filter(pk=question.questionnaire.pk).update(is_anonymous=True),
    ):
        with pytest.raises(IntegrityError, match="already answered"), transaction.atomic():
            change()
    with pytest.raises(Refused, match="déjà répondu"):
        actions.revise_questionnaire(question.questionnaire, by=officer, is_anonymous=True)


def test_a_questionnaire_opens_with_questions_and_dates_only(officer):
    empty = QuestionnaireFactory(draft=True)
    undated = AskedQuestionFactory(
        questionnaire=QuestionnaireFactory(draft=True, opens_at=None, closes_at=None)
    ).questionnaire

    with pytest.raises(Refused, match="pas encore de question"):
        actions.open_questionnaire(empty, by=officer)
    with pytest.raises(Refused, match="Donnez ses dates"):
        actions.open_questionnaire(undated, by=officer)


def test_without_dates_it_follows_the_window_of_its_consultation(client, officer):
    questionnaire = AskedQuestionFactory(
        questionnaire=QuestionnaireFactory(draft=True, opens_at=None, closes_at=None)
    ).questionnaire
    consultation = questionnaire.consultation
    now = clock.now()
    window = consultation.windows.create(
        permission=Permission.ANSWER, opens_at=now.replace(year=now.year - 1), closes_at=now.replace(year=now.year + 1)
    )
    actions.open_questionnaire(questionnaire, by=officer)

    assert client.get(questionnaire.get_absolute_url()).context["form"]
    window.closes_at = now
    window.save()
    assertContains(client.get(questionnaire.get_absolute_url()), "Ce questionnaire est clos")


def test_nobody_but_the_team_knows_of_a_questionnaire_before_it_opens(client, member):
    draft = QuestionnaireFactory(draft=True, title="Sondage des canaris")
    now = clock.now()
    QuestionnaireFactory(
        consultation=draft.consultation,
        title="Demain les canaris",
        opens_at=now.replace(year=now.year + 1),
        closes_at=now.replace(year=now.year + 2),
    )
    client.force_login(member, BACKEND)

    assertNotContains(client.get(draft.consultation.get_absolute_url()), "canaris")


def test_the_team_tries_it_and_nothing_is_kept(desk):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(draft=True), is_required=True)
    address = reverse("consultations:try-questionnaire", args=[question.questionnaire.pk])

    wrong = desk.post(address, {"key": "0b7f1c52-2f5f-4f7d-9a59-0e5b7c3b9a11"})
    right = desk.post(address, {f"q{question.pk}": "0", "key": "0b7f1c52-2f5f-4f7d-9a59-0e5b7c3b9a11"}, follow=True)

    assertContains(wrong, "à corriger")
    assertContains(right, "C’était un essai")
    assert not Sheet.objects.exists()


def test_hostile_words_are_shown_as_words(desk):
    hostile = "<script>alert(1)</script>\u202e=cmd()"
    question = AskedQuestionFactory(
        questionnaire=QuestionnaireFactory(draft=True, title=hostile), title=hostile, options=[hostile, "Non"]
    )
    pk = question.questionnaire.pk

    for page in ("work-questionnaire", "try-questionnaire", "questionnaire-poster"):
        assertNotContains(desk.get(reverse(f"consultations:{page}", args=[pk])), "<script>alert")


def test_a_list_costs_the_same_with_three_and_with_twenty(desk):
    costs = []
    for rows in (3, 17):
        QuestionnaireFactory.create_batch(rows)
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("consultations:work-questionnaires"))
        costs.append(len(asked))

    assert costs[0] == costs[1]
