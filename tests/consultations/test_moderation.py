import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from consultations import actions
from consultations.fingerprints import fingerprint
from consultations.models import ContributionStatus
from essportal import clock
from essportal.errors import Refused
from essportal.models import JournalEntry
from plans import drafting
from tests.factories import ConsultationFactory, ContributionFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PUBLISH = "consultations:publish-contributions"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def statuses(*contributions):
    for contribution in contributions:
        contribution.refresh_from_db()
    return [contribution.status for contribution in contributions]


def test_what_was_filed_waits_first_and_is_counted(desk):
    ContributionFactory(title="Un dépôt par commune")
    ContributionFactory(title="Déjà lue", published=True)

    response = desk.get(reverse("consultations:work-contributions"))

    assertContains(response, "1 contribution attend votre lecture")
    assertContains(response, "Un dépôt par commune")
    assert "Déjà lue" not in response.content.decode()


def test_the_officer_publishes_one_with_its_own_button(desk):
    one, other = ContributionFactory.create_batch(2)

    response = desk.post(reverse(PUBLISH), {"only": one.pk, "ids": [other.pk]})

    assertRedirects(response, reverse("consultations:work-contributions"))
    assert statuses(one, other) == [ContributionStatus.PUBLISHED, ContributionStatus.FILED]
    assert one.published_at


def test_the_officer_publishes_those_that_are_ticked(desk):
    ticked = ContributionFactory.create_batch(3)

    response = desk.post(reverse(PUBLISH), {"ids": [c.pk for c in ticked]}, follow=True)

    assertContains(response, "3 contributions publiées.")
    assert set(statuses(*ticked)) == {ContributionStatus.PUBLISHED}


@pytest.mark.parametrize("stranger", ["999999999", "0", "abc", "1 OR 1=1", "9" * 30, "²"])
def test_an_unknown_id_among_the_ticked_ones_refuses_them_all(desk, stranger):
    mine = ContributionFactory()

    response = desk.post(reverse(PUBLISH), {"ids": [mine.pk, stranger]})

    assert response.status_code == 404
    assert statuses(mine) == [ContributionStatus.FILED]


def test_a_draft_or_a_withdrawn_one_among_the_ticked_ones_refuses_them_all(desk):
    mine, withdrawn, draft = ContributionFactory(), ContributionFactory(withdrawn=True), ContributionFactory(draft=True)

    codes = [
        desk.post(reverse(PUBLISH), {"ids": [mine.pk, withdrawn.pk]}).status_code,
        desk.post(reverse(PUBLISH), {"ids": [mine.pk, draft.pk]}).status_code,
    ]

    assert codes == [409, 404]
    assert statuses(mine) == [ContributionStatus.FILED]


def test_a_contribution_set_aside_tells_its_author_why_once(desk, member, next_morning):
    contribution = ContributionFactory(author=member)

    response = desk.post(
        reverse("consultations:set-aside", args=[contribution.reference]),
        {"motive": "hors_sujet", "sentence": "Écrivez plutôt à la mairie."},
    )

    assertRedirects(response, reverse("consultations:work-contribution", args=[contribution.reference]))
    assert statuses(contribution) == [ContributionStatus.SET_ASIDE]
    assert contribution.moderation_reason.endswith("concertation. Écrivez plutôt à la mairie.")
    (sent,) = next_morning()
    assert sent.to == [member.email]
    assert "Écrivez plutôt à la mairie." in sent.body


def test_nothing_is_set_aside_without_a_reason_of_the_charter(desk):
    contribution = ContributionFactory()
    address = reverse("consultations:set-aside", args=[contribution.reference])

    desk.post(address, {"motive": "parce_que", "sentence": "Non."})
    desk.post(address, {"motive": "hors_sujet", "sentence": "  "})

    assert statuses(contribution) == [ContributionStatus.FILED]


def test_one_set_aside_can_be_published_again_and_keeps_its_first_day(officer):
    contribution = ContributionFactory(published=True)
    first_day = contribution.published_at

    actions.set_aside_contribution(contribution, by=officer, motive="doublon", sentence="Doublon.")
    contribution = actions.publish_contribution(contribution, by=officer)

    assert contribution.status == ContributionStatus.PUBLISHED
    assert contribution.published_at == first_day
    assert contribution.moderation_reason == ""


def test_nothing_is_published_of_a_consultation_whose_frame_is_not(officer):
    hidden = ConsultationFactory(published_at=None)
    typed = ContributionFactory(consultation=hidden)

    with pytest.raises(Refused, match="publiez-le d’abord"):
        actions.publish_contribution(typed, by=officer)


def test_a_withdrawn_contribution_is_neither_published_nor_set_aside(officer):
    contribution = ContributionFactory(withdrawn=True)

    with pytest.raises(Refused, match="retirée"):
        actions.publish_contribution(contribution, by=officer)
    with pytest.raises(Refused, match="retirée"):
        actions.set_aside_contribution(contribution, by=officer, motive="hors_sujet", sentence="Hors du sujet.")


@pytest.mark.parametrize("who", ["member", "elected"])
def test_others_moderate_nothing(db, client, request, who):
    contribution = ContributionFactory()
    client.force_login(request.getfixturevalue(who), BACKEND)

    codes = {
        client.get(reverse("consultations:work-contributions")).status_code,
        client.post(reverse(PUBLISH), {"ids": [contribution.pk]}).status_code,
        client.post(reverse("consultations:set-aside", args=[contribution.reference])).status_code,
    }

    assert codes == {403}
    assert statuses(contribution) == [ContributionStatus.FILED]


def test_the_list_costs_the_same_with_three_and_thirty(desk, officer):
    consultation = ConsultationFactory()

    def cost(rows):
        ContributionFactory.create_batch(rows, consultation=consultation, typed_by=officer)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse("consultations:work-contributions")).status_code == 200
        return len(queries)

    assert cost(3) == cost(21)


def test_a_typed_text_has_the_fingerprint_that_seals_expect(officer):
    text = "E\u0301te\u0301\u00a0: six ans\r\nde bail"

    contribution = actions.type_contribution(
        by=officer, consultation=ConsultationFactory(), title="Bail", text=text, channel="mail"
    )

    assert contribution.fingerprint == drafting.fingerprint(text, contribution.salt)
    assert fingerprint(text, "sel") == drafting.fingerprint(text, "sel")


@pytest.mark.django_db(transaction=True)
def test_two_officers_publishing_at_once_publish_once():
    contribution, officer = ContributionFactory(), PersonFactory(post="ess_team")
    refused = []

    def publish():
        try:
            actions.publish_contribution(contribution, by=officer)
        except Refused as error:
            refused.append(error)
        connection.close()

    threads = [threading.Thread(target=publish) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert JournalEntry.objects.about(contribution).count() == 1
    assert statuses(contribution) == [ContributionStatus.PUBLISHED]
    assert contribution.published_at <= clock.now()
