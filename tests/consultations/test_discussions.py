"""Members and the team talk under a contribution or a point; one message hidden leaves the others readable."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.models import Comment, Permission, Window
from consultations.views import limits
from essportal import clock
from essportal.errors import Refused
from tests.factories import ContributionFactory, PersonFactory, SynthesisPointFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def opened(subject):
    now = clock.now()
    Window.objects.create(
        consultation=subject.consultation,
        permission=Permission.DISCUSS,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    return subject


@pytest.fixture
def contribution(db):
    return opened(ContributionFactory(published=True))


def say(subject, person, text="Nous aussi.", parent=None):
    team = person.is_ess_team
    organisation = None if team else person.representations[0].organisation
    return actions.say(subject, by=person, text=text, key=uuid.uuid4(), organisation=organisation, parent=parent)


def test_another_message_in_a_page_that_the_browser_had_kept_is_not_lost(client, contribution, member):
    address = reverse("consultations:discuss-contribution", args=[contribution.reference])
    client.force_login(member, BACKEND)
    typed = {"organisation": member.representations[0].organisation.pk, "key": uuid.uuid4()}

    for text in ("Un mot.", "Un mot.", "Un autre mot."):
        client.post(address, {**typed, "text": text})

    assert list(Comment.objects.values_list("text", flat=True)) == ["Un mot.", "Un autre mot."]


def test_who_speaks_too_much_in_ten_minutes_waits_and_keeps_the_words(client, contribution, member):
    for rank in range(limits.PER_ACCOUNT):
        say(contribution, member, f"Message {rank}")
    client.force_login(member, BACKEND)
    address = reverse("consultations:discuss-contribution", args=[contribution.reference])

    refused = client.post(address, {"text": "Un de plus", "organisation": "", "key": uuid.uuid4()})

    assertContains(refused, "Un de plus</textarea>", status_code=429)
    assertContains(refused, "attendez 10 minutes", status_code=429)
    assert Comment.objects.count() == limits.PER_ACCOUNT


def test_a_member_speaks_for_their_organisation_and_the_team_replies(client, contribution, member, officer):
    address = reverse("consultations:discuss-contribution", args=[contribution.reference])
    client.force_login(member, BACKEND)
    organisation = member.representations[0].organisation
    typed = {"text": "Et pour <b>trois</b> ans ?", "organisation": organisation.pk, "key": uuid.uuid4()}

    client.post(address, typed)
    client.post(address, typed)
    said = Comment.objects.get()
    client.force_login(officer, BACKEND)
    assertContains(client.get(f"{address}?a={said.pk}"), "Répondre à La Remise à Neuf")
    response = client.post(address, {"text": "Six.", "parent": said.pk, "key": uuid.uuid4()})
    reply = said.replies.get()
    assertRedirects(response, f"{contribution.get_absolute_url()}#m{reply.pk}", fetch_redirect_response=False)

    client.logout()
    page = client.get(contribution.get_absolute_url())
    assertContains(page, "Et pour &lt;b&gt;trois&lt;/b&gt; ans")
    assertContains(page, "L’équipe de la concertation")
    assertNotContains(page, "Dominique Factice")


def test_a_published_point_is_discussed_on_its_page_and_a_draft_one_is_nowhere(client, member):
    point = opened(SynthesisPointFactory(published_at=clock.now()))
    draft = SynthesisPointFactory()
    say(point, member, "C’est bien cela.")

    assertContains(client.get(reverse("consultations:synthesis-point", args=[point.reference])), "C’est bien cela.")
    assert client.get(reverse("consultations:synthesis-point", args=[draft.reference])).status_code == 404


def test_outside_the_window_what_was_said_is_read_and_nothing_is_added(client, contribution, member):
    say(contribution, member, "Avant.")
    Window.objects.filter(permission=Permission.DISCUSS).delete()

    with pytest.raises(Refused, match="pas ouverte"):
        say(contribution, member)

    assertContains(client.get(contribution.get_absolute_url()), "Avant.")


def test_someone_without_organisation_reads_and_is_told_how_one_speaks(client, contribution):
    person = PersonFactory()
    client.force_login(person, BACKEND)

    assertContains(client.get(contribution.get_absolute_url()), "On discute au nom d’une organisation.")
    with pytest.raises(Refused):
        actions.say(contribution, by=person, text="Moi.", key=uuid.uuid4())


def test_nobody_speaks_for_the_organisation_of_others(contribution, member, other_member):
    theirs = other_member.representations[0].organisation

    with pytest.raises(Refused, match="représentez pas"):
        actions.say(contribution, by=member, text="Eux.", key=uuid.uuid4(), organisation=theirs)


def test_there_is_one_level_of_replies_even_for_the_database(contribution, member):
    first = say(contribution, member)
    reply = say(contribution, member, parent=first)

    with pytest.raises(Refused, match="pas à une réponse"):
        say(contribution, member, parent=reply)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(discussion=first.discussion, parent=reply, author=member, text="Non.", at=clock.now())


def test_a_message_hidden_leaves_its_replies_and_its_author_alone_is_told(
    client, contribution, member, other_member, officer, next_morning
):
    first = say(contribution, member, "Vous mentez tous.")
    say(contribution, other_member, "Restons calmes.", parent=first)
    client.force_login(officer, BACKEND)

    address = reverse("consultations:hide-comment", args=[first.pk])
    client.post(address, {"motive": "propos_illicites", "sentence": "Redites-le autrement."})

    client.logout()
    page = client.get(contribution.get_absolute_url())
    assertNotContains(page, "Vous mentez tous")
    assertContains(page, "Restons calmes.")
    assertContains(page, "[message masqué par l’équipe]")
    (told,) = [sent for sent in next_morning() if sent.to == [member.email]]
    assert told.to == [member.email]
    assert "Vous mentez tous." in told.body
    assert "Redites-le autrement." in told.body
    client.force_login(officer, BACKEND)
    client.post(reverse("consultations:show-comment", args=[first.pk]))
    assertContains(client.get(contribution.get_absolute_url()), "Vous mentez tous")


def test_an_author_takes_their_message_back(client, contribution, member, other_member):
    first = say(contribution, member, "Trop vite dit.")
    address = reverse("consultations:take-back-comment", args=[first.pk])
    client.force_login(other_member, BACKEND)
    assert client.post(address).status_code == 403

    client.force_login(member, BACKEND)
    client.post(address)

    page = client.get(contribution.get_absolute_url())
    assertNotContains(page, "Trop vite dit")
    assertContains(page, "[message retiré par son auteur]")


def test_the_team_closes_and_opens_again(client, contribution, member, officer):
    client.force_login(officer, BACKEND)
    client.post(reverse("consultations:close-contribution-discussion", args=[contribution.reference]))

    with pytest.raises(Refused, match="clos"):
        say(contribution, member)
    assertContains(client.get(contribution.get_absolute_url()), "Rouvrir la discussion")
    client.post(reverse("consultations:reopen-contribution-discussion", args=[contribution.reference]))
    assert say(contribution, member)


def test_a_discussion_leaves_with_its_contribution(client, member, contribution):
    said = say(contribution, member, "Un mot de trop.")
    actions.withdraw_contribution(contribution, by=member)

    page = client.get(contribution.get_absolute_url())

    assert page.status_code == 410
    assertNotContains(page, "Un mot de trop", status_code=410)
    client.force_login(member, BACKEND)
    assert client.get(reverse("consultations:take-back-comment", args=[said.pk])).status_code == 404


def test_twenty_replies_cost_as_many_queries_as_two(client, contribution, member):
    first = say(contribution, member)
    say(contribution, PersonFactory(represents=member.representations[0].organisation), parent=first)
    client.get(contribution.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(contribution.get_absolute_url())
    for rank in range(20):
        say(contribution, member, parent=first if rank % 2 else None)

    with CaptureQueriesContext(connection) as many:
        client.get(contribution.get_absolute_url())

    assert len(many) == len(few) <= 16
