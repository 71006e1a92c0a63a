"""Bodies: who sits in them, for how long, and who may know that they exist."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.actions import (
    end_fact,
)
from actors.models import ElectedMember
from consultations import actions
from consultations.models import Body, CouncilTerm, Meeting
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

    assertContains(page, "Vice-présidente à l’économie sociale et solidaire")
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


def test_what_was_noted_by_mistake_is_taken_out_and_what_has_served_stays(client, officer, term):
    series = actions.open_series(by=officer, name="Doublon")
    unused = actions.note_term(by=officer, starts_on=date(2040, 1, 1), ends_on=date(2045, 1, 1))
    empty, held = BodyFactory(), BodyFactory()
    sitting(held)
    founded = commission(officer)
    client.force_login(officer, BACKEND)

    def withdraw(name, argument):
        return client.post(reverse(f"consultations:{name}", args=[argument])).status_code

    assert withdraw("withdraw-series", series.slug) == 302
    assert withdraw("body-withdraw", empty.slug) == 302
    assert withdraw("body-term-withdraw", unused.pk) == 302
    assert withdraw("body-withdraw", held.slug) == 409
    assert withdraw("body-term-withdraw", term.pk) == 409
    assert set(Body.objects.all()) == {held, founded}
