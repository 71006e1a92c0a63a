"""Sharing out points among synthesis points: one ballot each, secret until the close, told with its spread."""

import csv
import io
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.models import Kind
from consultations import actions
from consultations.models import Ballot, Body, BodyKind, Prioritisation, Share, Workshop
from consultations.selectors import priorities
from essportal import clock
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.factories import MeetingFactory, OrganisationFactory, PersonFactory, PrioritisationFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def vote(db):
    return PrioritisationFactory()


def of(vote, name, *more):
    return reverse(f"consultations:{name}", args=[vote.consultation.slug, vote.slug, *more])


def choices(vote):
    return list(vote.choices.order_by("pk"))


def given(vote, *points, person=None, **organisation):
    """A ballot of somebody's organisation, its points in the order of the choices."""
    person = person or PersonFactory(represents=OrganisationFactory(**organisation))
    voter = priorities.voters_of(person, vote)[0]
    shares = {choice.pk: some for choice, some in zip(choices(vote), points, strict=False)}
    return actions.give_ballot(vote, voter, by=person, shares=shares)


def form(vote, *points):
    return {f"c{choice.pk}": some for choice, some in zip(choices(vote), points, strict=True)}


def test_a_representative_shares_out_the_points_then_changes_their_mind(client, member, vote):
    client.force_login(member, BACKEND)
    key = priorities.voters_of(member, vote)[0].key

    response = client.post(of(vote, "ballot", key), form(vote, 7, 3, ""))
    client.post(of(vote, "ballot", key), form(vote, 0, 0, 10))

    assertRedirects(response, of(vote, "ballot-receipt", key))
    assert list(Share.objects.values_list("choice", "points")) == [(choices(vote)[2].pk, 10)]
    assertContains(client.get(of(vote, "ballot-receipt", key)), "Reçu du bulletin")


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((7, 0, 0), "Il reste 3 points à donner"),
        ((7, 2, 0), "Il reste 1 point à donner"),
        ((7, 3, 1), "Vous avez donné 1 point de trop."),
        ((10**20, 0, 0), "point à corriger"),
        ((-1, 11, 0), "points à corriger"),
        (("abc", 10, 0), "point à corriger"),
        (("", "", ""), "Il reste 10 points à donner"),
    ],
)
def test_a_wrong_sum_is_said_and_what_was_typed_stays(client, member, vote, points, said):
    client.force_login(member, BACKEND)
    key = priorities.voters_of(member, vote)[0].key

    page = client.post(of(vote, "ballot", key), form(vote, *points))

    assertContains(page, said)
    assertContains(page, f'value="{points[0]}"' if points[0] != "" else "Il reste")
    assert not Ballot.objects.exists()


def test_postgresql_refuses_a_ballot_whose_sum_is_wrong(vote):
    ballot = given(vote, 10)

    Share.objects.filter(ballot=ballot).update(points=9)

    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="all of its points"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nobody_gives_the_ballot_of_others(client, member, other_member, vote):
    voter = priorities.voters_of(other_member, vote)[0]
    client.force_login(member, BACKEND)

    assert client.get(of(vote, "ballot", voter.key)).status_code == 404
    with pytest.raises(Refused, match="n’est pas le vôtre"):
        actions.give_ballot(vote, voter, by=member, shares={choices(vote)[0].pk: 10})


def test_a_point_of_another_vote_is_refused(member, vote):
    other = PrioritisationFactory()

    with pytest.raises(Refused, match="n’est pas soumis au vote"):
        actions.give_ballot(vote, priorities.voters_of(member, vote)[0], by=member, shares={choices(other)[0].pk: 10})


def test_while_secret_the_team_sees_the_number_of_ballots_and_nothing_else(client, officer, vote):
    ballots = [given(vote, 7, 3) for __ in range(6)]
    client.force_login(officer, BACKEND)

    desk = client.get(reverse("consultations:work-prioritisation", args=[vote.pk]))

    assertContains(desk, "6 bulletins")
    assertNotContains(desk, str(ballots[0].organisation))
    for name in ("prioritisation-results", "ballots-csv", "ballots-ods"):
        assert client.get(of(vote, name)).status_code == 404
    assert priorities.tally(Prioritisation.objects.timed().get(pk=vote.pk)).whole == []
    assert not JournalEntry.objects.filter(verb__startswith="ballot").exists()
    assertNotContains(client.get(vote.consultation.get_absolute_url()), "Lire les résultats")


def test_announced_live_results_are_read_during_the_vote(client, db):
    vote = PrioritisationFactory(is_secret=False)
    for __ in range(5):
        given(vote, 10)

    assertContains(client.get(of(vote, "prioritisation-results")), "ces nombres bougent")


def test_once_closed_everybody_reads_sums_and_spread_by_college(client, officer, vote):
    for points in [(10, 0), (6, 4), (5, 5), (8, 2), (0, 10)]:
        given(vote, *points)
    for __ in range(5):
        given(vote, 0, 1, 9, kind=Kind.COOPERATIVE)
    given(vote, 10, kind=Kind.FOUNDATION)
    actions.close_prioritisation(vote, by=officer)

    page = client.get(of(vote, "prioritisation-results"))

    tally = page.context["tally"]
    assert [ranked.spread.total for ranked in tally.whole] == [45, 39, 26]
    first = tally.whole[0].spread
    assert (first.total, first.middle, first.gave, first.count) == (45, 0, 5, 11)
    # The lonely foundation is told with the smallest of the others, so that no subtraction finds it.
    assert [(name, count) for name, count, __ in tally.groups] == [("association", 5), ("autres, ensemble", 6)]
    assert tally.together == ["fondation", "coopérative"]
    assertContains(page, "La moitié du milieu")
    assertContains(page, '<svg class="spread"')


def test_under_five_ballots_nothing_is_told(client, officer, vote):
    given(vote, 10)
    actions.close_prioritisation(vote, by=officer)

    assertContains(client.get(of(vote, "prioritisation-results")), "Moins de cinq bulletins")
    assert client.get(of(vote, "ballots-csv")).status_code == 404


def test_ballots_are_exported_without_a_name(client, officer, vote):
    ballots = [given(vote, place, 10 - place) for place in range(6)]
    given(vote, 10, kind=Kind.FOUNDATION)
    actions.close_prioritisation(vote, by=officer)

    response = client.get(of(vote, "ballots-csv"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))

    assert len(rows) == 8
    assert {row[0] for row in rows[1:]} == {"autres, ensemble"}
    assert all(str(ballot.organisation) not in text for ballot in ballots)
    assert all(sum(map(int, row[1:])) == 10 for row in rows[1:])


def test_nobody_votes_once_it_is_closed(client, member, officer, vote):
    voter = priorities.voters_of(member, vote)[0]
    actions.close_prioritisation(vote, by=officer)
    client.force_login(member, BACKEND)

    assertRedirects(client.get(of(vote, "ballot", voter.key)), vote.get_absolute_url())
    with pytest.raises(Refused, match="en ce moment"):
        actions.give_ballot(vote, voter, by=member, shares={choices(vote)[0].pk: 10})


def test_given_to_a_body_each_seat_has_its_ballot_and_colleges_are_told(client, member, elected):
    body = Body.objects.create(slug="suivi", kind=BodyKind.FOLLOW_UP, name="Comité de suivi", starts_on=clock.today())
    networks = body.colleges.create(rank=1, name="Réseaux")
    officials = body.colleges.create(rank=2, name="Élus")
    networks.seats.create(organisation=member.representations[0].organisation, starts_on=clock.today())
    officials.seats.create(mandate=elected.mandates[0], starts_on=clock.today())
    vote = PrioritisationFactory(voters="body", body=body)

    assert [voter.group for voter in priorities.voters_of(member, vote)] == ["Réseaux"]
    assert [voter.group for voter in priorities.voters_of(elected, vote)] == ["Élus"]
    assert priorities.voters_of(PersonFactory(represents=OrganisationFactory()), vote) == []
    client.force_login(elected, BACKEND)
    assertContains(client.get(vote.get_absolute_url()), "0 bulletin sur 2")


def test_the_team_types_the_ballots_of_the_tables(client, officer):
    meeting = MeetingFactory()
    Workshop.objects.create(meeting=meeting, number=1, question="Que faire ?")
    vote = PrioritisationFactory(voters="tables", meeting=meeting)
    client.force_login(officer, BACKEND)
    address = reverse("consultations:type-ballot", args=[vote.pk, 1])

    wrong = client.post(address, form(vote, 1, 1, 1))
    client.post(address, form(vote, 8, 1, 1))
    again = client.get(address)

    assertContains(wrong, "Il reste 7 points")
    ballot = Ballot.objects.get()
    assert (ballot.workshop.number, ballot.given_by) == (1, None)
    assertNotContains(again, 'value="8"')  # secret for whoever types too
    actions.close_prioritisation(vote, by=officer)
    assertContains(client.get(of(vote, "prioritisation-results")), "1 bulletin")


def test_points_and_rules_stay_once_it_is_open(officer, vote):
    with pytest.raises(Refused, match="ne changent plus"):
        actions.revise_prioritisation(vote, by=officer, points_each=5)
    with pytest.raises(IntegrityError, match="stay"), transaction.atomic():
        Prioritisation.objects.filter(pk=vote.pk).update(is_secret=False)
    with pytest.raises(IntegrityError, match="stay"), transaction.atomic():
        vote.choices.all().delete()


def test_a_vote_opens_with_two_published_points(officer):
    vote = PrioritisationFactory(draft=True)
    vote.choices.exclude(pk=choices(vote)[0].pk).delete()

    with pytest.raises(Refused, match="au moins deux points"):
        actions.open_prioritisation(vote, by=officer)


def test_the_officer_prepares_a_vote_and_chooses_its_points(client, officer):
    vote = PrioritisationFactory(draft=True)
    consultation = vote.consultation
    client.force_login(officer, BACKEND)

    client.post(
        reverse("consultations:new-prioritisation"),
        {
            "consultation": consultation.pk,
            "title": "D’abord",
            "voters": "organisations",
            "points_each": 5,
            "is_secret": "on",
        },
    )
    made = Prioritisation.objects.get(title="D’abord")
    points = [choice.point_id for choice in vote.choices.all()]
    client.post(reverse("consultations:set-choices", args=[made.pk]), {"points": points[:2]})
    wrong = client.post(reverse("consultations:new-prioritisation"), {"voters": "body", "points_each": 10**20})

    assert made.choices.count() == 2
    assertContains(wrong, "Choisissez qui vote.")


@pytest.mark.django_db(transaction=True)
def test_of_two_representatives_at_once_one_ballot_is_kept(member):
    vote = PrioritisationFactory()
    colleague = PersonFactory(represents=member.representations[0].organisation)
    first, second = choices(vote)[:2]
    barrier = threading.Barrier(2)

    def send(person, choice):
        voter = priorities.voters_of(person, vote)[0]
        barrier.wait()
        actions.give_ballot(vote, voter, by=person, shares={choice.pk: 10})
        connection.close()

    threads = [threading.Thread(target=send, args=pair) for pair in ((member, first), (colleague, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Ballot.objects.count() == 1
    assert list(Share.objects.values_list("points", flat=True)) == [10]
