"""Many ideas typed in one go, from a file or pasted: read whatever wrote it, typed once, undone in one go."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.models import Batch, Contribution, ContributionStatus
from essportal.spreadsheets import write_ods
from tests.consultations.test_typing import BACKEND, SHUTTLE, pasted, sent_back
from tests.factories import MeetingFactory

SATURDAY = "Ouvrir la ressourcerie le samedi matin"


@pytest.fixture
def table(db):
    return MeetingFactory().workshops.create(number=3, question="Comment collecter ?")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def given(desk, table, name, content):
    form = pasted(table, "", file=SimpleUploadedFile(name, content))
    return desk.post(reverse("consultations:paste-ideas"), form)


def ods(*rows):
    made = BytesIO()
    write_ods(made, "Idées", rows)
    return made.getvalue()


def typed(desk, table, lines):
    preview = desk.post(reverse("consultations:paste-ideas"), pasted(table, lines))
    return desk.post(reverse("consultations:import-ideas"), sent_back(preview), follow=True)


CSV = f"Table;Idée\n3;{SHUTTLE}\n3;\n3;« {SATURDAY} »\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("idees.csv", CSV.encode()),
        ("idees.csv", CSV.encode("utf-8-sig")),
        ("idees.csv", CSV.encode("cp1252")),
        ("idees.csv", CSV.replace(";", ",").encode()),
        ("idees.csv", CSV.replace(";", "\t").encode("utf-16")),
        ("idees.ods", ods(["Table", "Idée"], [3, SHUTTLE], [3, ""], [3, f"« {SATURDAY} »"])),
    ],
)
def test_a_table_of_any_kind_is_previewed_with_its_own_line_numbers(desk, table, name, content):
    response = given(desk, table, name, content)

    assert [(line.number, line.text) for line, __ in response.context["rows"]] == [(2, SHUTTLE), (4, f"« {SATURDAY} »")]
    assert not Contribution.objects.exists()


def test_a_text_of_one_idea_a_line_needs_no_column(desk, table):
    response = given(desk, table, "idees.txt", f"{SHUTTLE}, vite ; oui\n\n{SATURDAY}\n".encode())

    assert [line.number for line, __ in response.context["rows"]] == [1, 3]


def test_a_line_cut_wrong_is_to_mend_with_its_number_and_why(desk, table):
    response = given(desk, table, "idees.csv", f"Table;Idée\n3;{SHUTTLE};de trop\n3;{SATURDAY}\n".encode())

    (first, verdict), (second, other) = response.context["rows"]
    assert (first.number, first.take, verdict.word) == (2, False, "à corriger")
    assert "3 colonnes au lieu de 2" in verdict.why
    assert (second.take, other.word) == (True, "nouvelle")


def bomb():
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * 450_000_000)
    return made.getvalue()


def long_sheet():
    """What a spreadsheet of 600,000 full rows looks like once it is packed."""
    row = '<table:table-row table:number-rows-repeated="600000"><table:table-cell><text:p>x</text:p></table:table-cell>'
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(ods(["Idée"]))) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for item in before.namelist():
            content = before.read(item)
            if item == "content.xml":
                content = content.replace(b"</table:table>", row.encode() + b"</table:table-row></table:table>")
            after.writestr(item, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("idees.csv", lambda: b"Table;Nom\n3;x\n", "il manque la colonne « Idée »"),
        ("idees.csv", lambda: b"\x00\x01\x02\xff;" * 50, "n’est pas un texte lisible"),
        ("idees.csv", lambda: "Idée;Table\nUne mÃ©thode;3\n".encode(), "les accents sont abîmés"),
        ("idees.csv", lambda: f"Table;Idée\n3;{SHUTTLE}\n3".encode(), "s’arrête au milieu de la ligne 3"),
        ("idees.csv", lambda: b"", "est vide"),
        ("idees.ods", lambda: ods(["Idée"], [SHUTTLE])[:300], "incomplet ou abîmé"),
        ("idees.ods", bomb, "grossit démesurément"),
        ("idees.ods", long_sheet, "100 000 lignes"),
        ("idees.csv", lambda: b"Table;Id\xe9e\n" + b"3;une id\xe9e\n" * 550_000, "pèse plus de 5 Mo"),
        ("idees.csv", lambda: b"Id;Texte\n" + b"3;x\n" * 600_000, "plus de 500 idées"),
        ("idees.pdf", lambda: b"%PDF-1.4", "n’est pas un tableau"),
        ("idees.csv", lambda: b"%PDF-1.4 bien cach\xe9", "est un document ou une image"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_sentence(desk, table, name, make, said):
    response = given(desk, table, name, make())

    assert response.status_code == 200
    errors = [error for errors in response.context["form"].errors.values() for error in errors]
    assert len(errors) == 1
    assert said in errors[0].replace("\u202f", " ").replace("\u00a0", " ")


def test_neither_lines_nor_file_and_both_are_refused(desk, table):
    address = reverse("consultations:paste-ideas")

    assertContains(desk.post(address, pasted(table, "")), "Collez au moins une idée")
    both = pasted(table, SHUTTLE, file=SimpleUploadedFile("a.txt", SATURDAY.encode()))
    assertContains(desk.post(address, both), "pas les deux")


def test_a_whole_batch_is_undone_as_long_as_nothing_was_published(desk, table):
    typed(desk, table, f"{SHUTTLE}\n{SATURDAY}")
    batch = Batch.objects.get()

    undone = desk.post(reverse("consultations:undo-batch", args=[batch.key]), follow=True)
    again = desk.post(reverse("consultations:undo-batch", args=[batch.key]))

    assertContains(undone, "2 idées retirées.")
    assert set(Contribution.objects.values_list("status", flat=True)) == {ContributionStatus.WITHDRAWN}
    assertContains(again, "déjà défaite", status_code=409)


def test_a_batch_with_a_published_idea_is_no_longer_undone(desk, officer, table):
    typed(desk, table, f"{SHUTTLE}\n{SATURDAY}")
    batch = Batch.objects.get()
    actions.publish_contribution(Contribution.objects.first(), by=officer)

    page = desk.get(reverse("consultations:batch", args=[batch.key]))
    refused = desk.post(reverse("consultations:undo-batch", args=[batch.key]))

    assertNotContains(page, "Défaire toute")
    assertContains(refused, "1 idée de cette saisie a déjà été publiée", status_code=409)
    assert not Contribution.objects.filter(status=ContributionStatus.WITHDRAWN).exists()


def test_what_was_undone_is_no_double_of_what_is_typed_next(desk, officer, table):
    typed(desk, table, SHUTTLE)
    actions.undo_batch(Batch.objects.get(), by=officer)

    again = desk.post(reverse("consultations:paste-ideas"), pasted(table, SHUTTLE))

    assert again.context["rows"][0][1].word == "nouvelle"


def test_the_last_batches_are_found_again(desk, table):
    typed(desk, table, SHUTTLE)

    page = desk.get(reverse("consultations:paste-ideas"))

    assertContains(page, reverse("consultations:batch", args=[Batch.objects.get().key]))
