"""The plan itself: its years, its levels, the consultations that feed it, its calendar."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.models import Person
from consultations.models import Consultation
from essportal.errors import Refused
from essportal.journal import record
from plans.journal import Verb
from plans.models import Level, Plan, Stage

LEVELS = [("Axe", "", False), ("Objectif", "O", False), ("Mesure", "M", True)]


@transaction.atomic
def open_plan(
    *,
    by: Person,
    title: str,
    starts_on: date,
    ends_on: date,
    slug: str = "",
    cutoff_on: date | None = None,
    consultations: Iterable[Consultation] = (),
    stages: Iterable[dict] = (),
) -> Plan:
    """A new plan, with its address and its three levels. `stages` have title, text, starts_on and ends_on."""
    slug = slug or slugify(f"{title}-{starts_on.year}")[:80]
    if Plan.objects.filter(slug=slug).exists():
        raise Refused(_("Un plan porte déjà ce titre et commence la même année : donnez-lui un autre titre."))
    plan = Plan.objects.create(slug=slug, title=title, starts_on=starts_on, ends_on=ends_on, cutoff_on=cutoff_on)
    plan.consultations.set(consultations)
    Level.objects.bulk_create(
        Level(plan=plan, depth=depth, name=name, abbreviation=short, has_sheet=sheet)
        for depth, (name, short, sheet) in enumerate(LEVELS, start=1)
    )
    Stage.objects.bulk_create(Stage(plan=plan, rank=rank, **stage) for rank, stage in enumerate(stages, start=1))
    record(Verb.PLAN_OPENED, plan, by=by)
    return plan


@transaction.atomic
def revise_plan(plan: Plan, *, by: Person, consultations: Iterable[Consultation], **fields) -> Plan:
    """Change its title, its dates or what feeds it: the gate counts what was received by the *date d'arrêt*."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    changed = sorted(name for name, value in fields.items() if getattr(plan, name) != value)
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(fields))
    plan.consultations.set(consultations)
    record(Verb.PLAN_REVISED, plan, by=by, changed=changed)
    return plan
