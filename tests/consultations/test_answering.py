"""Answering: once each, in the name of whom one represents, with what was typed kept."""

import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from actors.actions import erase_person, merge_organisations
from consultations import actions
from consultations.exports import personal_data
from consultations.models import Participation, Sheet
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.factories import AskedQuestionFactory, OrganisationFactory, PersonFactory, QuestionnaireFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def question(db):
    return AskedQuestionFactory(is_required=True)


def sent(question, value="0"):
    return {f"q{question.pk}": value, "key": str(uuid.uuid4())}


def test_a_member_answers_for_their_organisation_once(client, member, question):
    client.force_login(member, BACKEND)
    questionnaire = question.questionnaire

    response = client.post(questionnaire.get_absolute_url(), sent(question))
    again = client.get(questionnaire.get_absolute_url())

    thanks = reverse("consultations:questionnaire-thanks", args=[questionnaire.consultation.slug, questionnaire.slug])
    assertRedirects(response, thanks)
    sheet = Sheet.objects.get()
    assert (sheet.answers, sheet.organisation) == ({str(question.pk): 0}, member.representations[0].organisation)
    assertContains(again, "Votre organisation a répondu")


def test_somebody_of_no_organisation_is_told_why_they_cannot_answer(client, question):
    client.force_login(PersonFactory(), BACKEND)

    assertContains(client.get(question.questionnaire.get_absolute_url()), "s’adresse aux organisations")


def test_who_speaks_for_two_organisations_says_which(client, member, question):
    other = OrganisationFactory()
    member.representative_set.create(organisation=other, starts_on="2020-01-01")
    client.force_login(member, BACKEND)
    address = question.questionnaire.get_absolute_url()

    missing = client.post(address, sent(question))
    client.post(address, {**sent(question), "organisation": other.pk})

    assertContains(missing, "Vous répondez pour")
    assert Sheet.objects.get().organisation == other


def test_a_form_sent_twice_never_answers_for_the_other_organisation_too(client, member, question):
    other = OrganisationFactory()
    member.representative_set.create(organisation=other, starts_on="2020-01-01")
    client.force_login(member, BACKEND)
    address, form = question.questionnaire.get_absolute_url(), {**sent(question), "organisation": other.pk}

    client.post(address, form)
    again = client.post(address, form)

    assertContains(again, "Choisissez une organisation qui n’a pas encore répondu")
    assert Sheet.objects.get().organisation == other


def test_nobody_answers_for_an_organisation_they_do_not_represent(member, question):
    with pytest.raises(Refused, match="ne représentez pas"):
        actions.answer_questionnaire(question.questionnaire, answers={}, by=member, organisation=OrganisationFactory())


def test_what_a_visitor_answered_is_kept_while_they_sign_in(client, member, question):
    text = AskedQuestionFactory(questionnaire=question.questionnaire, kind="long")
    address = question.questionnaire.get_absolute_url()

    response = client.post(address, {**sent(question, "1"), f"q{text.pk}": "Un local calme."})
    assert response.status_code == 302
    assert not Sheet.objects.exists()
    client.force_login(member, BACKEND)
    page = client.get(address)

    assertContains(page, "Un local calme.")
    assertContains(page, "ont été gardées")
    client.post(address, {**sent(question, "1"), f"q{text.pk}": "Un local calme."})
    assert "kept_answers" not in client.session
    assert Sheet.objects.count() == 1


def test_what_was_typed_stays_when_something_is_missing(client, member, question):
    text = AskedQuestionFactory(questionnaire=question.questionnaire, kind="short")
    ranking = AskedQuestionFactory(questionnaire=question.questionnaire, kind="ranking")
    client.force_login(member, BACKEND)

    page = client.post(
        question.questionnaire.get_absolute_url(),
        {f"q{text.pk}": "Un local", f"q{ranking.pk}_0": "1", f"q{ranking.pk}_1": "1", f"q{ranking.pk}_2": "2"},
    )

    assertContains(page, "Un local")
    assertContains(page, "chaque rang une seule fois")
    assertContains(page, '<option value="2" selected>2</option>', html=True)
    assertContains(page, "<fieldset")
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("typed", [str(10**20), "1e30", "NaN", "-1", "abc", "12,345"])
def test_a_number_that_is_none_is_refused_beside_its_field(client, member, typed):
    number = AskedQuestionFactory(kind="number", minimum=0)
    client.force_login(member, BACKEND)

    page = client.post(number.questionnaire.get_absolute_url(), sent(number, typed))

    assertContains(page, "point à corriger")
    assertContains(page, typed)
    assert not Sheet.objects.exists()


def test_a_french_decimal_is_read(client, member):
    number = AskedQuestionFactory(kind="number")
    client.force_login(member, BACKEND)

    client.post(number.questionnaire.get_absolute_url(), sent(number, "12,50"))

    assert Sheet.objects.get().answers == {str(number.pk): "12.5"}


def test_a_question_not_put_is_neither_asked_nor_kept(client, member, question):
    follow = AskedQuestionFactory(
        questionnaire=question.questionnaire, kind="short", is_required=True, condition=question, condition_option=0
    )
    client.force_login(member, BACKEND)
    address = question.questionnaire.get_absolute_url()

    missing = client.post(address, sent(question, "0"))
    client.post(address, {**sent(question, "1"), f"q{follow.pk}": "ce qu’on ne demandait pas"})

    assertContains(missing, "point à corriger")
    assert Sheet.objects.get().answers == {str(question.pk): 1}


def test_an_option_that_does_not_exist_is_refused(client, member, question):
    client.force_login(member, BACKEND)

    client.post(question.questionnaire.get_absolute_url(), sent(question, "7"))

    assert not Sheet.objects.exists()


def test_without_account_the_same_form_sent_twice_is_kept_once(client, db):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(answerer="anyone", is_anonymous=True))
    form = sent(question)

    for __ in range(2):
        client.post(question.questionnaire.get_absolute_url(), form)
    client.post(question.questionnaire.get_absolute_url(), sent(question))
    # The next person of a shared screen goes back: their page bears the same key.
    client.post(question.questionnaire.get_absolute_url(), {**form, f"q{question.pk}": "1"})

    assert Sheet.objects.count() == 3
    assert not Participation.objects.exists()


def test_nobody_answers_once_it_is_closed(client, member):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(closed=True))
    client.force_login(member, BACKEND)

    client.post(question.questionnaire.get_absolute_url(), sent(question))

    assert not Sheet.objects.exists()
    with pytest.raises(Refused, match="en ce moment"):
        actions.answer_questionnaire(
            question.questionnaire, answers={}, by=member, organisation=member.representations[0].organisation
        )


def test_the_team_types_a_sheet_of_paper_and_is_nowhere_in_it(client, officer, question):
    organisation = OrganisationFactory()
    client.force_login(officer, BACKEND)
    address = reverse("consultations:type-answers", args=[question.questionnaire.pk])

    client.post(address, {**sent(question), "channel": "paper", "organisation": organisation.pk})

    sheet = Sheet.objects.get()
    assert (sheet.channel, sheet.organisation, sheet.person) == ("paper", organisation, None)
    assertContains(client.get(address), "Saisir une réponse sur papier")


def test_the_code_to_print_leads_to_the_questionnaire(client, question):
    questionnaire = question.questionnaire
    response = client.get(
        reverse("consultations:questionnaire-code", args=[questionnaire.consultation.slug, questionnaire.slug])
    )

    assert response.headers["Content-Type"] == "image/svg+xml"
    assertContains(response, "<svg")


def _at_once(deed, times=4):
    """`deed` in threads that start together; what each raised."""
    barrier, raised = threading.Barrier(times), []

    def run():
        barrier.wait()
        try:
            deed()
        except Refused as refused:
            raised.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for __ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True)
def test_of_four_answers_at_once_for_one_organisation_one_is_kept(member):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True))
    organisation = member.representations[0].organisation

    refused = _at_once(
        lambda: actions.answer_questionnaire(
            question.questionnaire, answers={str(question.pk): 0}, by=member, organisation=organisation
        )
    )

    assert len(refused) == 3
    assert (Sheet.objects.count(), Participation.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_naive_twin_that_looks_then_writes_keeps_several(member):
    """What the test above would let through without its lock and its constraint: the race is real."""
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(is_anonymous=True))
    seen = threading.Barrier(4)

    def naive():
        if not Sheet.objects.filter(questionnaire=question.questionnaire).exists():
            seen.wait()
            Sheet.objects.create(questionnaire=question.questionnaire, answers={str(question.pk): 0})

    _at_once(naive)

    assert Sheet.objects.count() == 4


def test_the_journal_says_nothing_of_answers(member, question):
    actions.answer_questionnaire(
        question.questionnaire,
        answers={str(question.pk): 0},
        by=member,
        organisation=member.representations[0].organisation,
    )

    assert not JournalEntry.objects.filter(by=member).exists()


def test_an_organisation_that_answered_under_its_old_name_does_not_answer_twice(member, officer, question):
    kept = member.representations[0].organisation
    merged = OrganisationFactory()
    actions.type_answers(question.questionnaire, by=officer, answers={}, channel="paper", organisation=merged)
    merge_organisations(kept, merged, by=officer)

    with pytest.raises(Refused, match="déjà répondu"):
        actions.answer_questionnaire(question.questionnaire, answers={}, by=member, organisation=kept)


def test_one_leaves_with_what_one_signed_and_no_longer_stands_in_it(client, dpo):
    question = AskedQuestionFactory(questionnaire=QuestionnaireFactory(answerer="person"))
    anonymous = AskedQuestionFactory(questionnaire=QuestionnaireFactory(answerer="person", is_anonymous=True))
    leaver = PersonFactory()
    for one in (question, anonymous):
        actions.answer_questionnaire(one.questionnaire, answers={str(one.pk): 0}, by=leaver)

    told = personal_data(leaver)["questionnaires"]
    erase_person(leaver, by=dpo)

    assert [one.get("reponses") for one in told] == [None, {question.title: "Oui"}]
    assert not Sheet.objects.filter(person=leaver).exists()
