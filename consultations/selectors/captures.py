"""What the meeting's work page says of its tables' capture."""

from django.db.models import Count, Prefetch

from consultations.models import CaptureAddress
from consultations.models.capture import WRITES, closes_at
from essportal import clock


def captures_of(meeting) -> dict:
    valid = CaptureAddress.objects.valid().annotate(received=Count("ideas"))
    tables = meeting.workshops.prefetch_related(Prefetch("capture_addresses", valid, to_attr="valid_addresses"))
    addressed = [(table, next(iter(table.valid_addresses), None)) for table in tables.order_by("number")]
    return {
        "tables": addressed,
        "lacking": sum(address is None for __, address in addressed),
        "can_open": meeting.status in WRITES and bool(meeting.consultation_id) and clock.now() < closes_at(meeting),
    }
