"""Minutes approved: by the next sitting or for a reason, locked, corrected by errata; and who was there, a year on."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.models import (
    Erratum,
    MeetingStatus,
    Minutes,
    MinutesSection,
    Passage,
    Registration,
)
from essportal import clock
from essportal.errors import Refused
from tests.factories import (
    BodyFactory,
    CollegeFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    came,
    minutes_of,
    sitting,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def held(db):
    return sitting(BodyFactory(name="Comité de suivi"))


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def newest(minutes):
    return [section.passages.last().text for section in minutes.sections.all() if section.passages.exists()]


# Approved, then locked
def test_the_next_sitting_approves_and_the_minutes_become_public(client, officer, held):
    minutes = minutes_of(held, by=officer, text="Le comité retient **l’avance**.", sent=True)
    then = sitting(held.body, days=-1)

    minutes = actions.approve_minutes(minutes, by=officer)

    assert minutes.approved_in == then
    page = client.get(minutes.get_absolute_url())
    assertContains(page, "<strong>l’avance</strong>")
    assertContains(page, "à la séance suivante")
    assertContains(client.get(held.get_absolute_url()), "compte rendu publié")


def test_before_the_next_sitting_nothing_is_approved(officer, held):
    minutes = minutes_of(held, sent=True)
    sitting(held.body, days=5)

    with pytest.raises(Refused, match="l’approuvera : revenez ce jour-là"):
        actions.approve_minutes(minutes, by=officer, reason="Pressés.")


def test_without_a_next_sitting_the_team_says_why_it_approves(officer, held):
    minutes = minutes_of(held, sent=True)
    sitting(held.body, days=5, status=MeetingStatus.CANCELLED)

    with pytest.raises(Refused, match="dites pourquoi"):
        actions.approve_minutes(minutes, by=officer)
    assert actions.approve_minutes(minutes, by=officer, reason="Fin du mandat.").approval_reason == "Fin du mandat."


def test_a_correction_without_answer_holds_the_approval(officer, held, member):
    came(held, member)
    minutes = minutes_of(held, sent=True)
    actions.propose_correction(minutes, by=member, text="Six ans.")

    with pytest.raises(Refused, match="Il reste 1 correction à trancher"):
        actions.approve_minutes(minutes, by=officer, reason="Fin.")


def test_minutes_approved_are_locked_by_postgresql_itself(held):
    minutes = minutes_of(held, approved=True)
    section = minutes.sections.get()

    for deed in (
        lambda: Passage.objects.create(section=section, number=9, text="Autre.", by=PersonFactory()),
        lambda: Passage.objects.update(text="Autre."),
        lambda: Passage.objects.all().delete(),
        lambda: MinutesSection.objects.create(minutes=minutes, rank=9, title="Autre"),
        lambda: MinutesSection.objects.update(title="Autre"),
        lambda: Minutes.objects.update(status="sent", approved_at=None),
        lambda: Minutes.objects.update(approval_reason="Autre."),
        lambda: Minutes.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()
    assert newest(minutes) == ["Le comité retient l’avance."]


def test_an_approved_text_is_changed_by_an_erratum_dated_and_signed(desk, client, officer, held):
    minutes = minutes_of(held, approved=True)
    with pytest.raises(Refused, match="son texte ne change plus"):
        actions.write_minutes(minutes, by=officer, texts={})
    asked = {"text": "Lire douze mois.", "reason": "Chiffre mal lu.", "signed_as": "La présidente de séance"}

    desk.post(reverse("consultations:minutes-erratum", args=[held.reference]), asked)

    client.logout()
    page = client.get(minutes.get_absolute_url())
    for words in ("Lire douze mois.", "Chiffre mal lu.", "La présidente de séance", "Erratum 1"):
        assertContains(page, words)
    with pytest.raises(DatabaseError), transaction.atomic():
        Erratum.objects.update(text="Autre.")


def test_minutes_of_a_meeting_closed_to_the_public_stay_so(client, held, elected):
    held.is_public = False
    held.save()
    minutes = minutes_of(held, approved=True)

    assert client.get(minutes.get_absolute_url()).status_code == 404
    client.force_login(elected, BACKEND)
    assert client.get(minutes.get_absolute_url()).status_code == 200


# Attendance
def test_the_minutes_count_by_college_and_name_organisations_never_people(client, organisation, member):
    member.name_is_public = True
    member.save()
    college = CollegeFactory(name="structures")
    SeatFactory(college=college, organisation=organisation, person=member)
    SeatFactory(college=college, organisation=OrganisationFactory())
    held = sitting(college.body)
    came(held, member, organisation=organisation)

    minutes = minutes_of(held, approved=True)

    assert minutes.attendance["colleges"] == [{"name": "structures", "seats": 2, "present": 1}]
    page = client.get(minutes.get_absolute_url())
    assertContains(page, organisation.name)
    assertNotContains(page, member.name)


def test_names_of_those_present_are_forgotten_twelve_months_after_the_approval(held, organisation, member):
    came(held, member, organisation=organisation)
    came(held, name="Une voisine")
    minutes = minutes_of(held, sent=True)
    correction = actions.propose_correction(minutes, by=member, text="Six ans.")
    actions.settle_correction(correction, by=PersonFactory(), accepted=True)
    with clock.standing_at(clock.now() + timedelta(days=15)):
        minutes = actions.approve_minutes(minutes, by=PersonFactory(post="ess_team"), reason="Fin.")

    with clock.standing_at(minutes.approved_at + timedelta(days=365)):
        assert actions.forget_attendance() == 0
    with clock.standing_at(minutes.approved_at + timedelta(days=367)):
        assert actions.forget_attendance() == 1
        assert actions.forget_attendance() == 0

    assert not Registration.objects.exclude(person=None).exists()
    assert set(Registration.objects.values_list("name", flat=True)) == {""}
    minutes.refresh_from_db()
    assert minutes.attendance["present"] == 2
    assert minutes.attendance["organisations"] == [organisation.name]
    assert minutes.corrections.get().proposed_by is None
