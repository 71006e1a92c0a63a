"""The plan as a tagged PDF (PDF/UA-1), set by typst from the sealed document passed as data: nothing to inject."""

import json
import os
import tempfile
from pathlib import Path

import typst
from django.conf import settings

from plans.documents.book import book
from plans.models import Version

TEMPLATE = Path(__file__).with_name("plan.typ")


def plan_pdf(version: Version, authority: str) -> bytes:
    """The bytes of the PDF, made once: what it holds never changes, so its file is named by the seal."""
    kept = settings.MEDIA_ROOT / "plans" / f"{version.seal}.pdf"
    if kept.exists():
        return kept.read_bytes()
    made = set_in_pdf(book(version, authority))
    _keep(kept, made)
    return made


def set_in_pdf(said: dict) -> bytes:
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(said, ensure_ascii=False)},
        ignore_system_fonts=True,
    )


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may read it at this very moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
