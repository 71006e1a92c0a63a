"""The access log of exports: one line for each file of personal or non-public data that leaves the portal.

A view calls it in one line, just before it answers: `exports.log(request, _("Annuaire, CSV"), rows=len(found))`.
"""

from datetime import timedelta

from essportal import clock
from essportal.models import ExportEntry

KEPT_DAYS = 366  # PostgreSQL refuses to delete what is younger than twelve months


def log(request, what: str, rows: int = 1) -> ExportEntry | None:
    """Who took what, when, how many rows. A visitor only ever gets public data: nothing is written of them."""
    if not request.user.is_authenticated:
        return None
    return note(request.user, what, rows)


def note(person, what: str, rows: int = 1) -> ExportEntry:
    """The same where there is no request: a file made by a task, for someone."""
    return ExportEntry.objects.create(by=person, what=str(what)[:120], rows=rows, at=clock.now())


def forget_old() -> int:
    return ExportEntry.objects.filter(at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()[0]
