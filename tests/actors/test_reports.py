"""Reports from the departments: filed in a minute, read by whom their author chose, answered, never lost."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from actors import actions
from actors.models import Correspondent, FieldReport
from essportal import clock
from essportal.errors import Refused
from tests.factories import DepartmentFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def told(by, **fields):
    department = fields.pop("department", None) or by.departments[0]
    said = {"kind": "need", "title": "Un local pour trier", "confidentiality": "network", **fields}
    return actions.file_report(by=by, key=uuid.uuid4(), department=department, **said)


def test_a_correspondent_reports_in_one_line(client, correspondent):
    client.force_login(correspondent, BACKEND)
    address = reverse("actors:file-report")
    key = client.get(address).context["form"].initial["key"]
    said = {
        "key": key,
        "kind": "call",
        "title": "Un marché de nettoyage en mars",
        "department": correspondent.departments[0].pk,
        "confidentiality": "network",
    }
    for __ in range(2):
        page = client.post(address, said, follow=True)
    assert "Un marché de nettoyage en mars" in page.text
    assert FieldReport.objects.get().reference.startswith("T-")


def test_nobody_reports_for_a_department_that_is_not_theirs(client, correspondent):
    client.force_login(correspondent, BACKEND)
    said = {
        "key": uuid.uuid4(),
        "kind": "need",
        "title": "Un local",
        "department": DepartmentFactory().pk,
        "confidentiality": "network",
    }
    client.post(reverse("actors:file-report"), said)
    assert not FieldReport.objects.exists()


@pytest.mark.parametrize(
    ("level", "readers"),
    [
        ("team", {"officer"}),
        ("management", {"officer", "general_management"}),
        ("network", {"officer", "general_management", "other"}),
        ("public", {"officer", "general_management", "other"}),
    ],
)
def test_each_level_adds_readers_in_lists_counts_and_files(
    client, correspondent, officer, general_management, elected, member, level, readers
):
    report = told(correspondent, title="Confidence", confidentiality=level)
    people = {
        "officer": officer,
        "general_management": general_management,
        "other": PersonFactory(department=DepartmentFactory()),
        "elected": elected,
        "member": member,
    }
    for name, person in people.items():
        assert (report in FieldReport.objects.visible_to(person)) == (name in readers), name
        client.force_login(person, BACKEND)
        assert ("Confidence" in client.get(reverse("actors:reports")).text) == (name in readers), name
        assert (client.get(report.get_absolute_url()).status_code == 200) == (name in readers), name


def test_a_public_one_waits_for_the_team(client, correspondent, officer):
    report = told(correspondent, confidentiality="public")
    assert client.get(report.get_absolute_url()).status_code == 404
    actions.answer_report(report, by=officer, status="dealt_with", answer="Une visite est prévue.")
    assert "Une visite est prévue." in client.get(report.get_absolute_url()).text


def test_a_mission_that_ended_loses_access_at_once_and_keeps_its_history(client, correspondent, officer):
    report = told(correspondent, confidentiality="team")
    Correspondent.objects.filter(person=correspondent).update(ends_on=clock.today() - timedelta(days=1))
    client.force_login(correspondent, BACKEND)
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(reverse("actors:file-report")).status_code == 403
    assert report in FieldReport.objects.visible_to(officer)


def test_its_author_corrects_it_until_the_team_answered(client, correspondent, officer):
    report = told(correspondent)
    client.force_login(correspondent, BACKEND)
    address = reverse("actors:correct-report", args=[report.reference])
    page = client.get(address)
    said = {**page.context["form"].initial, "title": "Deux locaux", "due_on": ""}
    client.post(address, said)
    report.refresh_from_db()
    assert report.title == "Deux locaux"
    actions.answer_report(report, by=officer, status="under_way", answer="On cherche.")
    assert client.post(address, said).status_code == 409
    with pytest.raises(Refused):
        actions.correct_report(report, by=correspondent, title="Trois")


def test_the_team_answers_and_notes_the_organisation(client, correspondent, officer):
    report, organisation = told(correspondent), OrganisationFactory(name="La Remise à Neuf")
    client.force_login(officer, BACKEND)
    refused = client.post(reverse("actors:answer-report", args=[report.reference]), {"status": "dealt_with"})
    assert refused.context["answer"].errors
    client.post(reverse("actors:answer-report", args=[report.reference]), {"status": "dealt_with", "answer": "Trouvé."})
    client.post(reverse("actors:link-report", args=[report.reference]), {"organisation": "remise"})
    page = client.get(report.get_absolute_url()).text
    assert "Trouvé." in page
    assert "La Remise à Neuf" in page
    client.post(reverse("actors:unlink-report", args=[report.reference, organisation.slug]))
    assert not report.organisations.exists()


def test_figures_show_a_department_from_which_nothing_comes(client, correspondent, officer):
    told(correspondent)
    DepartmentFactory(name="Direction muette")
    client.force_login(officer, BACKEND)
    page = client.get(reverse("actors:report-figures"))
    assert {str(department): total for department, __, total in page.context["lines"]}["Direction muette"] == 0


def test_postgresql_keeps_reports_and_asks_for_an_answer(correspondent):
    report = told(correspondent)
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldReport.objects.filter(pk=report.pk).update(status="dealt_with")
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        report.delete()


def test_what_is_typed_is_set_as_text(client, correspondent):
    report = told(correspondent, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    client.force_login(correspondent, BACKEND)
    page = client.get(report.get_absolute_url()).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_its_author_reads_the_answer_the_next_morning(correspondent, officer, next_morning):
    report = told(correspondent)
    actions.answer_report(report, by=officer, status="dealt_with", answer="Un local est trouvé.")
    (digest,) = [message for message in next_morning() if message.to == [correspondent.email]]
    assert "Un local est trouvé." in digest.body
