"""The calendar of a plan, and a consultation that follows it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from actors.models import Person
from consultations.actions import open_consultation
from consultations.models import Consultation, Permission
from essportal.errors import Refused
from essportal.journal import record
from essportal.text import slug
from plans.journal import Verb
from plans.models import Plan, Stage


@transaction.atomic
def set_stages(plan: Plan, stages: list[dict], *, by: Person) -> Plan:
    """Write the whole calendar anew, in the order of its days."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    plan.stages.all().delete()
    in_order = sorted(stages, key=lambda stage: (stage["starts_on"], stage["ends_on"]))
    Stage.objects.bulk_create(Stage(plan=plan, rank=rank, **stage) for rank, stage in enumerate(in_order, start=1))
    record(Verb.CALENDAR_SET, plan, by=by, stages=len(in_order))
    return plan


@transaction.atomic
def draw_consultation(
    plan: Plan, *, by: Person, opens_on: date, closes_on: date, stages: list[dict], **frame
) -> Consultation:
    """A consultation, its window of days, the plan's calendar and its *date d'arrêt*: one deed. Nobody sees it yet."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.consultations.filter(title=frame["title"]).exists():
        raise Refused(
            _("Une concertation de ce plan porte déjà ce titre : elle est enregistrée."),
            way_out=(_("Voir son cadre"), reverse("consultations:work-frame")),
        )
    consultation = open_consultation(
        by=by,
        slug=_free_slug(frame["title"]),
        windows=[(Permission.CONTRIBUTE, _midnight(opens_on), _midnight(closes_on + timedelta(days=1)))],
        **frame,
    )
    plan = set_stages(plan, stages, by=by)
    plan.consultations.add(consultation)
    plan.cutoff_on = closes_on
    plan.save(update_fields=["cutoff_on"])
    record(Verb.PLAN_REVISED, plan, by=by, changed=["consultations", "cutoff_on"])
    return consultation


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def _free_slug(title: str) -> str:
    wanted, number = slug(title, 100), 1
    found = wanted
    while Consultation.objects.filter(slug=found).exists():
        number += 1
        found = f"{wanted}-{number}"
    return found
