"""What an import no longer needs goes: its rows after a while, and files that nobody read."""

from datetime import timedelta

from django.core.files.storage import default_storage

from actors.models import Import, ImportRow, ImportStatus
from essportal import clock

KEPT = timedelta(days=60)


def forget_rows() -> None:
    """The line of the import stays in the list, with what it did."""
    old = Import.objects.filter(received_at__lt=clock.now() - KEPT)
    for one in old.filter(status=ImportStatus.READING):
        for file in one.files:
            if file["stored"]:
                default_storage.delete(file["stored"])
    ImportRow.objects.filter(of__in=old.exclude(status=ImportStatus.WRITING)).delete()
    old.filter(status__in=[ImportStatus.READING, ImportStatus.READY]).update(status=ImportStatus.DROPPED)
