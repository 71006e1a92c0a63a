"""Following what one may see: a button, a list, and nothing that others learn from it."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.exports import personal_data as contributions_data
from consultations.models import Follow
from consultations.selectors.following import personal_data
from essportal import mydata
from tests.factories import BodyFactory, ConsultationFactory, ContributionFactory, MeetingFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MINE = "consultations:my-follows"


def address(deed, thing):
    return reverse(f"consultations:{deed}", args=[thing._meta.model_name, thing.pk])


def things(officer):
    series = actions.open_series(by=officer, name="Les fabriques du printemps")
    consultation = ConsultationFactory()
    MeetingFactory(series=series, consultation=consultation)
    return [consultation, series, BodyFactory(), ContributionFactory(published=True)]


@pytest.mark.parametrize("rank", range(4))
def test_someone_follows_with_one_button_and_stops_with_another(client, member, officer, rank):
    thing = things(officer)[rank]
    client.force_login(member, BACKEND)
    assertContains(client.get(thing.get_absolute_url()), address("follow", thing))

    for __ in range(2):
        assertRedirects(client.post(address("follow", thing)), thing.get_absolute_url())

    assert Follow.objects.get().thing == thing
    page = client.get(thing.get_absolute_url())
    assertContains(page, address("stop-following", thing))
    assertContains(client.get(reverse(MINE)), str(thing))
    assertRedirects(client.post(address("stop-following", thing), {"liste": "1"}), reverse(MINE))
    assert not Follow.objects.exists()
    assertContains(client.get(reverse(MINE)), "Vous ne suivez rien encore")


def test_a_visitor_is_shown_how_to_follow(client, officer):
    for thing in things(officer):
        page = client.get(thing.get_absolute_url())
        assertContains(page, "Se connecter pour suivre")
        assertNotContains(page, address("follow", thing))


def test_what_one_may_not_see_is_not_followed(client, member, officer):
    hidden = [
        ConsultationFactory(published_at=None),
        actions.open_series(by=officer, name="Interne"),
        BodyFactory(is_public=False),
        ContributionFactory(),
    ]
    client.force_login(member, BACKEND)

    assert [client.post(address("follow", thing)).status_code for thing in hidden] == [404] * 4
    assert not Follow.objects.exists()


def test_what_became_invisible_leaves_the_list_and_comes_back(client, member):
    body = BodyFactory(name="Comité discret")
    actions.follow(body, by=member)
    body.is_public = False
    body.save(update_fields=["is_public"])
    client.force_login(member, BACKEND)

    assertNotContains(client.get(reverse(MINE)), "Comité discret")
    assert personal_data(member) == {"suivis": []}
    body.is_public = True
    body.save(update_fields=["is_public"])
    assertContains(client.get(reverse(MINE)), "Comité discret")


def test_nobody_sees_who_follows_what(client, member, other_member, officer):
    consultation = ConsultationFactory()
    actions.follow(consultation, by=member)

    for person in (other_member, officer):
        client.force_login(person, BACKEND)
        assertContains(client.get(consultation.get_absolute_url()), address("follow", consultation))
        assertNotContains(client.get(reverse(MINE)), consultation.title)


def test_whoever_files_follows_and_may_stop(client, member):
    draft = ContributionFactory(draft=True, author=member, consultation=ConsultationFactory())
    filed = actions.file_contribution(draft, by=member)
    assert member.follows.get().thing == filed

    client.force_login(member, BACKEND)
    page = client.post(address("stop-following", filed), follow=True)

    assertContains(page, "La réponse de la collectivité vous parviendra toujours")
    assert not member.follows.exists()


def test_the_list_asks_few_questions_whatever_its_length(client, member, django_assert_max_num_queries):
    client.force_login(member, BACKEND)
    for count in (3, 27):
        for __ in range(count):
            actions.follow(ContributionFactory(published=True), by=member)
        with django_assert_max_num_queries(14):
            client.get(reverse(MINE))


def test_what_one_follows_is_in_ones_data(member):
    consultation = ConsultationFactory(title="Un plan pour 2028")
    actions.follow(consultation, by=member)

    assert contributions_data(member).get("suivis") is None
    found = mydata.gather(member)
    assert found["suivis"][0]["quoi"] == "Un plan pour 2028"
    assert found["nouvelles_recues"] == []
