"""What the team's desks share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from essportal.errors import Refused
from essportal.policies import require
from plans import policies
from plans.models import Clause, Plan, Version


def the_plan(request) -> Plan:
    """The plan being written, for the team; before the first one, a page that says where to open it."""
    require(policies.can_write_plan, request.user)
    plan = Plan.objects.current()
    if plan is None:
        raise Refused(_("Aucun plan n’est encore ouvert."), way_out=(_("Ouvrir le plan"), reverse("plans:plan-frame")))
    return plan


def find_clause(request, reference: str) -> Clause:
    require(policies.can_write_plan, request.user)
    return get_object_or_404(Clause.objects.select_related("plan"), reference=reference)


def find_version(request, number: int) -> Version:
    """The team's own desk of a version: readers have other pages."""
    require(policies.can_write_plan, request.user)
    versions = Version.objects.visible_to(request.user).select_related("plan", "frozen_by", "previous")
    return get_object_or_404(versions, number=number)
