"""Reports from the departments: filed in a minute, corrected until they are looked at, answered by the team."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from actors.journal import Verb
from actors.models import FieldReport, Organisation, ReportStatus
from essportal import clock
from essportal.journal import record
from essportal.references import next_reference


@transaction.atomic
def file_report(*, by, key: UUID, **fields) -> FieldReport:
    """`key` was drawn with the form: the same form sent twice files one report."""
    if known := FieldReport.objects.filter(key=key, author=by).first():
        return known
    at = clock.now()
    reference = next_reference("T", timezone.localtime(at).year, 3)
    report = FieldReport.objects.create(author=by, key=key, filed_at=at, reference=reference, **fields)
    record(Verb.REPORT_FILED, report, by=by)
    return report


@transaction.atomic
def correct_report(report: FieldReport, *, by, **fields) -> FieldReport:
    report = _lock(report)
    report.refuse_changed()
    for name, value in fields.items():
        setattr(report, name, value)
    report.save(update_fields=list(fields))
    record(Verb.REPORT_CORRECTED, report, by=by)
    return report


@transaction.atomic
def answer_report(report: FieldReport, *, by, status: str, answer: str) -> FieldReport:
    """What becomes of it, as often as it changes: its author reads it among their news."""
    report = _lock(report)
    report.status, report.answer, report.answered_at = ReportStatus(status), answer, clock.now()
    report.save(update_fields=["status", "answer", "answered_at"])
    record(Verb.REPORT_ANSWERED, report, by=by, status=status)
    return report


@transaction.atomic
def link_report(report: FieldReport, organisation: Organisation, *, by) -> None:
    report = _lock(report)
    if report.organisations.filter(pk=organisation.pk).exists():
        return
    report.organisations.add(organisation)
    record(Verb.REPORT_LINKED, report, by=by, organisation=organisation.pk)


@transaction.atomic
def unlink_report(report: FieldReport, organisation: Organisation, *, by) -> None:
    report = _lock(report)
    report.organisations.remove(organisation)
    record(Verb.REPORT_UNLINKED, report, by=by, organisation=organisation.pk)


def _lock(report: FieldReport) -> FieldReport:
    return FieldReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
