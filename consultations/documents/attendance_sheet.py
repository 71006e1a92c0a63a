"""The sheet to sign at the door, as a tagged PDF. One name a line, and empty lines for those who had not said so."""

from pathlib import Path

from essportal import pdf, typography

TEMPLATE = Path(__file__).with_name("attendance_sheet.typ")
EMPTY_LINES = 12


def attendance_pdf(meeting, registrations, authority: str) -> bytes:
    return pdf.set_in_pdf(TEMPLATE, pdf.drawn(said(meeting, registrations, authority)))


def said(meeting, registrations, authority) -> dict:
    place = ", ".join(filter(None, [meeting.place, meeting.municipality.name if meeting.municipality else ""]))
    return {
        "authority": authority,
        "title": meeting.title,
        "kind": meeting.get_kind_display().capitalize(),
        "reference": meeting.reference,
        "when": typography.date_range(meeting.starts_at, meeting.ends_at),
        "place": place,
        "people": [[one.called if one.person_id or one.name else "", one.for_whom] for one in registrations],
        "empty": EMPTY_LINES,
    }
