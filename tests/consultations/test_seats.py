"""Seats: one for each reason at a time, for as long as what they are held by."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains

from actors.actions import (
    archive_organisation,
    end_fact,
    erase_person,
    merge_organisations,
    undo_merge,
    withdraw_fact,
)
from actors.models import ElectedMember
from consultations import actions
from consultations.models import Seat
from essportal import clock
from essportal.errors import Refused
from tests.factories import (
    BodyFactory,
    CollegeFactory,
    DepartmentFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    decided,
    sitting,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def mandate(elected):
    return ElectedMember.objects.get(person=elected)


def test_a_seat_held_by_a_mandate_ends_with_it(officer, mandate):
    end_fact(mandate, by=officer, ends_on=clock.today() + timedelta(days=90))
    mandate.refresh_from_db()

    seat = actions.name_seat(CollegeFactory(), by=officer, mandate=mandate, starts_on=clock.today())

    assert (seat.person, seat.ends_on) == (mandate.person, mandate.ends_on)
    with pytest.raises(Refused, match="le siège ne dure pas au-delà"):
        actions.end_seat(seat, by=officer, ends_on=mandate.ends_on + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.update(ends_on=None)


def test_when_a_mandate_ends_its_seats_follow_and_those_to_come_go(officer, mandate):
    running = SeatFactory(mandate=mandate, person=mandate.person)
    to_come = SeatFactory(mandate=mandate, starts_on=clock.today() + timedelta(days=60))

    end_fact(mandate, by=officer, ends_on=clock.today())

    running.refresh_from_db()
    assert running.ends_on == clock.today()
    assert not Seat.objects.filter(pk=to_come.pk).exists()


def test_a_mandate_noted_by_mistake_goes_with_the_seats_that_stood_on_it(officer):
    person = PersonFactory(mandate="maire")
    mandate = ElectedMember.objects.get(person=person)
    ElectedMember.objects.update(starts_on=clock.today())
    mandate.refresh_from_db()
    SeatFactory(mandate=mandate, person=person, starts_on=clock.today())

    withdraw_fact(mandate, by=officer)

    assert not Seat.objects.exists()


def test_when_an_organisation_is_archived_its_seat_ends_that_day(officer, organisation, member):
    seat = SeatFactory(organisation=organisation, person=member)

    archive_organisation(organisation, by=officer)

    seat.refresh_from_db()
    assert seat.ends_on == clock.today()


def test_a_merge_moves_the_seats_and_undoing_it_gives_them_back(officer, organisation):
    seat, kept = SeatFactory(organisation=organisation), OrganisationFactory()

    task = decided(sitting(), by=officer, kind="task", owner_organisation=organisation)

    merge = merge_organisations(kept, organisation, by=officer)
    task.refresh_from_db()
    assert (Seat.objects.get().organisation, task.owner_organisation) == (kept, kept)
    undo_merge(merge, by=officer)

    seat.refresh_from_db()
    assert (seat.organisation, seat.ends_on) == (organisation, None)


def test_erasing_a_person_keeps_the_seat_without_name(dpo, organisation, member):
    past = SeatFactory(organisation=organisation, person=member, ends_on=clock.today() - timedelta(days=30))
    running = SeatFactory(organisation=organisation, person=member)

    erase_person(member, by=dpo)

    running.refresh_from_db()
    assert (running.person, running.organisation) == (None, organisation)
    assert Seat.objects.with_holders().get(pk=past.pk).name == ""


def test_an_organisation_has_one_seat_at_a_time_in_a_college(officer, organisation):
    college = CollegeFactory()
    actions.name_seat(college, by=officer, organisation=organisation, starts_on=clock.today())

    with pytest.raises(Refused, match="a déjà un siège dans ce collège"):
        actions.name_seat(college, by=officer, organisation=organisation, starts_on=clock.today())
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatFactory(college=college, organisation=organisation)


def test_a_college_holds_no_more_seats_than_its_places(client, officer, organisation):
    college = CollegeFactory(places=1)
    SeatFactory(college=college, department=DepartmentFactory())
    client.force_login(officer, BACKEND)
    address = reverse("consultations:body-name-seat", args=[college.body.slug, college.pk])

    response = client.post(address, {"organisation": organisation.name, "starts_on": clock.today()})

    assertContains(response, "déjà pourvu à ces dates")
    assert college.seats.count() == 1


def test_a_person_is_replaced_and_who_sat_before_keeps_their_dates(client, officer, organisation, member):
    seat, day = SeatFactory(organisation=organisation, person=member), clock.today()
    body, successor = seat.college.body, PersonFactory(name="Camille Relève")
    client.force_login(officer, BACKEND)

    client.post(
        reverse("consultations:body-replace", args=[body.slug, seat.pk]),
        {"person": successor.email, "starts_on": day},
    )

    found = Seat.objects.order_by("starts_on").values_list("person", "starts_on", "ends_on")
    assert list(found) == [
        (member.pk, seat.starts_on, day - timedelta(days=1)),
        (successor.pk, day, None),
    ]


def test_a_body_dissolved_ends_its_seats(client, officer, organisation):
    seat = SeatFactory(organisation=organisation)
    client.force_login(officer, BACKEND)
    address = reverse("consultations:dissolve-body", args=[seat.college.body.slug])

    client.post(address, {"ends_on": clock.today(), "closing_act": "Délibération 26 C 0200"})

    seat.refresh_from_db()
    assert (seat.ends_on, seat.college.body.ends_on) == (clock.today(), clock.today())


def test_seats_that_ended_with_the_body_go_on_when_it_does(officer, organisation, mandate):
    end, later = clock.today() + timedelta(days=30), clock.today() + timedelta(days=400)
    college = CollegeFactory(body=BodyFactory(ends_on=end))
    seat = actions.name_seat(college, by=officer, organisation=organisation, starts_on=clock.today())
    assert seat.ends_on == end

    actions.revise_body(college.body, by=officer, ends_on=later)

    seat.refresh_from_db()
    assert seat.ends_on == later


# Races
def at_once(*deeds):
    """Each deed in its own connection; what each answered or was refused."""
    said = []

    def run(deed):
        try:
            said.append(type(deed()).__name__)
        except Refused:
            said.append("Refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_two_officers_naming_the_last_place_at_once_fill_it_once():
    college, officer = CollegeFactory(places=1), PersonFactory(post="ess_team")
    chosen = OrganisationFactory.create_batch(2)

    def name(organisation):
        return lambda: actions.name_seat(college, by=officer, organisation=organisation, starts_on=clock.today())

    assert at_once(*map(name, chosen)) == ["Refused", "Seat"]
    assert college.seats.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_organisation_named_twice_at_once_sits_once():
    college, officer = CollegeFactory(), PersonFactory(post="ess_team")
    organisation = OrganisationFactory()

    def name():
        return actions.name_seat(college, by=officer, organisation=organisation, starts_on=clock.today())

    assert at_once(name, name) == ["Refused", "Seat"]
    assert college.seats.count() == 1
