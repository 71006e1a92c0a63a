"""The kit of a fabrique: one PDF, tagged, whose words are words and whose codes open the tables."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.documents.kit import kit, kit_pdf, overrun, sequence
from consultations.models import AgendaItem
from tests.factories import LocalAuthorityFactory, MeetingFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def meeting(officer):
    LocalAuthorityFactory()
    meeting = MeetingFactory(place="Salle des fêtes")
    items = [("Ouverture", 20), ("Tables #[x] $y$", 90), ("Mise en commun", None), ("Suites", 10)]
    for rank, (title, minutes) in enumerate(items, start=1):
        AgendaItem.objects.create(meeting=meeting, rank=rank, title=title, minutes=minutes)
    for number in (1, 2):
        meeting.workshops.create(number=number, question=f"Question {number} ?")
    return meeting


def text_of(content):
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_the_kit_holds_sequence_roles_a_sheet_by_table_list_and_consent(client, officer, meeting):
    actions.open_capture(meeting, by=officer)
    client.force_login(officer, BACKEND)

    response = client.get(reverse("consultations:workshop-kit", args=[meeting.reference]))

    pages = text_of(response.content)
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    for words, page in zip(["Déroulé", "Rôles", "Table 1", "Table 2", "Liste", "Consentement"], pages, strict=True):
        assert words in page
    assert "Tables #[x] $y$" in pages[0]


def test_the_sheets_are_a3_and_the_rest_a4_and_all_of_it_is_tagged(officer, meeting):
    reader = PdfReader(BytesIO(kit_pdf(meeting, None)))

    millimetres = [round(max(page.mediabox[2:]) / 72 * 25.4) for page in reader.pages]
    assert millimetres == [297, 297, 420, 420, 297, 297]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_each_code_leads_to_the_page_of_its_table(client, officer, meeting):
    actions.open_capture(meeting, by=officer)

    said = kit(meeting, None)

    links = [table["link"] for table in said["tables"]]
    assert len(set(links)) == 2
    for link, code in zip(links, said["codes"], strict=True):
        assertContains(client.get("/capture/" + link.partition("/capture/")[2]), "s’ouvrira le jour")
        assert code.startswith("<svg")


def test_without_an_open_capture_the_sheets_say_so_and_have_no_code(officer, meeting):
    said = kit(meeting, None)

    assert said["codes"] == ["", ""]
    assert "Sans code QR" in text_of(kit_pdf(meeting, None))[2]


def test_the_hours_follow_the_durations_until_one_is_missing(meeting):
    starts = datetime(2027, 3, 11, 18, 30, tzinfo=PARIS)

    hours = [line[0].replace("\u00a0", " ") for line in sequence(starts, list(meeting.agenda.all()))]

    assert hours == ["18 h 30", "18 h 50", "20 h 20", ""]


def test_a_night_when_the_clocks_change_keeps_true_hours(meeting):
    starts = datetime(2027, 3, 28, 1, 30, tzinfo=PARIS)
    meeting.agenda.filter(rank__gt=2).delete()
    meeting.agenda.update(minutes=60)

    hours = [
        line[0].replace("\u00a0", " ") for line in sequence(starts.astimezone(ZoneInfo("UTC")), meeting.agenda.all())
    ]

    assert hours == ["1 h 30", "3 h 30"]


@pytest.mark.parametrize(("minutes", "said"), [(100, "dépasse de 80 min"), (50, "reste 20 min"), (60, "")])
def test_the_kit_says_when_the_sequence_does_not_fit(meeting, minutes, said):
    meeting.agenda.filter(rank__gt=2).delete()
    meeting.agenda.update(minutes=minutes)
    meeting.ends_at = meeting.starts_at + timedelta(minutes=120)

    warned = overrun(meeting, list(meeting.agenda.all()))

    assert said in warned
    assert bool(said) == bool(warned)


def test_the_kit_is_offered_where_there_are_tables(client, officer, meeting):
    client.force_login(officer, BACKEND)
    address = reverse("consultations:workshop-kit", args=[meeting.reference])
    without = MeetingFactory()

    assertContains(client.get(reverse("consultations:work-meeting", args=[meeting.reference])), address)
    assertNotContains(client.get(reverse("consultations:work-meeting", args=[without.reference])), "dossier.pdf")
