"""What the portal holds of someone in its bodies, minutes and decisions (articles 15 and 20 of the GDPR)."""

from consultations.models import Decision, MinutesCorrection, Seat


def seats_and_decisions(person) -> dict:
    seats = Seat.objects.filter(person=person).select_related("college__body", "organisation", "department", "mandate")
    corrections = MinutesCorrection.objects.filter(proposed_by=person).select_related("minutes__meeting")
    return {
        "sieges": [_seat(seat) for seat in seats.order_by("starts_on", "pk")],
        "corrections_de_comptes_rendus": [_correction(one) for one in corrections],
        "decisions_a_ma_charge": [_decision(one) for one in Decision.objects.filter(owner=person).order_by("pk")],
    }


def _seat(seat) -> dict:
    return {
        "instance": seat.college.body.name,
        "college": seat.college.name,
        "pour": seat.holder,
        "depuis": seat.starts_on,
        "jusqu_au": seat.ends_on,
    }


def _correction(correction) -> dict:
    return {
        "rencontre": correction.minutes.meeting.title,
        "texte": correction.text,
        "etat": correction.get_status_display(),
        "motif": correction.reason,
        "ecrite": correction.proposed_at,
    }


def _decision(decision) -> dict:
    return {
        "reference": decision.reference,
        "texte": decision.text,
        "etat": decision.get_status_display(),
        "pour_le": decision.due_on,
    }
