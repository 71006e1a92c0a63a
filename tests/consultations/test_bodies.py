"""Bodies: who sits in them, for how long, and who may know that they exist."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

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
from consultations.models import Body, CouncilTerm, Meeting, Seat
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
    minutes_of,
    sitting,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
COUNCIL = (date(2026, 3, 22), date(2032, 3, 21))


@pytest.fixture
def term(officer):
    return actions.note_term(by=officer, starts_on=COUNCIL[0], ends_on=COUNCIL[1])


@pytest.fixture
def mandate(elected):
    return ElectedMember.objects.get(person=elected)


def commission(officer, **changes):
    fields = {"kind": "commission_extra_municipale", "name": "Commission de la vie associative"}
    dates = {"starts_on": date(2026, 6, 1), "ends_on": COUNCIL[1]}
    return actions.create_body(by=officer, **{**fields, **dates, **changes})


def typed(**changes):
    return {
        "kind": "comite_de_suivi",
        "name": "Comité de suivi du plan",
        "purpose": "Suivre chaque mesure.",
        "founding_act": "Délibération 26 C 0112",
        "starts_on": "2026-09-01",
        "is_public": "on",
        "documents_days": "7",
        "colleges": "Élus | 3\nRéseaux et structures | 5\nHabitants",
        **changes,
    }


def test_the_officer_creates_a_body_with_its_colleges(client, officer):
    client.force_login(officer, BACKEND)

    response = client.post(reverse("consultations:new-body"), typed())

    body = Body.objects.get()
    assertRedirects(response, reverse("consultations:work-body", args=["comite-de-suivi-du-plan"]))
    assert [(c.name, c.places) for c in body.colleges.all()] == [
        ("Élus", 3),
        ("Réseaux et structures", 5),
        ("Habitants", None),
    ]


def test_a_college_renamed_keeps_its_seats_and_one_with_seats_is_not_dropped(officer):
    body = actions.create_body(
        by=officer,
        kind="comite_de_suivi",
        name="Comité",
        starts_on=clock.today(),
        colleges=[("Élus", 2), ("Autres", 1)],
    )
    SeatFactory(college=body.colleges.last(), department=DepartmentFactory(), starts_on=clock.today())

    actions.revise_body(body, by=officer, colleges=[("Partenaires", 4), ("Élus", 2)])

    assert [(c.name, c.places, c.seats.count()) for c in body.colleges.all()] == [("Partenaires", 4, 1), ("Élus", 2, 0)]
    with pytest.raises(Refused, match="Partenaires » a des sièges"):
        actions.revise_body(body, by=officer, colleges=[("Élus", 2)])


# A mandate never outlives the council
def test_a_commission_that_would_outlive_the_council_is_refused_beside_its_date(client, officer, term):
    client.force_login(officer, BACKEND)
    asked = typed(kind="commission_extra_municipale", starts_on="2026-09-01", ends_on="2032-03-22")

    response = client.post(reverse("consultations:new-body"), asked)

    assertContains(response, "choisissez une fin au plus tard le")
    assert "2032-03-22" in response.content.decode()
    assert not Body.objects.exists()


def test_a_commission_waits_for_the_mandate_of_the_council_to_be_noted(officer):
    with pytest.raises(Refused, match="notez d’abord le mandat du conseil"):
        commission(officer)


@pytest.mark.parametrize("ends_on", [None, COUNCIL[1] + timedelta(days=1)])
def test_postgresql_refuses_a_commission_that_outlives_the_council(term, ends_on):
    with pytest.raises(IntegrityError), transaction.atomic():
        BodyFactory(kind="commission_extra_municipale", starts_on=date(2026, 6, 1), ends_on=ends_on)


def test_a_council_that_ends_sooner_takes_its_commissions_and_their_seats_along(officer, term):
    body = commission(officer, colleges=[("Associations", 5)])
    seat = actions.name_seat(
        body.colleges.get(), by=officer, organisation=OrganisationFactory(), starts_on=date(2026, 9, 1)
    )

    actions.revise_term(term, by=officer, starts_on=COUNCIL[0], ends_on=date(2030, 1, 1))

    body.refresh_from_db()
    seat.refresh_from_db()
    assert (body.ends_on, seat.ends_on) == (date(2030, 1, 1), date(2030, 1, 1))


def test_postgresql_refuses_to_shorten_or_drop_a_council_under_its_commissions(officer, term):
    commission(officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilTerm.objects.update(ends_on=date(2030, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        term.delete()


def test_two_mandates_of_the_council_never_overlap(client, officer, term):
    client.force_login(officer, BACKEND)
    asked = {"starts_on": "2032-03-21", "ends_on": "2038-03-20"}

    response = client.post(reverse("consultations:body-terms"), asked)

    assertContains(response, "Un autre mandat du conseil couvre déjà")
    assert CouncilTerm.objects.count() == 1


# Seats
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

    merge = merge_organisations(kept, organisation, by=officer)
    assert Seat.objects.get().organisation == kept
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


# Names
def test_a_name_is_shown_with_consent_or_in_office_and_the_seat_always(client, organisation, member, elected, mandate):
    college = CollegeFactory()
    SeatFactory(college=college, organisation=organisation, person=member)
    SeatFactory(college=college, mandate=mandate, person=elected)
    address = college.body.get_absolute_url()

    page = client.get(address)
    assertContains(page, organisation.name)
    assertContains(page, "Alix Modèle")
    assertNotContains(page, "Dominique Factice")

    member.name_is_public = True
    member.save()
    assertContains(client.get(address), "Dominique Factice")


def test_an_official_out_of_office_is_no_longer_named(client, officer, elected, mandate):
    college = CollegeFactory()
    SeatFactory(college=college, mandate=mandate, person=elected)
    end_fact(mandate, by=officer, ends_on=clock.today() - timedelta(days=1))

    page = client.get(college.body.get_absolute_url())

    assertContains(page, "vice-présidente à l’économie sociale et solidaire")
    assertNotContains(page, "Alix Modèle")


def test_the_balance_of_colleges_is_said_in_words_and_in_a_table(client, organisation, member):
    college = CollegeFactory(name="structures", places=3)
    SeatFactory(college=college, organisation=organisation, person=member)
    SeatFactory(college=college, organisation=OrganisationFactory())

    page = client.get(college.body.get_absolute_url())

    assertContains(page, "1 siège pourvu sur 3.")
    assertContains(
        page, '<tr><th scope="row">Structures</th><td class="text-end">1</td><td class="text-end">3</td></tr>'
    )
    assertContains(page, "à pourvoir")


def test_the_page_of_a_body_costs_the_same_with_three_and_thirty_seats(client, officer):
    college, held = CollegeFactory(), sitting(None)
    Meeting.objects.update(body=college.body)

    def cost(rows):
        for organisation in OrganisationFactory.create_batch(rows):
            SeatFactory(college=college, organisation=organisation, person=PersonFactory())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(college.body.get_absolute_url()).status_code == 200
        return len(queries)

    for __ in range(3):
        decided(held, by=officer)
    minutes_of(held, by=officer, approved=True)
    assert cost(3) == cost(27) <= 16


# A private body leaks nowhere
SECRET = "Cellule de veille réservée"


@pytest.fixture
def secret(officer, organisation, member):
    """A private body whose sitting, noted as public by mistake, has approved minutes and a decision."""
    college = CollegeFactory(body=BodyFactory(private=True, name=SECRET, slug="cellule"))
    SeatFactory(college=college, organisation=organisation, person=member)
    held = sitting(college.body, title=f"{SECRET}, séance")
    decided(held, by=officer, text=f"{SECRET} : décision")
    minutes_of(held, by=officer, text=SECRET, approved=True)
    return held, sitting(college.body, days=9, title=f"{SECRET} 2")


PAGES = ["consultations:bodies", "consultations:meetings", "consultations:contributions", "plans:home", "site-map"]


@pytest.mark.parametrize("who", [None, "other_member", "correspondent", "elected", "general_management", "dpo"])
def test_a_private_body_is_on_no_page_of_others(client, request, authority, secret, who):
    if who:
        client.force_login(request.getfixturevalue(who), BACKEND)

    for name in PAGES:
        assertNotContains(client.get(reverse(name)), SECRET)
    for address in ("/instances/cellule/", secret[0].get_absolute_url(), secret[1].get_absolute_url()):
        answer = client.get(address)
        assert answer.status_code == 404
        assert SECRET not in answer.content.decode()


def test_a_private_body_counts_in_no_figure_of_the_home_page(client, authority, secret):
    assert not Meeting.objects.visible_to(PersonFactory()).exists()
    assert Meeting.objects.visible_to(PersonFactory(post="ess_team")).count() == 2


def test_its_members_and_the_team_read_a_private_body(client, officer, member, secret):
    for person in (member, officer):
        client.force_login(person, BACKEND)
        assertContains(client.get("/instances/"), SECRET)
        assertContains(client.get("/rencontres/"), SECRET)
        assertContains(client.get(secret[0].get_absolute_url()), SECRET)
    client.force_login(member, BACKEND)
    assertContains(client.get("/mon-espace/"), SECRET)


def test_who_no_longer_sits_no_longer_reads(client, member, secret):
    Seat.objects.update(ends_on=clock.today() - timedelta(days=1))
    client.force_login(member, BACKEND)

    assert client.get("/instances/cellule/").status_code == 404
    assertNotContains(client.get("/mon-espace/"), SECRET)


def test_an_address_taken_by_a_private_body_says_nothing_of_it(officer, secret):
    body = actions.create_body(by=officer, kind="comite_de_suivi", name="Cellule", starts_on=clock.today())

    assert body.slug == "cellule-2"
