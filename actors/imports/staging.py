"""First step: the files are read, each row judged and set aside in the database; the directory is untouched."""

from itertools import islice
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from actors.imports.matching import Matcher, Verdict
from actors.imports.progress import telling
from actors.imports.registers import Reading, read_sheets
from actors.imports.sheets import Sheet
from actors.models import Import, ImportRow, ImportStatus
from essportal.errors import Refused
from essportal.reading.files import opened

AT_ONCE = 1_000


def stage(import_id: int, paths: list[tuple[str, Path]] | None = None) -> Import:
    """Read an import that waits; run twice, it reads once. `paths` are files of this machine, else those received."""
    with telling(import_id) as say:
        try:
            return _read(import_id, paths, say)
        except Refused as refused:
            return _close(import_id, refused.reason)


def _read(import_id, paths, say):
    with transaction.atomic():
        one = Import.objects.select_for_update().get(pk=import_id)
        if one.status != ImportStatus.READING:
            return one
        one.rows.all().delete()
        named = paths or [(file["name"], Path(default_storage.path(file["stored"]))) for file in one.files]
        with opened(named) as sources:
            one.read, rows = _set_aside(one, sources, say)
        if not rows:
            raise Refused(nothing_found(one))
        one.move_to(ImportStatus.READY)
        one.save(update_fields=["status", "read"])
        return one


def nothing_found(one) -> str:
    if one.read:
        return _("Aucune ligne de ce fichier ne concerne une organisation de l’ESS dans les communes du territoire.")
    return _("Ce fichier ne contient aucune ligne sous ses titres de colonnes.")


def _set_aside(one, sources, say):
    reading, matcher, count = Reading(say), Matcher(one.register), 0
    sheets = read_sheets(one.register, sources, reading)
    while batch := list(islice(sheets, AT_ONCE)):
        verdicts = matcher.judge(batch)
        ImportRow.objects.bulk_create(_row(one, *pair) for pair in zip(batch, verdicts, strict=True))
        count += len(batch)
    return reading.lines, count


def _row(one, sheet: Sheet, verdict: Verdict) -> ImportRow:
    return ImportRow(
        of=one,
        line=sheet.line,
        name=sheet.name[:200],
        data={"fields": sheet.fields, "places": sheet.places},
        outcome=verdict.outcome,
        organisation=verdict.organisation,
        twin_line=verdict.twin_line,
        changes=verdict.changes,
        problems=verdict.problems,
    )


def _close(import_id, reason):
    with transaction.atomic():
        one = Import.objects.select_for_update().get(pk=import_id)
        if one.status == ImportStatus.READING:
            one.move_to(ImportStatus.REFUSED)
            one.reason = reason
            one.save(update_fields=["status", "reason"])
        return one
