"""The replies leave as a spreadsheet, come back edited, are read again row by row, and nobody is overwritten."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from plans.actions import write_reply
from plans.models import Reply, ReplySheet
from tests.factories import ContributionFactory, PlanFactory, clause_from

HEADER = ["Référence", "Suite donnée", "Raison", "Clauses", "Reportée au", "Rédaction"]


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def ideas(plan):
    return [ContributionFactory(published=True, consultation=plan.consultations.get()) for __ in range(3)]


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def taken(client, kind="csv"):
    response = client.get(reverse("plans:replies-file", args=[kind]) + "?etat=toutes")
    return b"".join(response.streaming_content)


def table(*rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    return text.getvalue().encode()


def sent(client, content, name="reponses.csv"):
    """The preview of what was sent."""
    upload = SimpleUploadedFile(name, content)
    response = client.post(reverse("plans:reply-sheet"), {"file": upload}, follow=True)
    return response


def marks(response):
    return [(row.line, row.mark) for row in sorted(response.context["rows"], key=lambda row: row.line)]


def write(client, **data):
    return client.post(reverse("plans:reply-sheet-preview", args=[ReplySheet.objects.get().pk]), data)


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_what_left_and_came_back_untouched_changes_nothing(at_work, officer, plan, ideas, kind):
    reason = "=2+3 n’est pas une formule.\n\nDeux paragraphes, « é » et <b>."
    write_reply(ideas[0], plan=plan, by=officer, outcome="non_retenue", reason=reason)

    page = sent(at_work, taken(at_work, kind), f"reponses.{kind}")

    assert page.context["rows"] == []
    assert [count for __, __, count in page.context["tallies"]] == [3]


def test_nothing_in_the_files_is_a_formula(at_work, officer, plan):
    evil = ContributionFactory(published=True, consultation=plan.consultations.get(), title='=HYPERLINK("http://x")')

    lines = list(csv.reader(io.StringIO(taken(at_work).decode("utf-8-sig")), delimiter=";"))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(taken(at_work, "xlsx"))).get_sheet_by_index(0).to_python()

    assert lines[1][:2] == [evil.reference, '\'=HYPERLINK("http://x")']
    assert cells[1][1] == '=HYPERLINK("http://x")'
    assert b"<f>" not in taken(at_work, "xlsx")


def test_a_row_filled_in_is_new_and_is_written_with_the_others(at_work, plan, ideas, officer):
    clause = clause_from(plan, by=officer)
    rows = [
        [ideas[0].reference, "Retenue", "Six ans de bail.", clause.reference, "", "0"],
        [ideas[1].reference, "reportée", "Au bilan.", "", "31/12/2099", "0"],
        [ideas[2].reference, "", "", "", "", "0"],
    ]

    page = sent(at_work, table(*rows))
    assert not Reply.objects.exists()
    write(at_work)

    assert marks(page) == [(2, "new"), (3, "new")]
    first, second = (reply.current for reply in Reply.objects.select_related("current").order_by("contribution_id"))
    assert (first.outcome, list(first.clauses.all())) == ("retenue", [clause])
    assert (second.outcome, second.postponed_to.isoformat()) == ("reportee", "2099-12-31")


@pytest.mark.parametrize(
    ("row", "mark", "why"),
    [
        (["C-1999-0001", "non retenue", "Non.", "", "", "0"], "unknown", ""),
        (["{idea}", "peut-être", "Non.", "", "", "0"], "wrong", "n’est pas une suite"),
        (["{idea}", "non retenue", "", "", "", "0"], "wrong", "La raison manque"),
        (["{idea}", "", "Non.", "", "", "0"], "wrong", "La suite donnée manque"),
        (["{idea}", "retenue", "Oui.", "", "", "0"], "wrong", "Nommez au moins une clause"),
        (["{idea}", "retenue", "Oui.", "P-9999", "", "0"], "wrong", "pas de clause P-9999"),
        (["{idea}", "reportée", "Plus tard.", "", "bientôt", "0"], "wrong", "n’est pas une date"),
        (["{idea}", "reportée", "Plus tard.", "", "2020-01-01", "0"], "wrong", "est passé"),
    ],
)
def test_a_row_that_cannot_be_written_says_why_and_the_others_are(at_work, plan, ideas, row, mark, why):
    bad = [cell.format(idea=ideas[0].reference) for cell in row]
    good = [ideas[1].reference, "non retenue", "Non.", "", "", "0"]

    page = sent(at_work, table(bad, good))
    write(at_work)

    assert marks(page) == [(2, mark), (3, "new")]
    assert why in page.text
    assert [reply.contribution for reply in Reply.objects.all()] == [ideas[1]]


def test_the_same_contribution_twice_is_written_once(at_work, plan, ideas):
    rows = [[ideas[0].reference, "non retenue", reason, "", "", "0"] for reason in ("Non.", "Toujours non.")]

    page = sent(at_work, table(*rows))

    assert marks(page) == [(2, "new"), (3, "wrong")]
    assert "déjà à la ligne 2" in page.text


def test_a_reply_that_someone_wrote_meanwhile_is_not_overwritten_unless_it_is_asked_for(at_work, officer, plan, ideas):
    write_reply(ideas[0], plan=plan, by=officer, outcome="non_retenue", reason="Non.")
    mine = table([ideas[0].reference, "non retenue", "Non, vraiment.", "", "", "1"])
    write_reply(ideas[0], plan=plan, by=officer, outcome="hors_competence", reason="C’est à la région.")

    page = sent(at_work, mine)
    write(at_work)
    kept = Reply.objects.get().current.reason
    ReplySheet.objects.all().delete()
    sent(at_work, mine)
    write(at_work, remplacer=[ideas[0].reference])

    assert marks(page) == [(2, "meanwhile")]
    assert "C’est à la région." in page.text
    assert kept == "C’est à la région."
    assert Reply.objects.get().current.reason == "Non, vraiment."


def test_what_changes_between_the_preview_and_the_writing_is_seen(at_work, officer, plan, ideas):
    sent(at_work, table([ideas[0].reference, "non retenue", "Non.", "", "", "0"]))
    write_reply(ideas[0], plan=plan, by=officer, outcome="hors_competence", reason="C’est à la région.")

    write(at_work)

    assert Reply.objects.get().current.reason == "C’est à la région."


def test_a_sheet_is_written_once(at_work, plan, ideas):
    sent(at_work, table([ideas[0].reference, "non retenue", "Non.", "", "", "0"]))

    assert [write(at_work).status_code, write(at_work).status_code] == [302, 404]
    assert Reply.objects.get().wordings.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notes.pdf", b"%PDF-1.7", "n’est pas un tableau"),
        ("vide.csv", b"", "vide"),
        ("autre.csv", b"Nom;Raison\nA;B\n", "Il manque la colonne"),
        ("faux.ods", b"%PDF-1.7", "pas un tableau"),
    ],
)
def test_another_file_is_refused_with_what_to_do(at_work, plan, ideas, name, content, why):
    page = sent(at_work, content, name)

    assert why in page.text
    assert not ReplySheet.objects.exists()
