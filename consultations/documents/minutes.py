"""Minutes as they are read: their newest text part by part, on a page or in a tagged PDF."""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Decision, Minutes
from consultations.selectors.attending import attendance_of
from essportal import pdf, typography

TEMPLATE = Path(__file__).with_name("minutes.typ")


def parts_of(minutes: Minutes) -> list[tuple[str, str]]:
    """The title of each part with its newest text; a part where nothing was written is not shown."""
    sections = minutes.sections.prefetch_related("passages")
    newest = ((section.title, next(reversed(section.passages.all()), None)) for section in sections)
    return [(title, passage.text) for title, passage in newest if passage and passage.text]


def minutes_pdf(minutes: Minutes, decisions: list[Decision], authority: str, *, body=None, approving=None) -> bytes:
    """`body` and `approving` are those that the reader may know: someone heard once by a private body reads neither."""
    meeting = minutes.meeting
    said = {
        "authority": authority,
        "kicker": str(body or meeting.get_kind_display().capitalize()),
        "title": meeting.title,
        "reference": meeting.reference,
        "when": typography.date_range(meeting.starts_at, meeting.ends_at),
        "where": ", ".join(filter(None, [meeting.place, str(meeting.municipality or "")])),
        "state": _state(minutes, approving),
        "present": _present(minutes),
        "parts": [{"title": title, "blocks": pdf.blocks(text)} for title, text in parts_of(minutes)],
        "decisions": [_decision(decision) for decision in decisions],
        "errata": [_erratum(erratum) for erratum in minutes.errata.all()],
    }
    return pdf.set_in_pdf(TEMPLATE, pdf.drawn(said))


def _state(minutes, approving) -> str:
    if not minutes.is_approved:
        return _("Projet de compte rendu, non approuvé")
    day = typography.day(minutes.approved_at)
    if minutes.approved_in_id and not approving:
        return _("Approuvé le %(day)s par la séance suivante") % {"day": day}
    if approving:
        return _("Approuvé le %(day)s par la séance suivante (%(reference)s)") % {
            "day": day,
            "reference": approving.reference,
        }
    return _("Approuvé le %(day)s par l’équipe : %(reason)s") % {"day": day, "reason": minutes.approval_reason}


def _present(minutes) -> list[str]:
    there = minutes.attendance if minutes.is_approved else attendance_of(minutes.meeting)
    if not there.get("present"):
        return []
    count = ngettext("%(n)s personne présente", "%(n)s personnes présentes", there["present"])
    colleges = [
        _("Collège « %(name)s » : %(present)s sur %(seats)s")
        % {"name": one["name"], "present": one["present"], "seats": one["seats"]}
        for one in there["colleges"]
    ]
    came = [_("Venues : %(names)s") % {"names": ", ".join(there["organisations"])}] if there["organisations"] else []
    return [count % {"n": there["present"]}, *colleges, *came]


def _decision(decision) -> dict:
    due = _("pour le %(day)s") % {"day": typography.day(decision.due_on)} if decision.due_on else ""
    facts = [decision.said_mode, decision.owner_name, due, decision.get_status_display()]
    return {
        "label": f"{decision.get_kind_display().capitalize()} {decision.number}",
        "text": decision.text,
        "facts": ", ".join(str(fact) for fact in facts if fact),
        "reference": decision.reference,
    }


def _erratum(erratum) -> dict:
    head = _("Erratum %(n)s, %(day)s") % {"n": erratum.number, "day": typography.day(erratum.at)}
    return {"head": head, "text": erratum.text, "foot": f"{erratum.reason} ({erratum.signed_as})"}
