"""A table's telephone: one table, one day, no account, nothing to read but what it typed, and each idea once."""

import logging
import threading
import uuid
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.actions import capture as capturing
from consultations.models import CaptureAddress, CapturedIdea, Contribution, ContributionStatus, MeetingStatus
from consultations.models.capture import digest_of
from essportal import clock, logs
from essportal.errors import Refused
from essportal.models import JournalEntry
from tests.factories import ConsultationFactory, ContributionFactory, MeetingFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PARIS = ZoneInfo("Europe/Paris")
IDEA = "Une navette le mardi entre les déchèteries et les ateliers"
JSON = {"HTTP_ACCEPT": "application/json"}


def at(day, hour, minute=0, second=0):
    return datetime(2026, 12, day, hour, minute, second, tzinfo=PARIS)


def table_of(starts=None, ends=None, **fields):
    starts = starts or clock.now()
    meeting = MeetingFactory(starts_at=starts, ends_at=ends or starts + timedelta(minutes=1), **fields)
    return meeting.workshops.create(number=3, question="Comment collecter ?")


@pytest.fixture
def address(db, officer):
    return actions.renew_capture(table_of(), by=officer)


def page_of(address):
    return reverse("consultations:capture", args=[address.secret])


def sent(client, address, text=IDEA, key=None, **more):
    return client.post(page_of(address), {"text": text, "key": key or uuid.uuid4(), **more}, **JSON)


def test_a_table_s_telephone_files_an_idea_without_an_account(client, address):
    answer = sent(client, address)

    idea = Contribution.objects.get()
    assert answer.json() == {"done": True}
    assert (idea.text, idea.status, idea.channel) == (IDEA, ContributionStatus.FILED, "workshop")
    assert (idea.workshop, idea.meeting) == (address.workshop, address.workshop.meeting)
    assert (idea.author, idea.typed_by) == (None, None)
    assert "sessionid" not in client.cookies


def test_an_officer_who_types_on_it_becomes_neither_author_nor_typist(client, address, officer):
    client.force_login(officer, BACKEND)

    sent(client, address)

    idea = Contribution.objects.get()
    assert (idea.author, idea.typed_by) == (None, None)
    assert {entry.by for entry in JournalEntry.objects.about(idea)} == {None}


def test_an_idea_sent_again_because_the_answer_was_lost_is_one_idea(client, address):
    key = uuid.uuid4()

    codes = [sent(client, address, key=key).status_code for __ in range(3)]

    assert codes == [200, 200, 200]
    assert Contribution.objects.count() == CapturedIdea.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_idea_sent_by_two_tabs_at_once_is_one_idea():
    address = actions.renew_capture(table_of(), by=PersonFactory(post="ess_team"))
    key, answers = uuid.uuid4(), []

    def send():
        answers.append(sent(Client(), address, key=key).status_code)
        connection.close()

    threads = [threading.Thread(target=send) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200, 200]
    assert Contribution.objects.count() == 1


def test_without_javascript_the_form_saves_empties_and_shows_one_s_own_ideas(client, address):
    response = client.post(page_of(address), {"text": IDEA, "key": uuid.uuid4()}, follow=True)

    assertRedirects(response, page_of(address))
    assertContains(response, "1 idée saisie sur cet appareil")
    assertContains(response, IDEA)
    assert response.context["form"]["text"].value() is None
    cookie = client.cookies["table"]
    assert (cookie["path"], cookie["httponly"]) == (page_of(address), True)


def test_the_address_shows_nothing_that_another_device_or_the_team_typed(client, address, officer):
    client.post(page_of(address), {"text": IDEA, "key": uuid.uuid4()})
    actions.type_idea(address.workshop, by=officer, text="Une idée saisie par l’équipe", key=uuid.uuid4())

    page = Client().get(page_of(address))

    assertNotContains(page, IDEA)
    assertNotContains(page, "par l’équipe")
    assertNotContains(page, "C-2026")


def test_one_takes_back_one_s_own_idea_by_the_key_that_the_device_drew(client, address):
    key = uuid.uuid4()
    sent(client, address, key=key)

    answer = client.post(page_of(address), {"back": "1", "key": key}, **JSON)
    sent(client, address, key=key)

    assert answer.status_code == 200
    assert Contribution.objects.get().status == ContributionStatus.WITHDRAWN


def test_nobody_takes_back_what_came_by_another_way(client, address, officer):
    typed = actions.type_idea(address.workshop, by=officer, text=IDEA, key=uuid.uuid4())
    other = actions.renew_capture(table_of(), by=officer)
    captured = actions.capture_idea(other, text=IDEA, key=uuid.uuid4())

    for idea in (typed, captured):
        client.post(page_of(address), {"back": "1", "key": idea.key}, **JSON)

    assert set(Contribution.objects.values_list("status", flat=True)) == {ContributionStatus.FILED}


def test_an_idea_already_published_is_not_taken_back(client, address, officer):
    idea = actions.capture_idea(address, text=IDEA, key=uuid.uuid4())
    actions.publish_contribution(idea, by=officer)

    answer = client.post(page_of(address), {"back": "1", "key": idea.key}, **JSON)

    assert (answer.status_code, answer.json()["closed"]) == (409, False)
    assert "déjà relu" in answer.json()["why"]


@pytest.mark.parametrize(
    ("moment", "ends", "opens"),
    [
        (at(2, 23, 59, 59), at(3, 21), False),
        (at(3, 0), at(3, 21), True),
        (at(3, 23, 59, 59), at(3, 21), True),
        (at(4, 0), at(3, 21), False),
        (at(4, 0), at(3, 23, 59), False),
        (at(4, 0, 59, 59), at(4, 0, 30), True),
        (at(4, 0, 59, 59), at(4, 0), True),
        (at(4, 1), at(4, 0, 30), False),
    ],
)
def test_the_address_opens_the_day_of_the_meeting_in_paris_and_an_hour_more_past_midnight(
    client, officer, moment, ends, opens
):
    with clock.standing_at(at(1, 9)):
        address = actions.renew_capture(table_of(at(3, 18), ends), by=officer)

    with clock.standing_at(moment):
        answer = sent(client, address)
        page = client.get(page_of(address))

    assert answer.status_code == (200 if opens else 409)
    assert ("<textarea" in page.text) is opens
    assert Contribution.objects.count() == int(opens)


@pytest.mark.parametrize("status", [MeetingStatus.CANCELLED, MeetingStatus.PREPARING])
def test_a_meeting_cancelled_that_day_receives_nothing(client, address, status):
    meeting = address.workshop.meeting
    meeting.status = status
    meeting.save()

    answer = sent(client, address)

    assert (answer.status_code, answer.json()["closed"]) == (409, True)


def test_what_was_typed_when_the_table_closed_is_given_back(client, address, officer):
    actions.close_capture(address.workshop, by=officer)

    page = client.post(page_of(address), {"text": IDEA, "key": uuid.uuid4()})

    assertContains(page, "Ce que vous aviez tapé", status_code=409)
    assertContains(page, IDEA, status_code=409)


def test_the_secret_is_nowhere_in_the_database(address):
    row = CaptureAddress.objects.filter(pk=address.pk).values().get()

    assert address.secret not in str(row)
    assert row["digest"] == digest_of(address.secret)
    assert len(address.secret) == 24


def test_a_table_has_one_valid_address_whatever_the_races(address, officer):
    other = CaptureAddress(workshop=address.workshop, issued_by=officer, issued_at=clock.now(), digest="0")

    with pytest.raises(IntegrityError, match="capture_one_address_by_table"), transaction.atomic():
        other.save()


@pytest.mark.parametrize("secret", ["0" * 24, "é" * 24, "..", "a" * 300])
def test_an_address_that_nobody_was_given_opens_nothing(client, db, secret):
    for name in ("capture", "capture-worker"):
        address = reverse(f"consultations:{name}", args=[secret])
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": IDEA, "key": uuid.uuid4()}).status_code == 404


def test_a_table_says_three_hundred_ideas_an_hour_then_waits(client, address, monkeypatch):
    monkeypatch.setattr(capturing, "MOST_AN_HOUR", 2)
    for __ in range(2):
        sent(client, address)

    third = sent(client, address)
    renewed = actions.renew_capture(address.workshop, by=None)
    fourth = sent(client, renewed)

    assert (third.status_code, third.json()["closed"]) == (429, False)
    assert fourth.status_code == 429
    assert Contribution.objects.count() == 2


def test_the_measure_is_three_hundred():
    assert capturing.MOST_AN_HOUR == 300


def test_an_hour_later_the_table_may_speak_again(officer, monkeypatch):
    monkeypatch.setattr(capturing, "MOST_AN_HOUR", 1)
    with clock.standing_at(at(3, 9)):
        address = actions.renew_capture(table_of(at(3, 9), at(3, 12)), by=officer)
        actions.capture_idea(address, text=IDEA, key=uuid.uuid4())
    with clock.standing_at(at(3, 9, 59)), pytest.raises(Refused, match="en une heure"):
        actions.capture_idea(address, text=IDEA, key=uuid.uuid4())

    with clock.standing_at(at(3, 10, 1)):
        actions.capture_idea(address, text=IDEA, key=uuid.uuid4())

    assert Contribution.objects.count() == 2


def test_hostile_words_are_words(client, address):
    hostile = "<script>alert(1)</script> & {{ 7 }}\x00 fin"

    page = client.post(page_of(address), {"text": hostile, "key": uuid.uuid4()}, follow=True)

    assert "<script>alert" not in page.text
    assert Contribution.objects.get().text == "<script>alert(1)</script> & {{ 7 }}  fin"


def test_an_idea_without_words_or_too_long_is_refused_and_kept_in_the_field(client, address):
    empty = client.post(page_of(address), {"text": " ", "key": uuid.uuid4()})
    long = sent(client, address, "x" * 2_001)

    assertContains(empty, "Écrivez une idée", status_code=400)
    assert (long.status_code, Contribution.objects.count()) == (400, 0)


def photo(kind="JPEG", **options):
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, kind, **options)
    return SimpleUploadedFile(f"IMG 1.{kind.lower()}", drawn.getvalue())


def test_a_photo_of_the_sheet_is_joined_without_where_it_was_taken(client, address):
    exif = Image.Exif()
    exif[0x010F] = "Téléphone de Sacha"

    sent(client, address, "", photo=photo(exif=exif))

    idea = Contribution.objects.get()
    assert idea.text == "Photo de la feuille de la table 3."
    with idea.attachments.get().file.open("rb") as kept:
        assert not Image.open(kept).getexif()


def test_what_is_not_a_photo_is_refused(client, address):
    forged = SimpleUploadedFile("feuille.jpg", b"<html><script>alert(1)</script>")
    document = SimpleUploadedFile("feuille.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")

    codes = [sent(client, address, photo=file).status_code for file in (forged, document)]

    assert codes == [400, 400]
    assert not Contribution.objects.exists()


def test_the_page_is_neither_kept_nor_indexed_and_its_address_goes_nowhere(client, address):
    for name in ("capture", "capture-worker"):
        headers = client.get(reverse(f"consultations:{name}", args=[address.secret])).headers
        assert "no-store" in headers["Cache-Control"]
        assert "noindex" in headers["X-Robots-Tag"]
        assert headers["Referrer-Policy"] == "strict-origin"


def test_the_worker_is_allowed_at_this_address_only(client, address):
    page, home = client.get(page_of(address)), client.get("/")
    worker = client.get(reverse("consultations:capture-worker", args=[address.secret]))

    assert "worker-src 'self'" in page.headers["Content-Security-Policy"]
    assert "worker-src" not in home.headers["Content-Security-Policy"]
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in worker.headers


def test_another_site_cannot_send_a_form_even_if_it_knew_the_address(address):
    forged = Client(enforce_csrf_checks=True).post(page_of(address), {"text": IDEA, "key": uuid.uuid4()})

    assert forged.status_code == 403
    assert not Contribution.objects.exists()


def test_the_plain_form_passes_the_check_that_a_browser_puts_it_to(address):
    browser = Client(enforce_csrf_checks=True)
    token = browser.get(page_of(address)).context["csrf_token"]

    form = {"text": IDEA, "key": uuid.uuid4(), "csrfmiddlewaretoken": token}
    answer = browser.post(page_of(address), form, HTTP_ORIGIN="http://testserver")

    assert answer.status_code == 302


def test_no_log_holds_the_address_of_a_table():
    line = logging.LogRecord("django", logging.WARNING, "", 1, "%s: %s", ("Not Found", "/capture/abCD-12/x"), None)

    assert logs.SecretAddressesHidden().filter(line)
    assert line.getMessage() == "Not Found: /capture/…/x"


def test_the_address_says_nothing_of_a_table_once_revoked_nor_of_other_tables(client, address):
    ConsultationFactory(title="Une autre concertation")
    ContributionFactory(published=True, title="Une idée publiée")

    page = client.get(page_of(address))

    assertContains(page, "Comment collecter ?")
    assertNotContains(page, "Une idée publiée")
