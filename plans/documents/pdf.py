"""The plan as a tagged PDF, set from the sealed document."""

from pathlib import Path

from django.conf import settings

from essportal import pdf
from plans.documents.book import book
from plans.models import Version

TEMPLATE = Path(__file__).with_name("plan.typ")


def plan_pdf(version: Version, authority: str) -> bytes:
    """The bytes of the PDF, made once: what it holds never changes, so its file is named by the seal."""
    kept = settings.MEDIA_ROOT / "plans" / f"{version.seal}.pdf"
    if kept.exists():
        return kept.read_bytes()
    made = pdf.set_in_pdf(TEMPLATE, book(version, authority))
    pdf.keep(kept, made)
    return made
