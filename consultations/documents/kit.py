"""The kit of a fabrique, one PDF to print: sequence, roles, a sheet for each table, sign-up list, consent form."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from consultations.documents.qr import link_of, svg_of
from consultations.models import CaptureAddress, Meeting
from essportal import pdf
from essportal.typography import date_range, day, hour

TEMPLATE = Path(__file__).with_name("kit.typ")


def kit_pdf(meeting: Meeting, authority) -> bytes:
    return pdf.set_in_pdf(TEMPLATE, kit(meeting, authority))


def kit(meeting: Meeting, authority) -> dict:
    """Its words, ready to be set; the QR codes are drawings, and stay as they are."""
    tables = list(meeting.workshops.order_by("number"))
    addresses = {
        address.workshop_id: link_of(address)
        for address in CaptureAddress.objects.valid().filter(workshop__in=tables).select_related("workshop")
    }
    links = [addresses.get(table.pk, "") for table in tables]
    items = list(meeting.agenda.order_by("rank"))
    said = {
        "authority": str(authority or ""),
        "contact": authority.dpo_contact if authority else "",
        "title": meeting.title,
        "reference": meeting.reference,
        "kind": meeting.get_kind_display().capitalize(),
        "when": date_range(meeting.starts_at, meeting.ends_at),
        "day": day(meeting.starts_at),
        "place": ", ".join(filter(None, [meeting.place, str(meeting.municipality or "")])),
        "sequence": sequence(meeting.starts_at, items),
        "warning": overrun(meeting, items),
        "tables": [
            {"number": table.number, "question": table.question, "link": link}
            for table, link in zip(tables, links, strict=True)
        ],
        "closes": closing(meeting),
    }
    return {**pdf.drawn(said), "codes": [svg_of(link) if link else "" for link in links]}


def sequence(starts_at, items) -> list[list[str]]:
    """Each point at its hour, as long as the points before it have a duration."""
    found, at = [], starts_at
    for item in items:
        lasts = _("%(minutes)s min") % {"minutes": item.minutes} if item.minutes else ""
        found.append([hour(at) if at else "", lasts, item.title, item.speaker])
        at = at + timedelta(minutes=item.minutes) if at and item.minutes else None
    return found


def overrun(meeting, items) -> str:
    """What the sum of the durations says of the hour announced for the end."""
    if not items or not all(item.minutes for item in items):
        return ""
    ends = meeting.starts_at + timedelta(minutes=sum(item.minutes for item in items))
    if ends > meeting.ends_at:
        minutes = round((ends - meeting.ends_at).total_seconds() / 60)
        return _("Attention : ce déroulé dépasse de %(minutes)s min la fin annoncée.") % {"minutes": minutes}
    left = round((meeting.ends_at - ends).total_seconds() / 60)
    return _("Il reste %(minutes)s min avant la fin annoncée.") % {"minutes": left} if left else ""


def closing(meeting) -> str:
    return _("le %(day)s seulement") % {"day": day(meeting.starts_at)}
