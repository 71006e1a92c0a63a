"""Accounts that nobody opens any more: warned a month before, then erased as if the person had asked.

Someone who still holds a mandate, a post, a correspondence, works in a department or speaks for an organisation is part
of the record of the authority: they are left, and shown to the DPO, who says whether the role is really still held.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from actors import tasks
from actors.actions import erase_person
from actors.journal import Verb
from actors.models import Agent, Correspondent, ElectedMember, Person, Post, Representative
from actors.models.privacy import months_later
from actors.models.territory import inactive_years as years
from essportal import clock
from essportal.journal import record

ROLES = (Representative, ElectedMember, Post, Correspondent, Agent)
WARNING_MONTHS = 1


def follow_inactive_accounts() -> tuple[int, int]:
    """How many were warned, and how many erased."""
    warned = sum(_warn(person) for person in to_warn().iterator(chunk_size=200))
    return warned, sum(_erase(person) for person in to_erase().iterator(chunk_size=200))


def silent_since(day) -> QuerySet:
    """Open accounts not seen since before a day."""
    return (
        Person.objects.filter(is_active=True, erased_at__isnull=True)
        .annotate(seen_at=Greatest("joined_at", Coalesce("last_login", "joined_at")))
        .filter(seen_at__date__lt=day)
        .order_by("pk")
    )


def with_a_role(people) -> QuerySet:
    """Those for whom something runs today."""
    day = clock.today()
    running = Q()
    for role in ROLES:
        held = role.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), person=OuterRef("pk"))
        running |= Q(Exists(held))
    return people.filter(running)


def without_a_role(people) -> QuerySet:
    return people.exclude(pk__in=with_a_role(people).values("pk"))


def to_warn() -> QuerySet:
    """A month before the end, once for each time of silence."""
    soon = months_later(_limit(), WARNING_MONTHS)
    never_since = Q(warned_at__isnull=True) | Q(warned_at__lt=_seen())
    return without_a_role(silent_since(soon)).filter(never_since)


def to_erase() -> QuerySet:
    """The time is over and the warning a month old: an upkeep that was down delays the end, never the warning."""
    told = months_later(clock.today(), -WARNING_MONTHS)
    return without_a_role(silent_since(_limit())).filter(warned_at__gte=_seen(), warned_at__date__lte=told)


def left_with_a_role() -> QuerySet:
    """For the DPO: silent for longer than the limit, and kept because a role runs."""
    return with_a_role(silent_since(_limit()))


def warned() -> QuerySet:
    """For the DPO: those who will be erased if they do not come back."""
    soon = months_later(_limit(), WARNING_MONTHS)
    return without_a_role(silent_since(soon)).filter(warned_at__gte=_seen())


def _seen():
    return Greatest("joined_at", Coalesce("last_login", "joined_at"))


def _limit():
    return months_later(clock.today(), -12 * years())


@transaction.atomic
def _warn(person) -> bool:
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.warned_at = clock.now()
    person.save(update_fields=["warned_at"])
    record(Verb.PERSON_WARNED, person, by=None)
    day = months_later(clock.today(), WARNING_MONTHS)
    tasks.warn_inactive_person.defer(person_id=person.pk, day=day.isoformat())
    return True


def _erase(person) -> bool:
    """Looked at again one by one: someone may sign in while the list is read."""
    if not to_erase().filter(pk=person.pk).exists():
        return False
    erase_person(person, by=None)
    return True
