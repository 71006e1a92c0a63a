"""Files: what is accepted, what is taken out of them, and who may download them."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pytest_django.asserts import assertContains

from consultations import actions
from consultations.forms.files import HEAVIEST, check
from consultations.models import Attachment, Contribution
from essportal.errors import Refused
from tests.factories import ConsultationFactory, ContributionFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"


def picture(kind="JPEG", size=(40, 20), **options):
    drawn = BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind, **options)
    return drawn.getvalue()


def archive(**files):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def docx(**more):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name in ["[Content_Types].xml", "word/document.xml", *more.get("names", [])]:
            zipped.writestr(name, "<x/>")
    return made.getvalue()


def draft_with(member, name="plan.pdf", content=PDF):
    draft = ContributionFactory(draft=True, author=member)
    checked = check(name, content)
    file = actions.attach_file(
        draft, by=member, name=checked.name, content=checked.content, content_type=checked.content_type
    )
    return draft, file


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF),
        ("photo.JPG", picture()),
        ("schéma.png", picture("PNG")),
        ("note.odt", archive(mimetype=ODT)),
        ("budget.ods", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
        ("note.docx", docx()),
    ],
)
def test_files_that_people_have_are_accepted(name, content):
    assert check(name, content).name == name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("faux.pdf", b"<script>alert(1)</script>"),
        ("faux.png", PDF),
        ("faux.pdf", picture()),
        ("outil.exe", b"MZ" + b"\0" * 100),
        ("macros.docx", docx(names=["word/vbaProject.bin"])),
        ("basic.odt", archive(mimetype=ODT, Basic__Standard__script="x")),
        ("tableur.odt", archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
        ("vide.docx", b"PK\x03\x04"),
        ("sansrien", PDF),
        ("coupee.png", picture("PNG")[:60]),
    ],
)
def test_a_file_whose_name_and_content_disagree_is_refused(name, content):
    with pytest.raises(ValidationError):
        check(name, content)


def test_a_picture_loses_where_and_with_what_it_was_taken():
    exif = Image.Exif()
    exif[0x010F] = "APPAREIL-DE-CAMILLE"

    content = check("photo.jpg", picture(exif=exif)).content

    assert b"APPAREIL-DE-CAMILLE" not in content
    assert not Image.open(BytesIO(content)).getexif()


def test_an_enormous_picture_is_refused_before_it_is_drawn():
    with pytest.raises(ValidationError, match="trop grande"):
        check("geante.png", picture("PNG", size=(6000, 5000)))


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\temp\\x.pdf", "a\u202efdp.pdf", "é" * 300 + ".pdf"])
def test_a_name_is_kept_short_plain_and_without_a_path(name):
    kept = check(name, PDF).name

    assert len(kept) <= 150
    assert kept.endswith(".pdf")
    assert not set(kept) & {"/", "\\", "\u202e"}


def test_a_member_joins_a_file_to_what_they_write(client, member):
    client.force_login(member, BACKEND)
    ConsultationFactory()
    upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    words = {"title": "Un plan", "text": "Le voici.", "key": "0b8e6ad2-8a3f-4f5e-9d1c-2f6f4b9f6a01", "deed": "file"}

    response = client.post(reverse("consultations:contribute"), {**words, "attachment": upload}, follow=True)

    assertContains(response, "plan.pdf")
    file = Attachment.objects.get()
    assert "plan" not in file.file.name
    assert file.file.read() == PDF


def test_a_file_too_heavy_is_refused_beside_its_field_and_the_words_stay(client, member):
    client.force_login(member, BACKEND)
    ConsultationFactory()
    upload = SimpleUploadedFile("lourd.pdf", PDF + b" " * HEAVIEST, "application/pdf")

    response = client.post(
        reverse("consultations:contribute"), {"title": "Un plan", "text": "Le voici.", "attachment": upload}
    )

    assertContains(response, "5\u00a0Mo")
    assertContains(response, "Le voici.")
    assert not Contribution.objects.exists()


def test_a_file_is_downloaded_by_who_may_read_the_contribution(client, member, other_member):
    draft, file = draft_with(member)
    said = actions.file_contribution(draft, by=member)
    address = reverse("consultations:attachment", args=[said.reference, file.pk])

    codes = [client.get(address).status_code]
    for person in [other_member, member]:
        client.force_login(person, BACKEND)
        codes.append(client.get(address).status_code)

    assert codes == [404, 404, 200]


def test_a_file_is_a_download_that_runs_nothing(client, member, officer):
    draft, file = draft_with(member)
    said = actions.publish_contribution(actions.file_contribution(draft, by=member), by=officer)

    response = client.get(reverse("consultations:attachment", args=[said.reference, file.pk]))

    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_file_is_found_under_its_own_contribution_only(client, member, officer):
    draft, file = draft_with(member)
    actions.file_contribution(draft, by=member)
    published = ContributionFactory(published=True)

    assert client.get(reverse("consultations:attachment", args=[published.reference, file.pk])).status_code == 404


def test_a_withdrawn_contribution_takes_its_files_with_it(client, member, officer):
    draft, file = draft_with(member)
    said = actions.publish_contribution(actions.file_contribution(draft, by=member), by=officer)

    actions.withdraw_contribution(said, by=member)

    assert client.get(reverse("consultations:attachment", args=[said.reference, file.pk])).status_code == 404


def test_a_file_removed_from_a_draft_leaves_the_disk(client, member, run_tasks):
    draft, file = draft_with(member)
    client.force_login(member, BACKEND)

    client.post(reverse("consultations:detach", args=[draft.key, file.pk]))
    run_tasks()

    assert not Attachment.objects.exists()
    assert not default_storage.exists(file.file.name)


def test_files_are_joined_by_the_author_while_it_is_a_draft(member, other_member):
    draft, file = draft_with(member)

    with pytest.raises(Refused):
        actions.attach_file(draft, by=other_member, name="x.pdf", content=b"x", content_type="application/pdf")
    actions.file_contribution(draft, by=member)
    with pytest.raises(Refused):
        actions.detach_file(file, by=member)


def test_five_files_at_most_and_the_same_one_once(member):
    draft, __ = draft_with(member)

    actions.attach_file(draft, by=member, name="bis.pdf", content=PDF, content_type="application/pdf")
    for number in range(4):
        actions.attach_file(draft, by=member, name="x.pdf", content=b"%d" % number, content_type="application/pdf")
    with pytest.raises(Refused, match="5"):
        actions.attach_file(draft, by=member, name="y.pdf", content=b"y", content_type="application/pdf")

    assert draft.attachments.count() == 5


def test_erasing_a_contribution_erases_its_files(member, run_tasks):
    draft, file = draft_with(member)
    said = actions.file_contribution(draft, by=member)

    actions.erase_contribution(said, by=member)
    run_tasks()

    assert not default_storage.exists(file.file.name)


def test_the_officer_opens_the_files_before_they_decide(client, officer, member):
    draft, file = draft_with(member, "Plan du site.pdf")
    filed = actions.file_contribution(draft, by=member)
    client.force_login(officer, BACKEND)

    page = client.get(reverse("consultations:work-contribution", args=[filed.reference]))
    to_read = client.get(reverse("consultations:work-contributions"))

    assertContains(page, "Plan du site.pdf")
    assertContains(page, "octets")
    assertContains(page, reverse("consultations:attachment", args=[filed.reference, file.pk]))
    assertContains(page, "rend aussi ses fichiers publics")
    assertContains(to_read, "1 fichier joint")
