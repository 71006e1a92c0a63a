"""What a file of reports contains."""

from collections.abc import Iterator

from django.utils.translation import gettext as _


def report_rows(reports) -> Iterator[list]:
    yield [
        _("Référence"),
        _("Le"),
        _("Direction"),
        _("Nature"),
        _("En une ligne"),
        _("Texte"),
        _("Échéance"),
        _("Qui la lit"),
        _("État"),
        _("Réponse"),
        _("Organisations"),
    ]
    found = reports.select_related("department").prefetch_related("organisations").order_by("-filed_at", "-pk")
    for report in found.iterator(chunk_size=500):
        yield [
            report.reference,
            report.filed_at,
            report.department.name,
            report.get_kind_display(),
            report.title,
            report.text,
            report.due_on,
            report.get_confidentiality_display(),
            report.get_status_display(),
            report.answer,
            ", ".join(organisation.name for organisation in report.organisations.all()),
        ]
