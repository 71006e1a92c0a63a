"""Minutes: written by several hands, corrected by those who were there, approved by the next sitting, then locked."""

import io
import json
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pypdf
import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.models import (
    CorrectionStatus,
    MinutesSection,
    Passage,
    Registration,
)
from consultations.todo_bodies import items
from essportal import clock
from essportal.errors import Refused
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


@pytest.fixture
def held(db):
    return sitting(BodyFactory(name="Comité de suivi"))


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def newest(minutes):
    return [section.passages.last().text for section in minutes.sections.all() if section.passages.exists()]


def typed(minutes, *texts, base=0):
    data = {}
    for section, text in zip(minutes.sections.all(), texts, strict=False):
        data |= {f"text_{section.pk}": text, f"base_{section.pk}": base}
    return data


# Writing
def test_the_minutes_open_with_a_part_for_each_point_of_the_agenda(desk, held, officer):
    held.agenda.create(rank=1, title="Part réservée des marchés")
    held.agenda.create(rank=2, title="Fonds d’avance")
    held.workshops.create(number=1, question="Qui paie ?")

    response = desk.post(reverse("consultations:minutes-open", args=[held.reference]))

    assertRedirects(response, reverse("consultations:write-minutes", args=[held.reference]))
    titles = list(MinutesSection.objects.values_list("title", flat=True))
    assert titles == ["Part réservée des marchés", "Fonds d’avance", "Table 1 : Qui paie ?"]


def test_the_button_that_opens_the_minutes_carries_its_token(officer, held):
    """A fragment included alone does not receive it from the page."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer, BACKEND)

    page = browser.get(reverse("consultations:work-meeting", args=[held.reference])).content.decode()

    form = page[page.index("compte-rendu/ouvrir/") :]
    assert "csrfmiddlewaretoken" in form[: form.index("</form>")]


def test_the_minutes_of_a_meeting_to_come_do_not_open(officer):
    with pytest.raises(Refused, match="pas encore commencé"):
        actions.open_minutes(sitting(days=2), by=officer)


def test_every_writing_is_kept_with_who_and_when(desk, held, officer):
    minutes = actions.open_minutes(held, by=officer)
    address = reverse("consultations:write-minutes", args=[held.reference])

    desk.post(address, typed(minutes, "Premier jet."))
    desk.post(address, typed(minutes, "Second jet.", base=1))

    assert list(Passage.objects.values_list("number", "text", "by")) == [
        (1, "Premier jet.", officer.pk),
        (2, "Second jet.", officer.pk),
    ]
    assertContains(
        desk.get(reverse("consultations:minutes-versions", args=[held.reference])), "Sacha Spécimen</summary>", 2
    )


def test_two_writers_of_two_parts_are_merged(officer, held):
    held.agenda.create(rank=1, title="Un")
    held.agenda.create(rank=2, title="Deux")
    minutes = actions.open_minutes(held, by=officer)
    first, second = minutes.sections.all()

    one = actions.write_minutes(minutes, by=officer, texts={first.pk: (0, "A"), second.pk: (0, "")})
    other = actions.write_minutes(minutes, by=PersonFactory(), texts={first.pk: (0, ""), second.pk: (0, "B")})

    assert (one, other) == ([], [])
    assert newest(minutes) == ["A", "B"]


def test_two_writers_of_one_part_are_shown_both_texts_and_nothing_is_written_over(desk, held, officer):
    minutes = actions.open_minutes(held, by=officer)
    other = PersonFactory(name="Camille Autre")
    section = minutes.sections.get()
    actions.write_minutes(minutes, by=other, texts={section.pk: (0, "Le texte de Camille.")})
    address = reverse("consultations:write-minutes", args=[held.reference])

    page = desk.post(address, typed(minutes, "Le texte de Sacha."))
    assertContains(page, "Le texte de Camille.")
    assertContains(page, "Le texte de Sacha.")
    assert newest(minutes) == ["Le texte de Camille."]

    desk.post(address, typed(minutes, "Les deux textes.", base=1))
    assert list(Passage.objects.values_list("text", flat=True)) == ["Le texte de Camille.", "Les deux textes."]


def test_what_is_saved_by_itself_never_takes_the_number_of_a_text_it_has_not_seen(desk, held, officer):
    """The part that someone else wrote meanwhile keeps its old number in the page: the next save collides."""
    held.agenda.create(rank=1, title="Un")
    held.agenda.create(rank=2, title="Deux")
    minutes = actions.open_minutes(held, by=officer)
    first, second = minutes.sections.all()
    actions.write_minutes(minutes, by=PersonFactory(), texts={second.pk: (0, "D’une autre main.")})
    address = reverse("consultations:write-minutes", args=[held.reference])

    answer = desk.post(address, typed(minutes, "De ma main.", ""), headers={"X-Autosave": "1"})

    saved = json.loads(answer.content)
    assert saved["bases"] == {f"base_{first.pk}": 1}
    assert newest(minutes) == ["De ma main.", "D’une autre main."]


@pytest.mark.django_db(transaction=True)
def test_two_officers_writing_at_the_same_moment_lose_nothing():
    officer = PersonFactory(post="ess_team")
    minutes = actions.open_minutes(sitting(), by=officer)
    section, collisions = minutes.sections.get(), []

    def write(text):
        collisions.extend(actions.write_minutes(minutes, by=officer, texts={section.pk: (0, text)}))
        connection.close()

    threads = [threading.Thread(target=write, args=[text]) for text in ("Un", "Deux")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {collisions[0].mine, newest(minutes)[0]} == {"Un", "Deux"}
    assert len(collisions) == 1


# Sent and corrected
def test_those_present_are_sent_the_minutes_once_and_the_others_are_not(held, member, other_member, run_tasks):
    came(held, member)
    came(held, name="Une voisine")
    came(held, other_member)
    Registration.objects.filter(person=other_member).update(attended=False)

    minutes_of(held, sent=True)
    run_tasks()

    assert [message.to for message in mail.outbox] == [[member.email]]
    assert held.reference in mail.outbox[0].body


def test_only_those_who_were_there_propose_corrections(client, held, member, other_member):
    came(held, member)
    minutes = minutes_of(held, sent=True)
    address = reverse("consultations:minutes-correct", args=[held.reference])

    client.force_login(other_member, BACKEND)
    assert client.post(address, {"text": "Faux."}).status_code == 404
    client.force_login(member, BACKEND)
    client.post(address, {"text": "Six ans au moins."})

    assert minutes.corrections.get().text == "Six ans au moins."
    with pytest.raises(Refused, match="Seules les personnes présentes"):
        actions.propose_correction(minutes, by=other_member, text="Faux.")


def test_a_correction_is_attributed_to_an_organisation_or_a_college_never_to_a_name(desk, organisation, member):
    college = CollegeFactory(name="petites structures")
    SeatFactory(college=college, organisation=organisation, person=member)
    held = sitting(college.body)
    came(held, member)
    minutes = minutes_of(held, sent=True)

    correction = actions.propose_correction(minutes, by=member, text="Neuf villages.")

    assert correction.speaking_for == "petites structures"
    page = desk.get(reverse("consultations:minutes-corrections", args=[held.reference]))
    assertContains(page, "petites structures")
    assertNotContains(page, member.name)


def test_no_correction_after_the_day_that_was_said(held, member):
    came(held, member)
    minutes = minutes_of(held, sent=True)
    last = datetime.combine(minutes.corrections_until, datetime.min.time(), ZoneInfo("Europe/Paris"))

    with clock.standing_at(last + timedelta(hours=23, minutes=59, seconds=59)):
        actions.propose_correction(minutes, by=member, text="À temps.")
    with clock.standing_at(last + timedelta(days=1)), pytest.raises(Refused, match="ne reçoit plus de corrections"):
        actions.propose_correction(minutes, by=member, text="Trop tard.")


def test_a_correction_is_declined_with_a_reason_that_its_author_reads(client, held, officer, member):
    came(held, member)
    minutes = minutes_of(held, sent=True)
    correction = actions.propose_correction(minutes, by=member, text="Retirer le vote.")
    client.force_login(officer, BACKEND)
    address = reverse("consultations:minutes-settle", args=[held.reference, correction.pk])

    assertContains(client.post(address, {"answer": "refuser"}), "Dites pourquoi")
    client.post(address, {"answer": "refuser", "reason": "Le vote a eu lieu."})

    correction.refresh_from_db()
    assert correction.status == CorrectionStatus.DECLINED
    client.force_login(member, BACKEND)
    assertContains(client.get(minutes.get_absolute_url()), "Le vote a eu lieu.")


def test_a_draft_is_read_by_the_team_alone(client, held, member):
    came(held, member)
    minutes = minutes_of(held)
    client.force_login(member, BACKEND)

    assert client.get(minutes.get_absolute_url()).status_code == 404
    assertNotContains(client.get(held.get_absolute_url()), "Lire le compte rendu")


# PDF, things to do
def test_the_pdf_is_tagged_and_says_the_minutes_their_decisions_and_errata(client, officer, held):
    decided(held, by=officer, text='#read("/etc/passwd") Chiffrer <b>chaque</b> mesure.')
    minutes = minutes_of(held, by=officer, text="- un point\n- un **autre**", approved=True)
    actions.add_erratum(minutes, by=officer, text="Lire douze.", reason="Mal lu.", signed_as="L’équipe ESS")

    answer = client.get(reverse("consultations:minutes-pdf", args=[held.reference]))

    read = pypdf.PdfReader(io.BytesIO(answer.content))
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"].startswith("fr")
    for said in ("Séance du comité", "un autre", "Chiffrer <b>chaque</b> mesure.", "Lire douze.", "Approuvé le"):
        assert said in words


def test_a_draft_s_pdf_says_that_it_is_one(desk, held):
    minutes_of(held)

    answer = desk.get(reverse("consultations:minutes-pdf", args=[held.reference]))

    assert "non approuvé" in pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_each_step_is_asked_of_whoever_has_to_take_it(officer, held, member):
    came(held, member)
    assert [item.title for item in items(officer)] == ["Écrire le compte rendu : Séance du comité"]
    minutes = minutes_of(held, by=officer)
    assert [item.title for item in items(officer)] == ["Finir le compte rendu : Séance du comité"]
    minutes = actions.send_minutes(minutes, by=officer, corrections_until=clock.today())
    assert [item.title for item in items(member)] == ["Relire le compte rendu : Séance du comité"]
    actions.propose_correction(minutes, by=member, text="Six ans.")
    assert [item.title for item in items(officer)] == ["Trancher 1 correction : Séance du comité"]
    assert items(member) == []
