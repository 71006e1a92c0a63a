"""The plan itself: its years, its levels, the consultations that feed it, its calendar."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Person
from consultations.models import Consultation
from essportal.errors import Refused
from essportal.journal import record
from plans.journal import Verb
from plans.models import ClauseKind, Level, Plan, Stage
from plans.models.plan import VISA_DAYS
from plans.selectors.outline import working_outline

LEVELS = [("Axe", ""), ("Objectif", "O"), ("Mesure", "M")]


@transaction.atomic
def open_plan(
    *,
    by: Person,
    title: str,
    starts_on: date,
    ends_on: date,
    slug: str = "",
    cutoff_on: date | None = None,
    visa_days: int = VISA_DAYS,
    consultations: Iterable[Consultation] = (),
    stages: Iterable[dict] = (),
    levels: list[tuple[str, str]] = (),
) -> Plan:
    """A new plan, with its address and its levels (name, abbreviation), the last one for measures.

    `stages` have title, text, starts_on and ends_on.
    """
    slug = slug or slugify(f"{title}-{starts_on.year}")[:80]
    if Plan.objects.filter(slug=slug).exists():
        raise Refused(_("Un plan porte déjà ce titre et commence la même année : donnez-lui un autre titre."))
    plan = Plan.objects.create(
        slug=slug, title=title, starts_on=starts_on, ends_on=ends_on, cutoff_on=cutoff_on, visa_days=visa_days
    )
    plan.consultations.set(consultations)
    _write_levels(plan, levels or LEVELS)
    Stage.objects.bulk_create(Stage(plan=plan, rank=rank, **stage) for rank, stage in enumerate(stages, start=1))
    record(Verb.PLAN_OPENED, plan, by=by)
    return plan


@transaction.atomic
def revise_plan(
    plan: Plan,
    *,
    by: Person,
    consultations: Iterable[Consultation] | None = None,
    levels: list[tuple[str, str]] = (),
    **fields,
) -> Plan:
    """Change its title, its dates or what feeds it: the gate counts what was received by the *date d'arrêt*."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    changed = sorted(name for name, value in fields.items() if getattr(plan, name) != value)
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(fields))
    if consultations is not None:
        plan.consultations.set(consultations)
    if levels and levels != plan.outline_levels:
        _rename_levels(plan, levels)
        changed.append("levels")
    record(Verb.PLAN_REVISED, plan, by=by, changed=changed)
    return plan


def _rename_levels(plan: Plan, levels: list[tuple[str, str]]) -> None:
    """Numbers on screen follow at once; sealed versions keep the labels they had."""
    sections = [placed.depth for placed in working_outline(plan) if placed.revision.kind == ClauseKind.SECTION]
    used = max(sections, default=0) + 1
    if len(levels) < used:
        raise Refused(
            ngettext(
                "Le plan emploie déjà %(n)s niveau : gardez-en autant.",
                "Le plan emploie déjà %(n)s niveaux : gardez-en autant.",
                used,
            )
            % {"n": used}
        )
    plan.levels.all().delete()
    _write_levels(plan, levels)


def _write_levels(plan: Plan, levels: list[tuple[str, str]]) -> None:
    """The last level is the one of measures: it carries the sheet."""
    Level.objects.bulk_create(
        Level(plan=plan, depth=depth, name=name, abbreviation=short, has_sheet=depth == len(levels))
        for depth, (name, short) in enumerate(levels, start=1)
    )
