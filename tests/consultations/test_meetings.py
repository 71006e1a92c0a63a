import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from consultations import actions
from consultations.forms.meetings import MeetingForm
from consultations.models import Body, Meeting, MeetingStatus, Series
from essportal import clock
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.factories import BodyFactory, ConsultationFactory, ContributionFactory, MeetingFactory, sitting

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def filled(**changes):
    return {
        "kind": "fabrique",
        "title": "Fabrique de Lusignan",
        "starts_at": "2027-03-11T18:30",
        "ends_at": "2027-03-11T21:00",
        "place": "Salle des fêtes",
        "presentation": "Quatre tables, une **mise en commun**.",
        "is_public": "on",
        "workshops": "Que récupérer ?\nOù stocker ?\n\nQui collecte ?",
        "agenda": "20 min | Ouverture | Alix Modèle\nTables\n 15 | Mise en commun",
        **changes,
    }


def test_the_officer_prepares_a_fabrique_with_its_tables_and_agenda(client, officer):
    client.force_login(officer, BACKEND)

    response = client.post(reverse("consultations:new-meeting"), filled())

    meeting = Meeting.objects.get()
    assertRedirects(response, reverse("consultations:work-meeting", args=[meeting.reference]))
    assert meeting.reference == "R-2027-001"
    assert meeting.status == MeetingStatus.PREPARING
    assert [(t.number, t.question) for t in meeting.workshops.all()] == [
        (1, "Que récupérer ?"),
        (2, "Où stocker ?"),
        (3, "Qui collecte ?"),
    ]
    assert [(i.minutes, i.title, i.speaker) for i in meeting.agenda.all()] == [
        (20, "Ouverture", "Alix Modèle"),
        (None, "Tables", ""),
        (15, "Mise en commun", ""),
    ]


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2027-03-28T02:30", "n’existe pas"), ("2027-10-31T02:30", "existe deux fois")],
)
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused_in_french(db, moment, said):
    form = MeetingForm(filled(starts_at=moment))

    assert not form.is_valid()
    assert said in form.errors["starts_at"][0]


def test_a_meeting_cannot_end_before_it_starts(client, officer):
    client.force_login(officer, BACKEND)

    response = client.post(reverse("consultations:new-meeting"), filled(ends_at="2027-03-11T18:00"))

    assertContains(response, "La fin doit venir après le début.")
    assert not Meeting.objects.exists()


def test_the_officer_announces_then_notes_that_it_was_held(client, officer):
    meeting = MeetingFactory(status=MeetingStatus.PREPARING, starts_at=clock.now())
    client.force_login(officer, BACKEND)

    asked = client.get(reverse("consultations:announce-meeting", args=[meeting.reference]))
    client.post(reverse("consultations:announce-meeting", args=[meeting.reference]))
    client.post(reverse("consultations:hold-meeting", args=[meeting.reference]))

    assertContains(asked, "Annoncer cette rencontre")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    verbs = set(JournalEntry.objects.about(meeting).values_list("verb", flat=True))
    assert verbs == {"meeting_announced", "meeting_held"}


def test_a_meeting_announced_twice_is_announced_once(client, officer):
    meeting = MeetingFactory(status=MeetingStatus.PREPARING)
    client.force_login(officer, BACKEND)
    address = reverse("consultations:announce-meeting", args=[meeting.reference])

    client.post(address)
    second = client.post(address)

    assertContains(second, "Cette rencontre est annoncée.", status_code=409)
    assert JournalEntry.objects.about(meeting).count() == 1


def test_a_meeting_is_not_held_before_it_begins(officer):
    meeting = MeetingFactory()

    with pytest.raises(Refused, match="pas encore commencé"):
        actions.close_meeting(meeting, by=officer)


def test_a_cancelled_meeting_no_longer_changes(officer):
    meeting = actions.cancel_meeting(MeetingFactory(), by=officer)

    with pytest.raises(Refused, match="annulée"):
        actions.revise_meeting(meeting, by=officer, title="Autre titre")


def test_changing_a_meeting_keeps_the_rows_of_its_tables(client, officer):
    meeting = actions.prepare_meeting(
        by=officer,
        kind="fabrique",
        title="Fabrique",
        starts_at=clock.now(),
        ends_at=MeetingFactory().ends_at,
        workshops=["Un", "Deux"],
    )
    first = meeting.workshops.first()
    client.force_login(officer, BACKEND)

    client.post(
        reverse("consultations:edit-meeting", args=[meeting.reference]), filled(workshops="Un, précisé", agenda="")
    )

    assert list(meeting.workshops.values_list("pk", "question")) == [(first.pk, "Un, précisé")]
    assert not meeting.agenda.exists()


def test_a_table_with_ideas_cannot_be_dropped(officer):
    consultation = ConsultationFactory()
    meeting = MeetingFactory(consultation=consultation)
    actions.revise_meeting(meeting, by=officer, workshops=["Un", "Deux"])
    ContributionFactory(consultation=consultation, workshop=meeting.workshops.last(), meeting=meeting)

    with pytest.raises(Refused, match="idées ont été saisies"):
        actions.revise_meeting(meeting, by=officer, workshops=["Un"])


@pytest.mark.parametrize("who", ["member", "elected"])
def test_others_cannot_enter_the_team_s_meetings(db, client, request, who):
    meeting = MeetingFactory()
    client.force_login(request.getfixturevalue(who), BACKEND)

    codes = {
        client.get(reverse("consultations:work-meetings")).status_code,
        client.post(reverse("consultations:new-meeting"), filled()).status_code,
        client.post(reverse("consultations:cancel-meeting", args=[meeting.reference])).status_code,
    }

    assert codes == {403}
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.ANNOUNCED


def test_the_list_costs_the_same_with_three_and_thirty_meetings(client, officer):
    client.force_login(officer, BACKEND)
    address = reverse("consultations:work-meetings")
    consultation = ConsultationFactory()

    def cost(rows):
        MeetingFactory.create_batch(rows, consultation=consultation)
        MeetingFactory.create_batch(rows, consultation=consultation, status=MeetingStatus.HELD)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert cost(3) == cost(27)


def test_a_form_sent_twice_prepares_one_meeting_one_body_and_one_series(client, officer):
    client.force_login(officer, BACKEND)
    body = {"kind": "comite_de_suivi", "name": "Comité", "starts_on": "2026-01-05", "colleges": "Réseaux | 5"}

    for __ in range(2):
        client.post(reverse("consultations:new-meeting"), filled())
        client.post(reverse("consultations:new-body"), body | {"documents_days": 5, "is_public": "on"})
        client.post(reverse("consultations:new-series"), {"name": "Les fabriques"})

    assert [model.objects.count() for model in (Meeting, Body, Series)] == [1, 1, 1]


def test_a_body_does_not_sit_after_its_end_nor_end_before_a_sitting(client, officer):
    body = BodyFactory()
    coming = sitting(body, days=20)
    client.force_login(officer, BACKEND)

    with pytest.raises(Refused, match="annulez-la ou avancez-la"):
        actions.dissolve_body(body, by=officer, ends_on=clock.today())
    actions.cancel_meeting(coming, by=officer)
    actions.dissolve_body(body, by=officer, ends_on=clock.today())
    late = client.post(reverse("consultations:new-meeting"), filled(kind="seance", body=body.pk))

    assertContains(late, "elle ne siège plus après")


def test_giving_up_a_meeting_that_was_never_announced_promises_no_e_mail(client, officer):
    client.force_login(officer, BACKEND)

    draft, announced = (
        client.get(reverse("consultations:cancel-meeting", args=[MeetingFactory(status=status).reference]))
        for status in ("preparing", "announced")
    )

    assertContains(draft, "Elle n’a pas été annoncée")
    assertContains(announced, "l’apprennent par courriel")
