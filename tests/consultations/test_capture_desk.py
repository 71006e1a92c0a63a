"""The team's side of the tables' capture: opened, shown, made again, closed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.models import CaptureAddress, Contribution, MeetingStatus
from essportal import clock
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.consultations.test_capture import BACKEND, page_of, sent, table_of
from tests.factories import MeetingFactory


@pytest.fixture
def address(db, officer):
    return actions.renew_capture(table_of(), by=officer)


def test_the_work_page_s_own_form_carries_its_token(officer):
    meeting = table_of().meeting
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer, BACKEND)

    page = browser.get(reverse("consultations:work-meeting", args=[meeting.reference])).text

    form = page.partition(reverse("consultations:capture-open", args=[meeting.reference]))[2].partition("</form>")[0]
    assert "csrfmiddlewaretoken" in form


def test_an_address_made_again_replaces_the_one_before_and_keeps_its_ideas(client, address, officer):
    sent(client, address)
    client.force_login(officer, BACKEND)

    client.post(reverse("consultations:capture-renew", args=[address.workshop.meeting.reference, 3]))
    new = CaptureAddress.objects.valid().get()

    assert sent(client, address).status_code == 409
    assert client.get(page_of(address)).status_code == 410
    assertNotContains(client.get(page_of(address)), "Comment collecter", status_code=410)
    assert sent(client, new).status_code == 200
    assert Contribution.objects.count() == 2


def test_the_team_closes_a_table(client, address, officer):
    client.force_login(officer, BACKEND)

    client.post(reverse("consultations:capture-close", args=[address.workshop.meeting.reference, 3]))

    assert sent(client, address).json()["closed"]
    verbs = set(JournalEntry.objects.about(address.workshop.meeting).values_list("verb", flat=True))
    assert verbs == {"capture_renewed", "capture_closed"}


def test_the_officer_opens_every_table_at_once_and_finds_each_code(client, officer):
    meeting = MeetingFactory()
    for number in (1, 2):
        meeting.workshops.create(number=number, question=f"Question {number} ?")
    client.force_login(officer, BACKEND)

    done = client.post(reverse("consultations:capture-open", args=[meeting.reference]), follow=True)
    again = client.post(reverse("consultations:capture-open", args=[meeting.reference]), follow=True)
    table = client.get(reverse("consultations:capture-table", args=[meeting.reference, 1]))

    assertContains(done, "2 tables ont leur adresse.")
    assertContains(again, "avaient déjà leur adresse")
    assertContains(table, meeting.workshops.get(number=1).capture_addresses.get().secret)
    assertContains(table, "data:image/svg+xml")
    assert CaptureAddress.objects.count() == 2


def test_a_table_whose_meeting_is_over_or_has_no_consultation_opens_no_capture(officer):
    over = table_of(clock.now() - timedelta(days=2))
    alone = table_of(consultation=None)
    preparing = table_of(status=MeetingStatus.PREPARING)

    for table in (over, alone, preparing):
        with pytest.raises(Refused):
            actions.open_capture(table.meeting, by=officer)
    assert not CaptureAddress.objects.exists()
