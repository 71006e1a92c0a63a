"""At the door and before: the sheet to sign, the phone, the quorum, the papers, the agenda."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.forms.files import CheckedFile
from consultations.models import Body, College, Meeting, MeetingDocument, MeetingStatus, Seat, Series
from consultations.selectors.quorum import quorum
from consultations.timetable import timetable
from essportal import clock, todo
from essportal.errors import Refused
from tests.factories import (
    DepartmentFactory,
    MeetingFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    came,
    minutes_of,
    sitting,
)
from tests.factories.actors import a_year_ago

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOSTILE = '#read("/etc/passwd") $x^2$ <script>alert(1)</script> ☃'
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def body():
    found = Body.objects.create(
        slug="comite", kind="comite_de_suivi", name="Comité de suivi", starts_on=a_year_ago(), quorum=2
    )
    College.objects.create(body=found, rank=1, name="Les réseaux")
    return found


@pytest.fixture
def today():
    return MeetingFactory(starts_at=clock.now() + timedelta(minutes=1), capacity=1)


def seat(body, **holder):
    return Seat.objects.create(college=body.colleges.get(), starts_on=a_year_ago(), **holder)


def at(meeting, name, *more):
    return reverse(f"consultations:{name}", args=[meeting.reference, *more])


def test_the_sheet_to_sign_is_tagged_and_holds_each_name_as_it_was_typed(client, officer, member, organisation):
    meeting = MeetingFactory(title=HOSTILE)
    actions.register(meeting, by=member, person=member, organisation=organisation)
    actions.register(meeting, by=officer, name=HOSTILE)
    client.force_login(officer, BACKEND)

    sheet = pypdf.PdfReader(io.BytesIO(client.get(at(meeting, "attendance-sheet")).content))

    words = " ".join(page.extract_text() for page in sheet.pages).replace("\n", " ")
    assert sheet.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert sheet.trailer["/Root"]["/Lang"] == "fr-FR"
    assert "Dominique Factice" in words
    assert organisation.name in words
    assert '#read("/etc/passwd") $x^2$' in words
    assert "root:" not in words


def test_the_team_ticks_who_is_there_and_unticks_a_slip(client, officer, member, today):
    mine = actions.register(today, by=member, person=member)
    client.force_login(officer, BACKEND)

    for mark, expected in (("present", True), ("present", True), ("absent", False), ("inconnu", None)):
        answer = client.post(at(today, "mark-attendance", mine.pk), {"mark": mark})
        mine.refresh_from_db()
        assert mine.attended is expected
    assert answer.headers["Location"].endswith(f"#p{mine.pk}")


def test_whoever_comes_unannounced_is_added_once_even_by_a_double_click(client, officer, today):
    client.force_login(officer, BACKEND)
    key = str(client.get(at(today, "attendance")).context["form"]["key"].value())

    for __ in range(2):
        client.post(at(today, "attendance"), {"name": "Voisin <i>", "key": key})

    assert today.registrations.count() == 1
    assertContains(client.get(at(today, "attendance")), "1 présent")


def test_whoever_waited_and_came_is_there_all_the_same(officer, today):
    actions.register(today, by=officer, name="Ada")
    waiting = actions.register(today, by=officer, name="Zoé")

    actions.note_attendance(waiting, by=officer, attended=True)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.attended) == ("confirmed", True)


def test_nobody_is_there_before_the_day(client, officer):
    meeting = MeetingFactory()
    mine = actions.register(meeting, by=officer, name="Ada")

    with pytest.raises(Refused, match="à partir du jour"):
        actions.note_attendance(mine, by=officer, attended=True)
    client.force_login(officer, BACKEND)
    assertContains(client.get(at(meeting, "attendance")), "à partir du jour")


def test_the_quorum_counts_seats_present_and_represented_each_person_for_one(client, officer, body):
    meeting = MeetingFactory(body=body, starts_at=clock.now())
    sits, away = PersonFactory(), PersonFactory()
    organisation, absent, department = OrganisationFactory(), OrganisationFactory(), DepartmentFactory()
    seat(body, person=sits, organisation=organisation)
    seat(body, person=away, organisation=absent)
    seat(body, person=None, department=department)
    seat(body, person=sits, department=DepartmentFactory(), ends_on=clock.today() - timedelta(days=1))
    actions.welcome_unannounced(meeting, by=officer, person=sits, organisation=organisation)

    alone = quorum(meeting)
    actions.welcome_unannounced(meeting, by=officer, name="Suppléante", organisation=absent)
    both = quorum(meeting)

    assert (alone.seats, alone.present, alone.represented, alone.is_reached) == (3, 1, 0, False)
    assert (both.present, both.represented, both.is_reached) == (1, 1, True)
    client.force_login(officer, BACKEND)
    assertContains(client.get(at(meeting, "attendance")), "quorum atteint")


def test_the_door_costs_the_same_with_three_and_thirty_people(client, officer, today):
    client.force_login(officer, BACKEND)

    def cost(number):
        for __ in range(number):
            actions.welcome_unannounced(today, by=officer, person=PersonFactory(), organisation=OrganisationFactory())
        with CaptureQueriesContext(connection) as queries:
            client.get(at(today, "attendance"))
            client.get(at(today, "work-registrations"))
        return len(queries)

    with clock.standing_at(today.starts_at):
        assert cost(3) == cost(27)


# Papers


def test_a_paper_sent_after_the_body_s_day_is_said_late(client, officer, body):
    meeting = MeetingFactory(body=body)
    client.force_login(officer, BACKEND)
    filled = {"title": "Note", "tell": "on"}

    client.post(at(meeting, "meeting-documents"), {**filled, "file": SimpleUploadedFile("note.pdf", PDF)})
    with clock.standing_at(meeting.starts_at - timedelta(days=4)):
        late = SimpleUploadedFile("tard.pdf", PDF + b"%")
        client.post(at(meeting, "meeting-documents"), {"title": "Note tardive", "file": late})

    assert [(one.title, one.is_late) for one in MeetingDocument.objects.all()] == [
        ("Note", False),
        ("Note tardive", True),
    ]
    assertContains(client.get(meeting.get_absolute_url()), "envoyé en retard", count=1)


def test_the_team_is_reminded_of_the_papers_of_a_sitting_and_told_when_it_is_late(officer, body):
    meeting = MeetingFactory(body=body, starts_at=clock.now() + timedelta(days=30))

    def waits():
        return [(item.title, item.is_late) for item in todo.items(officer) if "documents" in item.title]

    said = []
    for days in (20, 7, 2):
        with clock.standing_at(meeting.starts_at - timedelta(days=days)):
            said.append(waits())

    title = f"Envoyer les documents\N{NO-BREAK SPACE}: {meeting.title}"
    assert said == [[], [(title, False)], [(title, True)]]


def test_those_who_expect_the_meeting_are_told_of_a_paper_once(officer, member, other_member, run_tasks, next_morning):
    meeting = MeetingFactory()
    actions.register(meeting, by=member, person=member)
    actions.cancel_registration(actions.register(meeting, by=other_member, person=other_member), by=other_member)
    run_tasks()

    for __ in range(2):
        file = CheckedFile("note.pdf", PDF, "application/pdf")
        actions.send_document(meeting, by=officer, title="Note", file=file, tell=True)
        run_tasks()

    assert "Un document" not in str([message.subject for message in mail.outbox])
    (sent,) = next_morning()
    assert (sent.to, sent.subject) == ([member.email], "Un document pour : Fabrique de Chauvigny")


def test_a_file_of_another_kind_is_refused_and_a_withdrawn_one_is_gone(client, officer, run_tasks):
    meeting = MeetingFactory()
    client.force_login(officer, BACKEND)
    wrong = SimpleUploadedFile("note.pdf", b"<script>alert(1)</script>")
    assertContains(client.post(at(meeting, "meeting-documents"), {"title": "Note", "file": wrong}), "n’en est pas un")
    client.post(at(meeting, "meeting-documents"), {"title": "Note", "file": SimpleUploadedFile("../../n.pdf", PDF)})
    document = MeetingDocument.objects.get()
    address = at(meeting, "meeting-document", document.pk)
    read = client.get(address)
    assert b"".join(read.streaming_content) == PDF

    client.post(at(meeting, "withdraw-meeting-document", document.pk))
    run_tasks()

    assert read.headers["Content-Disposition"] == 'attachment; filename="n.pdf"'
    assert client.get(address).status_code == 404
    assert not document.file.storage.exists(document.file.name)


# The agenda and the list


def test_each_point_has_its_hour_until_one_has_no_duration(officer):
    meeting = MeetingFactory()
    said = [("Ouverture", 20), ("Tables", None), ("Fin", 5)]
    actions.revise_meeting(meeting, by=officer, agenda=[{"title": title, "minutes": n} for title, n in said])

    found = timetable(meeting, list(meeting.agenda.all()))

    first, second, third = (slot.at for slot in found.slots)
    assert (first, second, third) == (meeting.starts_at, meeting.starts_at + timedelta(minutes=20), None)
    assert (found.minutes, found.is_whole, found.too_long) == (25, False, 0)


def test_points_of_the_sitting_before_are_carried_over_once_and_outlive_a_change(client, officer, body):
    before = MeetingFactory(body=body, starts_at=clock.now() - timedelta(days=30), status=MeetingStatus.HELD)
    elsewhere = MeetingFactory()
    left, foreign = (m.agenda.create(rank=1, title="Le budget", minutes=15) for m in (before, elsewhere))
    meeting = MeetingFactory(body=body)
    client.force_login(officer, BACKEND)

    assertContains(client.get(at(meeting, "work-meeting")), "Reporter des points")
    for __ in range(2):
        client.post(at(meeting, "carry-over"), {"items": [left.pk]})
    client.post(at(meeting, "carry-over"), {"items": [foreign.pk]})
    actions.revise_meeting(
        meeting, by=officer, agenda=[{"title": "Ouverture", "minutes": 5}, {"title": "Le budget", "minutes": 20}]
    )

    assert list(meeting.agenda.values_list("rank", "title", "carried_from")) == [
        (1, "Ouverture", None),
        (2, "Le budget", left.pk),
    ]
    assertContains(client.get(meeting.get_absolute_url()), "Reporté de la rencontre")


def test_the_month_and_the_choices_show_the_meetings_one_looks_for(client):
    lusignan, poitiers = MunicipalityFactory(name="Lusignan"), MunicipalityFactory(name="Poitiers")
    MeetingFactory(title="Fabrique là", municipality=lusignan)
    MeetingFactory(title="Formation ici", kind="formation", municipality=poitiers)
    month = f"{clock.day_of(Meeting.objects.first().starts_at):%Y-%m}"
    address = reverse("consultations:meetings")

    chosen = client.get(address, {"nature": "formation", "mois": month})

    assertContains(chosen, "Formation ici")
    assertNotContains(chosen, "Fabrique là")
    assertNotContains(client.get(address, {"commune": lusignan.code}), "Formation ici")
    for nonsense in ({"mois": "2027-13"}, {"mois": "9999-12"}, {"nature": "'"}, {"commune": "<"}, {"instance": "%"}):
        assert client.get(address, nonsense).status_code == 200


def test_the_list_of_meetings_costs_the_same_with_three_and_thirty(client):
    address = reverse("consultations:meetings")

    def cost(rows):
        for __ in range(rows):
            MeetingFactory(municipality=MunicipalityFactory())
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert cost(3) == cost(27) <= 10


def test_an_online_address_is_a_safe_one(client, officer):
    meeting = MeetingFactory()
    client.force_login(officer, BACKEND)

    for wrong in ("javascript:alert(1)", "http://exemple.test/", "ftp://exemple.test/"):
        filled = {"kind": "fabrique", "title": "T", "online_address": wrong, "starts_at": "2027-03-11T18:30"}
        answer = client.post(at(meeting, "edit-meeting"), {**filled, "ends_at": "2027-03-11T20:30"})
        assert "online_address" in answer.context["form"].errors, wrong


def test_a_series_gathers_its_meetings_and_keeps_its_address(client, officer):
    client.force_login(officer, BACKEND)
    for __ in range(2):
        client.post(reverse("consultations:new-series"), {"name": "Les fabriques", "presentation": "Au **printemps**."})
    series = actions.revise_series(
        MeetingFactory(series=Series.objects.get(slug="les-fabriques")).series, by=officer, name="Les fabriques de 2027"
    )
    client.logout()

    answer = client.get("/rencontres/series/les-fabriques/")

    assertContains(answer, "Les fabriques de 2027")
    assertContains(answer, "Fabrique de Chauvigny")
    assert client.get("/rencontres/series/les-fabriques-2/").status_code == 404
    assert series.slug == "les-fabriques"


def test_who_was_there_no_longer_changes_once_the_minutes_that_say_it_are_approved(client, officer, body):
    held = sitting(body)
    there = came(held, name="Une voisine")
    minutes_of(held, by=officer, approved=True)
    client.force_login(officer, BACKEND)

    page = client.get(reverse("consultations:attendance", args=[held.reference]))
    slip = client.post(reverse("consultations:mark-attendance", args=[held.reference, there.pk]), {"mark": "absent"})

    assertContains(page, "ne changent plus")
    assertNotContains(page, "Venu sans")
    assert slip.status_code == 409
    there.refresh_from_db()
    assert there.attended is True
