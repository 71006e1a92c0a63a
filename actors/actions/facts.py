"""What is noted of a person, between two dates: their roles follow from it, that day."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import (
    FACTS,
    Agent,
    Correspondent,
    Department,
    ElectedMember,
    FactKind,
    Organisation,
    Person,
    Post,
    PostKind,
    Representative,
    refusal,
)
from actors.models.facts import SAME
from actors.signals import fact_ended, fact_withdrawn
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

VERBS = {
    FactKind.REPRESENTATIVE: Verb.REPRESENTATIVE_NAMED,
    FactKind.MANDATE: Verb.MANDATE_NOTED,
    FactKind.CORRESPONDENT: Verb.CORRESPONDENT_NAMED,
    FactKind.AGENT: Verb.AGENT_NOTED,
    FactKind.POST: Verb.PERSON_APPOINTED,
}


@transaction.atomic
def note_fact(person: Person, sort: str, *, by: Person | None, **fields):
    """Note one of the five sorts of facts. The very first officer is appointed by nobody: `by` may be None."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    fact = FACTS[sort](person=person, **fields)
    if sort == FactKind.CORRESPONDENT:
        Department.objects.select_for_update().get(pk=fact.department_id)
    if found := refusal(fact):
        raise Refused(found)
    fact.save()
    record(VERBS[sort], person, by=by, **_codes(sort, fact))
    return fact


def is_held(person: Person, sort: str, **fields) -> bool:
    """This very thing is already noted of the person, and runs today."""
    same = {name: fields[name] for name in (*SAME[FACTS[sort]], "rank") if name in fields}
    return FACTS[sort].objects.valid_on(clock.today()).filter(person=person, **same).exists()


def appoint(person: Person, *, by: Person | None, kind: str, starts_on: date, **said) -> Post:
    """Give a post of the authority. `said`: function, ends_on."""
    return note_fact(person, FactKind.POST, by=by, kind=kind, starts_on=starts_on, **said)


def note_mandate(person: Person, *, by: Person, council: str, title: str, starts_on: date, **said) -> ElectedMember:
    """`said`: municipality, delegation, commission, ends_on."""
    return note_fact(person, FactKind.MANDATE, by=by, council=council, title=title, starts_on=starts_on, **said)


def note_agent(person: Person, *, by: Person, department: Department, starts_on: date, **said) -> Agent:
    """`said`: function, ends_on."""
    return note_fact(person, FactKind.AGENT, by=by, department=department, starts_on=starts_on, **said)


def name_correspondent(
    person: Person, *, by: Person, department: Department, rank: str, starts_on: date, ends_on: date | None = None
) -> Correspondent:
    """One of each rank in a department at a time."""
    fields = {"department": department, "rank": rank, "starts_on": starts_on, "ends_on": ends_on}
    return note_fact(person, FactKind.CORRESPONDENT, by=by, **fields)


def name_representative(
    person: Person, organisation: Organisation, *, by: Person, starts_on: date, **said
) -> Representative:
    """`said`: function, ends_on."""
    return note_fact(person, FactKind.REPRESENTATIVE, by=by, organisation=organisation, starts_on=starts_on, **said)


@transaction.atomic
def end_fact(fact, *, by: Person, ends_on: date):
    """Its last day, that day included. Yesterday closes at once what it opened; the history stays."""
    fact = _lock(fact)
    if ends_on < fact.starts_on:
        raise Refused(_("La fin vient avant le début. Ce qui est noté par erreur se retire."))
    fact.ends_on = ends_on
    if found := refusal(fact):
        raise Refused(found)
    _keep_an_administrator(fact)
    fact.save(update_fields=["ends_on"])
    record(Verb.FACT_ENDED, fact.person, by=by, fact=fact._meta.model_name, id=fact.pk, ends_on=ends_on.isoformat())
    fact_ended.send(type(fact), fact=fact, by=by)
    return fact


@transaction.atomic
def correct_fact(fact, *, by: Person, **fields):
    """Noted with a mistake: it says from now on what it should have said. What was said under it does not change."""
    fact = _lock(fact)
    changed = sorted(name for name, value in fields.items() if getattr(fact, name) != value)
    if not changed:
        return fact
    if isinstance(fact, Correspondent):
        departments = Department.objects.select_for_update().order_by("pk")
        list(departments.filter(pk__in=[fact.department_id, fields["department"].pk]))
    corrected = type(fact)(pk=fact.pk, person=fact.person, **fields)
    if found := refusal(corrected):
        raise Refused(found)
    if not _administers(corrected):
        _keep_an_administrator(fact)
    for name in changed:
        setattr(fact, name, fields[name])
    fact.save(update_fields=changed)
    record(Verb.FACT_CORRECTED, fact.person, by=by, fact=fact._meta.model_name, id=fact.pk, fields=changed)
    if "ends_on" in changed and fact.ends_on:
        fact_ended.send(type(fact), fact=fact, by=by)
    return fact


@transaction.atomic
def withdraw_fact(fact, *, by: Person) -> None:
    """Noted by mistake, today or for a day to come: it never counted, nothing of it stays but the journal's line."""
    fact = _lock(fact)
    if not can_withdraw(fact):
        raise Refused(_("C’est en cours depuis un jour au moins : mettez-y fin, l’histoire le garde."))
    _keep_an_administrator(fact)
    record(Verb.FACT_WITHDRAWN, fact.person, by=by, fact=fact._meta.model_name, id=fact.pk)
    fact_withdrawn.send(type(fact), fact=fact, by=by)
    fact.delete()


def can_withdraw(fact) -> bool:
    return fact.starts_on >= clock.today()


def _administers(fact) -> bool:
    """Today, and without an end."""
    return (
        isinstance(fact, Post)
        and fact.kind == PostKind.ADMINISTRATOR
        and fact.starts_on <= clock.today()
        and fact.ends_on is None
    )


def _keep_an_administrator(fact) -> None:
    """A portal that nobody may settle any more could only be mended in its database."""
    if not (isinstance(fact, Post) and fact.kind == PostKind.ADMINISTRATOR):
        return
    # Locked, so that two administrators cannot dismiss each other at once.
    others = Post.objects.select_for_update().filter(kind=PostKind.ADMINISTRATOR).exclude(pk=fact.pk)
    others = others.exclude(person=fact.person).filter(person__is_active=True, ends_on=None)
    if not others.filter(starts_on__lte=clock.today()).exists():
        raise Refused(_("C’est le seul administrateur du portail, sans date de fin. Nommez-en d’abord un autre."))


def _lock(fact):
    Person.objects.select_for_update().get(pk=fact.person_id)
    return type(fact).objects.select_for_update(of=("self",)).select_related("person").get(pk=fact.pk)


def _codes(sort, fact) -> dict:
    """What the journal keeps of a fact: ids and codes."""
    if sort == FactKind.REPRESENTATIVE:
        return {"organisation": fact.organisation_id}
    if sort == FactKind.MANDATE:
        return {"mandate": fact.pk}
    if sort == FactKind.POST:
        return {"post": fact.kind}
    return {"department": fact.department_id, **({"rank": fact.rank} if sort == FactKind.CORRESPONDENT else {})}
