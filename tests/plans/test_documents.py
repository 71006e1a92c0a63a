"""The plan as files: the JSON from which the seal is recomputed, the PDF that a screen reader can read."""

import io
import json

import pypdf
import pytest
from django.urls import reverse

from essportal.glyphs import RUNS, drawable
from essportal.pdf import blocks, set_in_pdf
from plans.actions import write_reply
from plans.documents.book import book
from plans.documents.pdf import TEMPLATE
from plans.drafting import recompute
from tests.factories import ContributionFactory, PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db

HOSTILE = '#read("/etc/passwd") $x^2$ *_<a>@b #import "x" \\ `raw` [lien](javascript:alert(1))'
SHEET = {
    "constat": "Trois lieux sur cinq.",
    "lead": {"kind": "department", "id": 1, "name": "Direction de l’économie"},
    "partners": [],
    "start": "2027-01",
    "end": "2028-06",
    "budget": [{"year": 2027, "funder": "", "planned": 120000}],
    "indicators": [{"name": "Lieux ouverts", "unit": "", "baseline": None, "target": "5"}],
}


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def version(plan):
    clause_from(plan, kind="section", title="Nourrir, réparer")
    clause_from(plan, title=HOSTILE[:200], text=HOSTILE + "\n\n- un point\n- un **autre** point", sheet=SHEET)
    return version_of(plan)


def pages_of(client, version):
    answer = client.get(reverse("plans:plan-pdf", args=[version.number]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def test_anyone_recomputes_the_seal_from_the_published_file(client, version):
    answer = client.get(reverse("plans:plan-json", args=[version.number]))

    assert answer.headers["Content-Type"] == "application/json"
    assert recompute(json.loads(answer.content)) == version.seal


@pytest.mark.parametrize("name", ["plan-json", "plan-pdf"])
def test_a_version_that_was_not_submitted_gives_no_file_to_visitors(client, officer, plan, name):
    clause_from(plan)
    frozen = version_of(plan, submitted=False)
    address = reverse(f"plans:{name}", args=[frozen.number])

    assert client.get(address).status_code == 404
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 200


def test_the_pdf_is_tagged_french_and_declares_pdf_ua(client, version):
    pdf = pages_of(client, version)

    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert not pdf.attachments
    assert len(pdf.pages) >= 3


def test_each_page_of_the_pdf_says_its_version_and_its_fingerprint(client, version):
    for page in pages_of(client, version).pages:
        words = " ".join(page.extract_text().split())
        assert str(version) in words
        assert version.short_seal in words


def test_the_pdf_is_made_once(client, version, settings):
    first = client.get(reverse("plans:plan-pdf", args=[version.number])).content

    kept = settings.MEDIA_ROOT / "plans" / f"{version.seal}.pdf"
    assert kept.read_bytes() == first
    assert client.get(reverse("plans:plan-pdf", args=[version.number])).content == first


def test_a_sign_that_no_font_draws_does_not_stop_the_pdf(client, plan, officer):
    contribution = ContributionFactory(published=True, consultation=plan.consultations.get())
    clause_from(plan, title="Graines 🌱", text="Semer 🌱 avec 中文 et 👩🏽‍🌾.")
    write_reply(contribution, plan=plan, by=officer, outcome="retenue", reason="Oui 🌱.")
    version = version_of(plan, by=officer)

    said = book(version, "Val de Clain")
    assert len(pages_of(client, version).pages) >= 3

    assert said["clauses"][0]["title"] == "Graines □"
    assert not said["is_complete"]


def test_every_sign_said_to_be_drawn_is_drawn_in_each_face():
    signs = "".join(chr(code) for first, last in RUNS for code in range(first, last + 1))
    faces = [{"text": signs, "strong": s, "emph": e, "link": ""} for s in (False, True) for e in (False, True)]
    clause = {"reference": "P-0001", "label": "M 1", "title": signs, "level": 1, "facts": [], "budget": []}
    clause |= {"blocks": [{"kind": "paragraph", "runs": faces}], "origins": [signs]}
    said = {"title": signs, "authority": "", "number": 1, "date": "", "note": "", "seal": "", "short_seal": ""}

    assert drawable(signs) == signs
    assert set_in_pdf(TEMPLATE, {**said, "is_complete": True, "clauses": [clause], "replies": []})


def test_a_clause_right_under_an_axis_does_not_skip_a_heading(client, plan):
    axis = clause_from(plan, kind="section", title="Un axe")
    passage = clause_from(plan, kind="paragraph", title="", text="Un chapeau.", parent=axis)
    clause_from(plan, title="Une mesure", parent=passage)
    version = version_of(plan)

    levels = [clause["level"] for clause in book(version, "")["clauses"] if clause["title"]]
    assert pages_of(client, version).pages

    assert levels == [1, 2]


def test_the_sheet_reads_in_french(version):
    clause = next(clause for clause in book(version, "")["clauses"] if clause["facts"])

    assert clause["facts"] == [
        ["Constat", "Trois lieux sur cinq."],
        ["Pilote", "Direction de l’économie"],
        ["Calendrier", "janvier 2027 – juin 2028"],
        ["Indicateurs", "Lieux ouverts\u00a0: de à préciser à 5"],
    ]
    assert clause["budget"] == [["2027", "à préciser", "120\u202f000\u00a0€"]]


def test_numbered_lists_keep_their_numbers_and_links_lead_only_to_the_web():
    numbered, paragraph = blocks("3. un\n4. deux\n\n[site](https://exemple.test/) et [plan](/plan/)")

    assert (numbered["kind"], numbered["start"], len(numbered["items"])) == ("enum", 3, 2)
    assert [run["link"] for run in paragraph["runs"]] == ["https://exemple.test/", "", ""]


def test_emphasis_opened_a_thousand_times_is_read_to_its_end():
    (paragraph,) = blocks("*a **b " * 1500 + "c** d* " * 1500)

    assert len(paragraph["runs"]) > 1000
    assert [len(one["items"]) for one in blocks("- un\n  - deux\n  - trois\n- quatre")] == [2]
