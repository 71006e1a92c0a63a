"""The plan as files: the JSON from which the seal is recomputed, the PDF that a screen reader can read."""

import io
import json

import pikepdf
import pytest
from django.urls import reverse

from plans.drafting import recompute
from tests.factories import PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db

HOSTILE = '#read("/etc/passwd") $x^2$ *_<a>@b #import "x" \\ `raw` [lien](javascript:alert(1))'


@pytest.fixture
def version():
    plan = PlanFactory()
    clause_from(plan, kind="section", title="Nourrir, réparer")
    clause_from(plan, title=HOSTILE[:200], text=HOSTILE + "\n\n- un point\n- un **autre** point")
    return version_of(plan)


def test_anyone_recomputes_the_seal_from_the_published_file(client, version):
    answer = client.get(reverse("plans:plan-json", args=[version.number]))

    assert answer.headers["Content-Type"] == "application/json"
    assert recompute(json.loads(answer.content)) == version.seal


def test_the_pdf_is_tagged_french_and_declares_pdf_ua(client, version):
    answer = client.get(reverse("plans:plan-pdf", args=[version.number]))

    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
        assert str(pdf.open_metadata()["pdfuaid:part"]) == "1"
        assert len(pdf.attachments) == 0
        assert len(pdf.pages) >= 3


def test_the_pdf_is_made_once(client, version, settings):
    first = client.get(reverse("plans:plan-pdf", args=[version.number])).content

    kept = settings.MEDIA_ROOT / "plans" / f"{version.seal}.pdf"
    assert kept.read_bytes() == first
    assert client.get(reverse("plans:plan-pdf", args=[version.number])).content == first
