from datetime import date

from django.db import transaction

from actors.models import Person
from essportal import clock
from essportal.journal import record
from plans.journal import Verb
from plans.models import Deliberation, DeliberationOutcome, Version, VersionStatus


@transaction.atomic
def send_to_council(version: Version, *, by: Person) -> Version:
    """A rejected version may be submitted to the council again."""
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    version.move_to(VersionStatus.TO_VOTE)
    version.save(update_fields=["status"])
    record(Verb.SENT_TO_COUNCIL, version, by=by)
    return version


@transaction.atomic
def record_deliberation(version: Version, *, by: Person, outcome: str, **fields) -> Deliberation:
    """Record the vote; the version becomes adopted or rejected. `fields` are those of Deliberation."""
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    adopted = outcome == DeliberationOutcome.ADOPTED
    version.move_to(VersionStatus.ADOPTED if adopted else VersionStatus.REJECTED)
    if adopted:
        Version.objects.filter(plan=version.plan_id, status=VersionStatus.ADOPTED).update(status=VersionStatus.REPLACED)
    version.save(update_fields=["status"])
    deliberation = Deliberation(version=version, outcome=outcome, recorded_by=by, recorded_at=clock.now(), **fields)
    deliberation.full_clean(exclude=["version", "recorded_by"])
    deliberation.save()
    record(Verb.DELIBERATION_RECORDED, version, by=by, number=deliberation.number, outcome=outcome)
    return deliberation


@transaction.atomic
def record_formalities(
    deliberation: Deliberation,
    *,
    by: Person,
    transmitted_on: date | None,
    receipt_number: str,
    published_on: date | None,
) -> Deliberation:
    """The transmission to the prefect and the publication: the act is enforceable once both are done (CGCT L2131-1).

    Raises ValidationError when a date precedes the session, or a receipt the transmission.
    """
    deliberation = Deliberation.objects.select_for_update().get(pk=deliberation.pk)
    before = deliberation.formalities
    deliberation.transmitted_on = transmitted_on
    deliberation.receipt_number = receipt_number
    deliberation.published_on = published_on
    if deliberation.formalities == before:
        return deliberation
    deliberation.full_clean()
    deliberation.save(update_fields=list(before))
    was = {name: str(value) for name, value in before.items() if value}
    record(Verb.FORMALITIES_RECORDED, deliberation.version, by=by, number=deliberation.number, was=was)
    return deliberation
