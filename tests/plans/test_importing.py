"""The team brings an existing text into the plan: looked over, corrected, then made into clauses in one go."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from essportal.errors import Refused
from plans import actions
from plans.importing import read
from plans.models import Clause, Revision, TextImport
from plans.selectors.outline import working_outline
from tests.factories import PlanFactory
from tests.plans.text_files import odt

TEXT = (
    "# Se nourrir\n\nUn axe.\n\n## Produire\n\n### Des terres\n\n- acheter\n- louer\n\n#### Où\n\nIci.\n\n# Se loger\n"
)
PATH = "/travail/redaction/importer/"


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def send(client, text=TEXT, name="plan.md", **more):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(PATH, {"file": SimpleUploadedFile(name, content)}, **more)


def tree(plan):
    return [(placed.depth, placed.revision.kind, placed.revision.title) for placed in working_outline(plan)]


def test_the_officer_sees_the_tree_before_anything_is_written(desk, plan):
    answer = send(desk, follow=True)

    assertContains(answer, "4 clauses à ajouter")
    assertContains(answer, "dans le texte de « Des terres »")
    assertContains(answer, "2 lignes de liste sont reprises à puces")
    assert not Clause.objects.exists()


def test_the_text_becomes_clauses_that_say_where_they_come_from(desk, plan, officer):
    send(desk)
    one = TextImport.objects.get()

    assertRedirects(desk.post(reverse("plans:import-text", args=[one.pk])), reverse("plans:drafting"))

    assert tree(plan) == [
        (1, "section", "Se nourrir"),
        (2, "section", "Produire"),
        (3, "measure", "Des terres"),
        (1, "section", "Se loger"),
    ]
    measure = Revision.objects.get(title="Des terres")
    assert measure.text == "- acheter\n- louer\n\n**Où**\n\nIci."
    assert measure.sources.get().sentence == "Texte importé : « plan.md »."
    assert measure.author == officer
    one.refresh_from_db()
    assert (one.status, one.added, one.nodes) == ("done", 4, [])


def test_importing_twice_does_not_double(desk, plan):
    for __ in range(2):
        send(desk)
        one = TextImport.objects.first()
        desk.post(reverse("plans:import-text", args=[one.pk]))
    again = desk.post(reverse("plans:import-text", args=[one.pk]))

    assert again.status_code == 409
    assert Clause.objects.count() == 4
    assertContains(send(desk, follow=True), "4 clauses sont déjà dans le plan")
    assertContains(send(desk, follow=True), "0 clause à ajouter")


def test_a_text_completed_since_adds_only_what_is_new(desk, plan):
    for text in (TEXT, TEXT + "\n## Bâtir\n"):
        send(desk, text)
        desk.post(reverse("plans:import-text", args=[TextImport.objects.first().pk]))

    assert tree(plan)[-2:] == [(1, "section", "Se loger"), (2, "section", "Bâtir")]
    assert Clause.objects.count() == 5


def test_a_broken_file_is_refused_with_its_place_and_imports_nothing(desk, plan):
    answer = send(desk, odt('<text:h text:outline-level="1">Un</text:h><text:p>Deux'), name="plan.odt")

    assertContains(answer, "« plan.odt » est abîmé, paragraphe 2")
    assert not TextImport.objects.exists()
    assertContains(send(desk, "rien", name="plan.pdf"), "ni un ODT, ni un DOCX")


def test_the_officer_corrects_a_title_its_level_and_its_text(desk, plan):
    send(desk)
    one = TextImport.objects.get()
    correct = reverse("plans:correct-node", args=[one.pk, 3])

    assertContains(desk.get(correct), "Où")
    desk.post(correct, {"title": "Des lieux", "level": "3", "text": "Là."})
    desk.post(reverse("plans:import-text", args=[one.pk]))

    assert (3, "measure", "Des lieux") in tree(plan)
    assert desk.get(reverse("plans:correct-node", args=[one.pk, 99])).status_code == 409


def test_a_correction_that_says_nothing_keeps_what_was_typed(desk, plan):
    send(desk)
    one = TextImport.objects.get()

    answer = desk.post(reverse("plans:correct-node", args=[one.pk, 0]), {"title": "", "level": "7", "text": "Gardé."})

    assertContains(answer, "Gardé.")
    assert answer.context["form"].errors.keys() == {"title", "level"}
    assert desk.get(reverse("plans:correct-node", args=[one.pk, 99])).status_code == 404


def test_all_the_titles_of_a_depth_change_level_at_once(desk, plan):
    send(desk)
    one = TextImport.objects.get()

    desk.post(one.get_absolute_url(), {"depth-1": "1", "depth-2": "3", "depth-3": "0", "depth-4": "-1"})
    desk.post(reverse("plans:import-text", args=[one.pk]))

    assert tree(plan) == [(1, "section", "Se nourrir"), (2, "measure", "Produire"), (1, "section", "Se loger")]
    assert Revision.objects.get(title="Produire").text == "**Des terres**\n\n- acheter\n- louer"


def test_a_title_without_end_stops_the_import_until_it_is_corrected(desk, plan):
    send(desk, f"# {'Long ' * 60}\n\n# Court\n")
    one = TextImport.objects.get()

    assertContains(desk.get(one.get_absolute_url()), "Titre de plus de 250 signes")
    assert desk.post(reverse("plans:import-text", args=[one.pk])).status_code == 409
    assert not Clause.objects.exists()
    desk.post(reverse("plans:correct-node", args=[one.pk, 0]), {"title": "Bref", "level": "1", "text": ""})
    desk.post(reverse("plans:import-text", args=[one.pk]))
    assert tree(plan) == [(1, "section", "Bref"), (1, "section", "Court")]


def test_an_import_given_up_writes_nothing_and_forgets_the_words(desk, plan):
    send(desk)
    one = TextImport.objects.get()

    desk.post(reverse("plans:drop-text", args=[one.pk]))

    one.refresh_from_db()
    assert (one.status, one.nodes) == ("dropped", [])
    assertContains(desk.get(one.get_absolute_url()), "Cet import a été abandonné")
    assertContains(desk.get(PATH), "abandonné")


def test_nothing_is_left_of_an_import_that_fails_on_its_way(plan, officer, monkeypatch):
    one = actions.receive_text(plan, by=officer, name="plan.md", document=read("plan.md", TEXT.encode()))
    real, seen = actions.importing.add_clause, []

    def failing(*args, **kwargs):
        seen.append(1)
        if len(seen) == 3:
            raise Refused("non")
        return real(*args, **kwargs)

    monkeypatch.setattr(actions.importing, "add_clause", failing)
    with pytest.raises(Refused):
        actions.import_text(one, by=officer)

    assert not Clause.objects.exists()
