"""A private body leaks nowhere: no list, no figure, no address, no error of others."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.models import Meeting, Seat
from essportal import clock
from tests.factories import (
    BodyFactory,
    CollegeFactory,
    PersonFactory,
    SeatFactory,
    came,
    decided,
    minutes_of,
    sitting,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

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


def test_who_is_invited_to_one_sitting_of_a_private_body_does_not_learn_its_name(client, officer):
    body = BodyFactory(private=True, name=SECRET, slug="cellule")
    guest = PersonFactory()
    coming = sitting(body, days=9, title="Audition")
    actions.invite_to_meeting(coming, by=officer, people=[guest])
    held = sitting(body, title="Première audition")
    came(held, guest)
    minutes_of(held, by=officer, text="Les pistes sont entendues.", sent=True)
    client.force_login(guest, BACKEND)

    for address in (
        "/rencontres/",
        coming.get_absolute_url(),
        f"{held.get_absolute_url()}compte-rendu/",
        "/mon-espace/",
    ):
        assertNotContains(client.get(address), SECRET)
    pdf = client.get(f"{held.get_absolute_url()}compte-rendu.pdf").content
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "Les pistes sont entendues." in words
    assert SECRET not in words
