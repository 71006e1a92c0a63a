"""Files of organisations: received, looked over, decided, then imported; or abandoned."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from actors import tasks
from actors.journal import Verb
from actors.models import Decision, Import, ImportProgress, ImportStatus, Person
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

# Without a word from its task for that long, an import is taken up again.
SILENCE = timedelta(minutes=2)


@transaction.atomic
def receive_import(*, by: Person | None, register: str, files: Iterable) -> Import:
    """Keep the files where nobody is served them, until a task has read them."""
    kept = [{"name": file.name, "stored": default_storage.save(_hidden_name(file.name), file)} for file in files]
    one = note_import(by=by, register=register, files=kept)
    tasks.read_import.defer(import_id=one.pk)
    return one


@transaction.atomic
def note_import(*, by: Person | None, register: str, files: list[dict]) -> Import:
    """An import whose files are on this machine already: whoever calls reads them."""
    one = Import.objects.create(register=register, by=by, files=files)
    ImportProgress.objects.create(of=one)
    record(Verb.IMPORT_RECEIVED, one, by=by, register=register)
    return one


def _hidden_name(name):
    return f"imports/{uuid.uuid4().hex}{PurePath(name).suffix.lower()[:8]}"


@transaction.atomic
def decide_doubles(one: Import, *, by: Person, decisions: dict[int, str]) -> int:
    """What the officer says of some probable doubles; how many there were."""
    one = _locked(one)
    _require_open(one)
    rows = list(one.rows.filter(pk__in=decisions, outcome="double", written=False).select_for_update(of=("self",)))
    for row in rows:
        decision = decisions[row.pk]
        if decision == Decision.IT_IS and row.organisation_id is None:
            raise Refused(
                _("« %(name)s » ressemble à une autre ligne du fichier, pas à une fiche : ajoutez-la ou laissez-la.")
                % {"name": row.name}
            )
        row.decision = decision
    one.rows.bulk_update(rows, ["decision"])
    return len(rows)


@transaction.atomic
def decide_all_doubles(one: Import, *, by: Person, decision: str) -> int:
    """The same answer for all those that nobody decided yet."""
    one = _locked(one)
    _require_open(one)
    rows = one.rows.undecided()
    if decision == Decision.IT_IS:
        rows = rows.filter(organisation__isnull=False)
    return rows.update(decision=decision)


@transaction.atomic
def launch_import(one: Import, *, by: Person | None) -> Import:
    """The task writes what the preview shows."""
    one = begin_writing(one, by=by)
    tasks.write_import.defer(import_id=one.pk)
    return one


@transaction.atomic
def begin_writing(one: Import, *, by: Person | None) -> Import:
    one = _locked(one)
    one.move_to(ImportStatus.WRITING)
    if not one.rows.to_write().exists():
        raise Refused(_("Il n’y a rien à importer : aucune ligne n’est nouvelle, modifiée ou décidée."))
    one.by, one.reason = by or one.by, ""
    one.save(update_fields=["status", "by", "reason"])
    ImportProgress.objects.filter(of=one).update(done=0, total=0, moved_at=clock.now())
    return one


@transaction.atomic
def resume_import(one: Import, *, by: Person) -> Import:
    """Its worker died: the work is asked for again, and done once."""
    one = _locked(one)
    if not is_silent(one):
        raise Refused(_("Cet import avance : il n’y a rien à relancer."))
    ImportProgress.objects.filter(of=one).update(moved_at=clock.now())
    task = tasks.read_import if one.status == ImportStatus.READING else tasks.write_import
    task.defer(import_id=one.pk)
    return one


def is_silent(one: Import) -> bool:
    return one.is_running and one.progress.moved_at < clock.now() - SILENCE


@transaction.atomic
def drop_import(one: Import, *, by: Person) -> Import:
    """Nothing was written; the rows and the files go."""
    one = _locked(one)
    one.move_to(ImportStatus.DROPPED)
    one.save(update_fields=["status"])
    one.rows.all().delete()
    tasks.delete_files.defer(names=[file["stored"] for file in one.files if file["stored"]])
    record(Verb.IMPORT_DROPPED, one, by=by)
    return one


def _locked(one):
    return Import.objects.select_for_update().get(pk=one.pk)


def _require_open(one):
    if not one.can_be_decided:
        raise Refused(_("Cet import est dans l’état « %(status)s ».") % {"status": one.get_status_display()})
