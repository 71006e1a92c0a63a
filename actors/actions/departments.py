"""Departments and competences: added, renamed, closed and opened again; what was said of them stays."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import Department, Person, PolicyArea
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.text import slug


@transaction.atomic
def add_departments(lines: Iterable[tuple[str, Iterable[PolicyArea]]], *, by: Person) -> list[Department]:
    """Several at once, each with its competences. A name already there is left as it stands."""
    added = []
    for name, areas in lines:
        if Department.objects.filter(name__iexact=name).exists():
            continue
        department = Department.objects.create(slug=_free_slug(Department, name), name=name)
        department.policy_areas.set(areas)
        record(Verb.DEPARTMENT_ADDED, department, by=by)
        added.append(department)
    return added


@transaction.atomic
def revise_department(
    department: Department, *, by: Person, name: str, policy_areas: Iterable[PolicyArea]
) -> Department:
    """Its address stays; measures already sealed keep the name it had."""
    department = Department.objects.select_for_update().get(pk=department.pk)
    department.name = name
    department.save(update_fields=["name"])
    department.policy_areas.set(policy_areas)
    record(Verb.DEPARTMENT_REVISED, department, by=by)
    return department


@transaction.atomic
def close_department(department: Department, *, by: Person) -> Department:
    """Offered no more from today on; the time of its correspondents ends with the day."""
    department = Department.objects.select_for_update().get(pk=department.pk)
    if department.closed_on:
        raise Refused(_("Cette direction est déjà fermée."))
    today = clock.today()
    running = department.correspondents.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    ended = running.update(ends_on=Greatest(F("starts_on"), today))
    department.closed_on = today
    department.save(update_fields=["closed_on"])
    record(Verb.DEPARTMENT_CLOSED, department, by=by, correspondents_ended=ended)
    return department


@transaction.atomic
def reopen_department(department: Department, *, by: Person) -> Department:
    return _reopen(department, Verb.DEPARTMENT_REOPENED, by)


@transaction.atomic
def add_policy_area(*, by: Person, name: str) -> PolicyArea:
    area = PolicyArea.objects.create(slug=_free_slug(PolicyArea, name), name=name)
    record(Verb.POLICY_AREA_ADDED, area, by=by)
    return area


@transaction.atomic
def revise_policy_area(area: PolicyArea, *, by: Person, name: str) -> PolicyArea:
    area = PolicyArea.objects.select_for_update().get(pk=area.pk)
    area.name = name
    area.save(update_fields=["name"])
    record(Verb.POLICY_AREA_REVISED, area, by=by)
    return area


@transaction.atomic
def close_policy_area(area: PolicyArea, *, by: Person) -> PolicyArea:
    area = PolicyArea.objects.select_for_update().get(pk=area.pk)
    if area.closed_on:
        raise Refused(_("Cette compétence est déjà fermée."))
    area.closed_on = clock.today()
    area.save(update_fields=["closed_on"])
    record(Verb.POLICY_AREA_CLOSED, area, by=by)
    return area


@transaction.atomic
def reopen_policy_area(area: PolicyArea, *, by: Person) -> PolicyArea:
    return _reopen(area, Verb.POLICY_AREA_REOPENED, by)


def _reopen(thing, verb, by):
    thing = type(thing).objects.select_for_update().get(pk=thing.pk)
    thing.closed_on = None
    thing.save(update_fields=["closed_on"])
    record(verb, thing, by=by)
    return thing


def _free_slug(model, name: str) -> str:
    """The address that the name gives, with a number when another one has it."""
    wanted, number = slug(name, 50), 1
    found = wanted
    while model.objects.filter(slug=found).exists():
        number += 1
        found = f"{wanted}-{number}"
    return found
