"""The officer's pages, the task behind them, and the command."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors import actions, upkeep
from actors.actions.imports import SILENCE
from actors.imports.forgetting import KEPT, forget_rows
from actors.models import Decision, Import, ImportRow, Organisation, Outcome
from essportal import clock
from essportal.errors import Refused
from tests.factories import OrganisationFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TABLE = "Nom;Famille;Commune;SIREN\nLa Remise;association;Poitiers;732829320\nRatée;tribu;;\n"


@pytest.fixture
def desk(client, officer, territory):
    client.force_login(officer, BACKEND)
    return client


def upload(name="liste.csv", content=TABLE):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def send(desk, *files, register="template"):
    return desk.post(reverse("actors:new-import"), {"register": register, "files": list(files) or [upload()]})


def test_an_officer_gives_a_file_looks_it_over_and_imports_it(desk, run_tasks):
    response = send(desk)
    one = Import.objects.get()
    assertRedirects(response, one.get_absolute_url())
    assertContains(desk.get(one.get_absolute_url()), "Lecture des fichiers en cours")

    run_tasks()
    page = desk.get(one.get_absolute_url())
    assertContains(page, "1 fiche à ajouter")
    assertContains(page, "« tribu » n’est pas prévu")
    assertContains(desk.get(one.get_absolute_url() + "?lignes=new"), "La Remise")

    desk.post(reverse("actors:launch-import", args=[one.pk]))
    run_tasks()

    assertContains(desk.get(one.get_absolute_url()), "1 fiche ajoutée")
    assertContains(desk.get(reverse("actors:imports")), "1 fiche ajoutée")
    assert Organisation.objects.get().name == "La Remise"


def test_the_file_is_stored_under_a_name_that_nobody_knows_and_goes_once_read(desk, run_tasks):
    send(desk)
    (file,) = Import.objects.get().files

    assert file["name"] == "liste.csv"
    assert re.fullmatch(r"imports/[0-9a-f]{32}\.csv", file["stored"])
    assert default_storage.exists(file["stored"])
    run_tasks()
    assert not default_storage.exists(file["stored"])


def test_a_file_that_cannot_be_read_says_why(desk, run_tasks):
    send(desk, upload(content="%PDF-1.7"))
    run_tasks()

    assertContains(desk.get(Import.objects.get().get_absolute_url()), "pas un tableau")


@pytest.mark.parametrize(("name", "words"), [("page.html", "n’est pas un tableau"), ("vide.csv", "vide")])
def test_a_file_of_another_kind_is_refused_beside_its_field(desk, name, words):
    response = send(desk, upload(name, "" if name == "vide.csv" else "<p>"))

    assertContains(response, words)
    assert not Import.objects.exists()


def test_a_file_too_heavy_is_refused_with_a_way_out(desk, monkeypatch):
    monkeypatch.setattr("actors.forms.imports.MEGABYTE", 0.1)

    assertContains(send(desk), "import_organisations")
    assertContains(send(desk, *[upload(f"{n}.csv") for n in range(11)]), "10 fichiers au plus")


def test_the_officer_decides_doubles_on_the_page(desk, run_tasks):
    OrganisationFactory(name="La Remise !", municipality_id="86194")
    send(desk)
    run_tasks()
    one = Import.objects.get()
    row = one.rows.get(outcome=Outcome.DOUBLE)
    address = reverse("actors:decide-import", args=[one.pk])
    assertContains(desk.get(one.get_absolute_url() + "?lignes=double"), "ressemble à La Remise !")

    response = desk.post(address, {f"d{row.pk}": Decision.ANOTHER, "page": "1"}, follow=True)
    assertContains(response, "1 doublon probable décidé")
    assertContains(response, "1 fiche à ajouter")

    desk.post(address, {"everywhere": "n’importe quoi", f"d{row.pk}": "autre chose"})
    row.refresh_from_db()
    assert row.decision == Decision.ANOTHER


def test_a_row_of_another_import_is_not_decided_here(desk, officer, template):
    OrganisationFactory(name="La Remise !", municipality_id="86194")
    first, second = (template("La Remise;association;;;;Poitiers;") for _ in range(2))

    decided = actions.decide_doubles(first, by=officer, decisions={second.rows.get().pk: Decision.ANOTHER})

    assert decided == 0


def test_progress_is_shown_to_whoever_comes_back(desk, run_tasks):
    send(desk)
    one = Import.objects.get()
    one.progress.done, one.progress.total = 30, 60
    one.progress.save()

    assertContains(desk.get(one.get_absolute_url()), 'value="50" max="100"')
    fragment = desk.get(one.get_absolute_url(), headers={"HX-Request": "true"})
    assertNotContains(fragment, "<html")

    run_tasks()
    assert desk.get(one.get_absolute_url(), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_work_whose_worker_died_is_launched_again(desk, run_tasks):
    send(desk)
    one = Import.objects.get()
    assert desk.post(reverse("actors:resume-import", args=[one.pk])).status_code == 409
    one.progress.moved_at = clock.now() - 2 * SILENCE
    one.progress.save()

    assertContains(desk.get(one.get_absolute_url()), "ne donne plus de nouvelles")
    desk.post(reverse("actors:resume-import", args=[one.pk]))
    run_tasks()

    one.refresh_from_db()
    assert (one.status, one.rows.count()) == ("ready", 2)


def test_an_abandoned_import_leaves_nothing(desk, run_tasks):
    send(desk)
    one = Import.objects.get()
    desk.post(reverse("actors:drop-import", args=[one.pk]))
    run_tasks()

    one.refresh_from_db()
    assert (one.status, one.rows.count()) == ("dropped", 0)
    assert not default_storage.exists(one.files[0]["stored"])
    with pytest.raises(Refused):
        actions.launch_import(one, by=None)


def test_an_import_launched_twice_at_once_is_written_once(officer, template):
    one = template("La Remise;association;;;;Poitiers;")
    actions.launch_import(one, by=officer)

    with pytest.raises(Refused, match="import en cours"):
        actions.launch_import(one, by=officer)


@pytest.mark.parametrize("kind", ["csv", "ods"])
def test_the_table_to_fill_is_downloaded(desk, kind):
    response = desk.get(reverse("actors:import-template", args=[kind]))

    assert response.headers["Content-Disposition"] == f'attachment; filename="organisations.{kind}"'
    assert response.content[:2] == (b"PK" if kind == "ods" else b"\xef\xbb")


def test_the_preview_asks_as_many_questions_for_three_rows_as_for_twenty(desk, template):
    asked = []
    for size in (3, 20):
        one = template(*(f"Fabrique {n};association;{300000000 + n};;;;" for n in range(size)))
        with CaptureQueriesContext(connection) as questions:
            desk.get(one.get_absolute_url())
        asked.append(len(questions))

    assert asked[0] == asked[1] <= 28


def test_rows_are_forgotten_after_a_while_and_the_import_stays_in_the_list(template):
    one = template("La Remise;association;;;;Poitiers;")
    Import.objects.filter(pk=one.pk).update(received_at=clock.now() - 2 * KEPT)

    forget_rows()
    upkeep.forget_import_rows.func(timestamp=0)

    assert not ImportRow.objects.exists()
    assert Import.objects.get().status == "dropped"


def test_the_command_shows_then_imports(tmp_path, territory, officer, capsys):
    path = tmp_path / "liste.csv"
    path.write_text(TABLE)

    call_command("import_organisations", "modele", str(path), yes=True, by=officer.email)

    said = capsys.readouterr().out
    assert "à corriger : 1" in said
    assert "ligne 3, Famille" in said
    assert "Fiches ajoutées : 1" in said
    assert Import.objects.get().by == officer


def test_the_command_writes_nothing_without_a_yes(tmp_path, territory, capsys, monkeypatch):
    path = tmp_path / "liste.csv"
    path.write_text(TABLE)
    monkeypatch.setattr("builtins.input", lambda _: "non")

    call_command("import_organisations", "modele", str(path))

    assert "Rien n’est écrit" in capsys.readouterr().out
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("content", "by", "words"), [(None, None, "introuvable"), ("", None, "est vide"), (TABLE, "x@y.test", "équipe ESS")]
)
def test_the_command_says_what_is_wrong(tmp_path, territory, content, by, words):
    path = tmp_path / "liste.csv"
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError, match=words):
        call_command("import_organisations", "modele", str(path), by=by)
