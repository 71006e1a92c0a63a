"""The letter to an organisation as a tagged PDF: what it said, where that is in the version, or why it is not."""

from pathlib import Path

from essportal import pdf, typography
from plans.models import Letter
from plans.selectors.lettering import told

TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: Letter, authority: str) -> bytes:
    return pdf.set_in_pdf(TEMPLATE, pdf.drawn(said(letter, authority)))


def said(letter: Letter, authority: str) -> dict:
    return {
        "authority": authority,
        "organisation": str(letter.organisation),
        "date": typography.day(letter.written_at),
        "title": letter.version.title,
        "number": letter.version.number,
        "short_seal": letter.version.short_seal,
        "replies": [_reply(one) for one in told(letter.version, letter.organisation)],
    }


def _reply(one) -> dict:
    wording = one.wording
    return {
        "reference": one.reference,
        "title": one.title,
        "outcome": wording.get_outcome_display(),
        "postponed": typography.day(wording.postponed_to) if wording.postponed_to else "",
        "reason": pdf.blocks(wording.reason),
        "places": [f"{label} {title} ({reference})" for label, title, reference in one.places],
    }
