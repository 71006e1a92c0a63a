from django.db import transaction

from actors.models import Person
from essportal import clock
from plans.models import LastRead, Version


@transaction.atomic
def note_read_to_the_end(version: Version, *, by: Person) -> LastRead:
    """What they read last is what they will be shown the changes from; an older version read again changes nothing."""
    mark, __ = LastRead.objects.select_for_update(of=("self",)).get_or_create(
        person=by, plan_id=version.plan_id, defaults={"version": version, "at": clock.now()}
    )
    if mark.version.number < version.number:
        mark.version, mark.at = version, clock.now()
        mark.save(update_fields=["version", "at"])
    return mark
