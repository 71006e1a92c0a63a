"""What is written to those who expect a meeting, and the calendar files that go with it."""

from datetime import datetime, timedelta
from email import message_from_bytes
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar
from pytest_django.asserts import assertContains

from actors.models import Correspondent
from consultations import actions, tasks
from consultations.documents import ical
from consultations.models import Body, College, MeetingInvitation, MeetingStatus, Seat
from essportal import clock
from essportal.errors import Refused
from tests.factories import DepartmentFactory, MeetingFactory, PersonFactory
from tests.factories.actors import a_year_ago

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PARIS = ZoneInfo("Europe/Paris")
HOSTILE = 'Fabrique\r\nBcc: tous@exemple.test\r\nEND:VEVENT\nBEGIN:VEVENT, ; \\n " x'


def paris(year, month, day, hour, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def attached(message):
    return events(message.attachments[0][1])[0]


def body_with_seats(*people):
    body = Body.objects.create(slug="comite", kind="comite_de_suivi", name="Comité de suivi", starts_on=a_year_ago())
    college = College.objects.create(body=body, rank=1, name="Les réseaux")
    for person in people:
        Seat.objects.create(college=college, person=person, department=DepartmentFactory(), starts_on=a_year_ago())
    return body


def test_the_seats_of_a_body_an_organisation_a_department_and_addresses_are_invited_once_each(
    client, officer, member, organisation, correspondent, run_tasks
):
    seated = PersonFactory()
    meeting = MeetingFactory(kind="seance", body=body_with_seats(seated, member))
    client.force_login(officer, BACKEND)
    filled = {
        "seats": "on",
        "organisations": organisation.name,
        "departments": [Correspondent.objects.get(person=correspondent).department_id],
        "addresses": f"Voisine@exemple.test, {seated.email.upper()}\nvoisine@exemple.test",
    }
    address = reverse("consultations:meeting-invitations", args=[meeting.reference])

    for __ in range(2):
        client.post(address, filled)
    run_tasks()

    expected = {seated.email, member.email, correspondent.email, "voisine@exemple.test"}
    assert {message.to[0] for message in mail.outbox} == expected
    assert len(mail.outbox) == 4
    event = attached(mail.outbox[0])
    assert Calendar.from_ical(mail.outbox[0].attachments[0][1])["METHOD"] == "REQUEST"
    assert event["UID"] == ical.uid(meeting)
    assert event["ATTENDEE"] == f"mailto:{mail.outbox[0].to[0]}"


def test_a_wrong_address_or_an_unknown_name_is_said_and_nobody_is_invited(client, officer):
    meeting = MeetingFactory()
    client.force_login(officer, BACKEND)

    answer = client.post(
        reverse("consultations:meeting-invitations", args=[meeting.reference]),
        {"addresses": "voisine@", "organisations": "Nulle part"},
    )

    assertContains(answer, "Cette adresse n’est pas valable")
    assertContains(answer, "Aucune fiche ne porte ce nom")
    assert not MeetingInvitation.objects.exists()


def test_a_meeting_moved_is_told_to_each_with_the_same_event_and_a_greater_number(officer, run_tasks):
    meeting = MeetingFactory()
    guest, comer = PersonFactory(), PersonFactory()
    actions.invite_to_meeting(meeting, by=officer, people=[guest, comer])
    actions.register(meeting, by=comer, person=comer)
    run_tasks()
    first = attached(mail.outbox[0])
    mail.outbox.clear()

    moved = actions.revise_meeting(meeting, by=officer, place="Halle de Lusignan")
    run_tasks()
    tasks.tell_meeting_changed(meeting_id=moved.pk, sequence=moved.sequence)
    run_tasks()

    assert sorted(message.to[0] for message in mail.outbox) == sorted([guest.email, comer.email])
    event = attached(mail.outbox[0])
    assert (event["UID"], int(event["SEQUENCE"])) == (first["UID"], int(first["SEQUENCE"]) + 1)
    assert event["LOCATION"] == "Halle de Lusignan"


def test_words_that_change_nothing_for_those_who_come_are_not_written_about(officer, run_tasks):
    meeting = MeetingFactory()
    actions.invite_to_meeting(meeting, by=officer, people=[PersonFactory()])
    run_tasks()
    mail.outbox.clear()

    actions.revise_meeting(meeting, by=officer, presentation="Venez nombreux.", title=meeting.title)
    run_tasks()

    assert mail.outbox == []


def test_two_changes_in_a_row_are_one_e_mail_that_tells_the_last(officer, run_tasks):
    meeting = MeetingFactory()
    actions.invite_to_meeting(meeting, by=officer, people=[PersonFactory()])
    run_tasks()
    mail.outbox.clear()

    actions.revise_meeting(meeting, by=officer, place="Ici")
    actions.revise_meeting(meeting, by=officer, place="Là-bas")
    run_tasks()

    assert [attached(message)["LOCATION"] for message in mail.outbox] == ["Là-bas"]


def test_a_cancelled_meeting_leaves_the_calendars_of_those_who_expected_it(officer, run_tasks):
    meeting, person = MeetingFactory(), PersonFactory()
    actions.register(meeting, by=person, person=person)
    run_tasks()
    mail.outbox.clear()

    actions.cancel_meeting(meeting, by=officer)
    run_tasks()

    (message,) = mail.outbox
    assert message.subject == "Annulée : Fabrique de Chauvigny"
    calendar = Calendar.from_ical(message.attachments[0][1])
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_one_invites_only_to_what_is_announced(officer):
    with pytest.raises(Refused, match="annoncée"):
        actions.invite_to_meeting(MeetingFactory(status=MeetingStatus.PREPARING), by=officer, people=[officer])


def test_an_invitation_taken_back_before_the_e_mail_left_is_not_sent(officer, run_tasks):
    (made,) = actions.invite_to_meeting(MeetingFactory(), by=officer, addresses=["voisine@exemple.test"])

    actions.take_invitation_back(made, by=officer)
    run_tasks()

    assert mail.outbox == []


# Hostile words


def test_a_title_can_add_neither_a_header_nor_an_event(officer, run_tasks):
    meeting = MeetingFactory(title=HOSTILE, place=HOSTILE, presentation=HOSTILE)
    actions.invite_to_meeting(meeting, by=officer, addresses=["voisine@exemple.test"])
    run_tasks()

    message = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert message["Bcc"] is None
    assert mail.outbox[0].recipients() == ["voisine@exemple.test"]
    (event,) = events(mail.outbox[0].attachments[0][1])
    assert event["SUMMARY"].startswith("Fabrique Bcc: tous@exemple.test END:VEVENT BEGIN:VEVENT")
    assert mail.outbox[0].attachments[0][1].count("\r\nEND:VEVENT") == 1


@pytest.mark.parametrize(
    "address", ["a@exemple.test\r\nBcc:b@exemple.test", "a@exemple.test>", '"x;y"@exemple', "a b@c.d"]
)
def test_an_address_can_add_nothing_either(client, officer, address):
    meeting = MeetingFactory()
    client.force_login(officer, BACKEND)

    client.post(
        reverse("consultations:meeting-invitations", args=[meeting.reference]), {"addresses": address.replace(" ", "|")}
    )

    assert not MeetingInvitation.objects.exists()


# The nights when the clocks change


@pytest.mark.parametrize(
    ("starts", "ends", "utc"),
    [
        (paris(2026, 3, 29, 1, 30), paris(2026, 3, 29, 4, 30), ("20260329T003000Z", "20260329T023000Z")),
        (paris(2026, 10, 25, 1, 30), paris(2026, 10, 25, 4, 30), ("20261024T233000Z", "20261025T033000Z")),
    ],
)
def test_the_calendar_file_says_hours_that_exist_once(starts, ends, utc):
    content = ical.calendar([MeetingFactory(starts_at=starts, ends_at=ends)]).decode()

    assert f"DTSTART:{utc[0]}" in content
    assert f"DTEND:{utc[1]}" in content


@pytest.mark.parametrize("day", [paris(2026, 3, 29, 9), paris(2026, 10, 25, 9), paris(2026, 3, 29, 0, 30)])
def test_the_reminder_leaves_the_day_before_once_even_when_the_clocks_change(day, run_tasks):
    with clock.standing_at(day - timedelta(days=10)):
        meeting = MeetingFactory(starts_at=day)
        person = PersonFactory()
        actions.register(meeting, by=person, person=person)
    run_tasks()
    mail.outbox.clear()
    sent_on = []

    moment = day - timedelta(days=3)
    while moment < day + timedelta(days=1):
        with clock.standing_at(moment):
            before = len(mail.outbox)
            tasks.remind_of_meetings(timestamp=0)
            run_tasks()
            sent_on += [clock.today()] * (len(mail.outbox) - before)
        moment += timedelta(hours=1)

    assert sent_on == [(day.date() - timedelta(days=1))]
    assert mail.outbox[0].subject.startswith("Demain : ")


def test_a_meeting_put_off_is_recalled_again_and_those_who_cancelled_are_not(officer, run_tasks):
    meeting = MeetingFactory(starts_at=paris(2027, 3, 11, 18), ends_at=paris(2027, 3, 11, 20))
    stays, leaves = PersonFactory(), PersonFactory()
    with clock.standing_at(paris(2027, 3, 10, 12)):
        actions.register(meeting, by=stays, person=stays)
        gone = actions.register(meeting, by=leaves, person=leaves)
        tasks.remind_of_meetings(timestamp=0)
        actions.revise_meeting(meeting, by=officer, starts_at=paris(2027, 3, 18, 18), ends_at=paris(2027, 3, 18, 20))
        actions.cancel_registration(gone, by=leaves)
        run_tasks()
        mail.outbox.clear()

    with clock.standing_at(paris(2027, 3, 17, 12)):
        tasks.remind_of_meetings(timestamp=0)
        run_tasks()

    assert [message.to for message in mail.outbox] == [[stays.email]]


# A calendar of one's own


def test_one_s_own_calendar_is_secret_shows_one_s_meetings_and_is_revoked(client, member, officer):
    mine, other = MeetingFactory(title="La mienne", is_public=False), MeetingFactory(title="Une autre")
    actions.invite_to_meeting(mine, by=officer, people=[member])
    client.force_login(member, BACKEND)
    made = client.post(reverse("consultations:my-calendar"))
    secret = made.context["address"].rsplit("/", 1)[1]
    client.logout()
    path = f"/rencontres/agenda/{secret}"

    content = client.get(path).content.decode()

    assert mine.title in content
    assert other.title not in content
    assert secret.removesuffix(".ics") not in str(member.calendar_key.__dict__)
    client.force_login(member, BACKEND)
    client.post(reverse("consultations:revoke-calendar"))
    assert client.get(path).status_code == 404


def test_a_new_address_closes_the_one_before_and_a_closed_account_closes_it_too(client, member):
    first = actions.draw_calendar_key(member, by=member)
    second = actions.draw_calendar_key(member, by=member)

    codes = [client.get(f"/rencontres/agenda/{secret}.ics").status_code for secret in (first, second)]
    member.is_active = False
    member.save()

    assert codes == [404, 200]
    assert client.get(f"/rencontres/agenda/{second}.ics").status_code == 404
