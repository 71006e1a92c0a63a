"""A fault of ours, or of the machine: nothing is written, and the page says so instead of turning for ever."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Import, ImportStatus


@contextmanager
def explained(import_id: int) -> Iterator[None]:
    """The import goes back to where it can be tried again; the fault itself goes on to the log."""
    try:
        yield
    except Exception:
        _step_back(import_id)
        raise


@transaction.atomic
def _step_back(import_id):
    one = Import.objects.select_for_update().get(pk=import_id)
    if one.is_running:
        one.move_to(ImportStatus.REFUSED if one.status == ImportStatus.READING else ImportStatus.READY)
        one.reason = _("Une panne a interrompu ce travail : rien n’a été écrit dans l’annuaire. Recommencez.")
        one.save(update_fields=["status", "reason"])
