"""What writing groups and visas ask of the team, of those who write and of the departments' correspondents."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essportal import clock
from essportal.todo import Group, Item
from essportal.typography import day
from plans import policies
from plans.models import Plan, Proposal, ProposalStatus, Visa, VisaState, WritingGroup
from plans.selectors.visas import to_ask

SOON = 7


def items(person) -> list[Item]:
    found = [*of_writers(person), *_of_correspondents(person)]
    if policies.can_write_plan(person):
        found += [item for item in (_proposals(), _visas()) if item]
    return found


def my_writing(readers, reader):
    """One's own space: the groups one writes in, and what was returned."""
    mine = list(WritingGroup.objects.written_by(reader).distinct())
    return {readers[0].pk: {"groups": mine, "items": of_writers(reader)}} if mine else {}


def of_writers(person) -> list[Item]:
    mine = Proposal.objects.filter(author=person, group__in=WritingGroup.objects.written_by(person))
    return [*_returned(mine), *_unfinished(mine)]


def _returned(mine) -> list[Item]:
    """Until its author writes there again, or the group closes."""
    returned = mine.filter(status=ProposalStatus.RETURNED, group__closes_on__gte=clock.today())
    since = mine.exclude(status=ProposalStatus.RETURNED)
    return [
        Item(
            Group.THIS_WEEK,
            _("Proposition renvoyée, %(clause)s") % {"clause": one.place},
            str(one.group),
            _("renvoyée"),
            one.get_absolute_url(),
            _("Lire pourquoi"),
        )
        for one in returned.select_related("group", "clause", "parent").order_by("-decided_at")
        if not since.filter(clause=one.clause_id, parent=one.parent_id, saved_at__gt=one.decided_at).exists()
    ]


def _unfinished(mine) -> list[Item]:
    drafts = mine.filter(status=ProposalStatus.DRAFT, group__closes_on__gte=clock.today())
    return [
        Item(
            Group.THIS_WEEK if (one.group.closes_on - clock.today()).days <= SOON else Group.SOMEDAY,
            _("Brouillon à proposer, %(clause)s") % {"clause": one.place},
            _("Le groupe écrit jusqu’au %(day)s.") % {"day": day(one.group.closes_on)},
            _("brouillon"),
            one.get_absolute_url(),
            _("Continuer"),
        )
        for one in drafts.select_related("group", "clause", "parent").order_by("saved_at")
    ]


def _of_correspondents(person) -> list[Item]:
    if not person.is_correspondent:
        return []
    asked = Visa.objects.filter(department__in=person.departments, answers=None, overridden_by=None)
    waiting = [visa for visa in asked.with_answers().order_by("asked_at") if visa.state == VisaState.WAITING]
    return [
        Item(
            Group.BLOCKING,
            _("Donner le visa sur « %(title)s »") % {"title": visa.revision.title},
            _("%(department)s, jusqu’au %(day)s") % {"department": visa.department, "day": day(visa.due_on)},
            visa.state.label,
            visa.get_absolute_url(),
            _("Répondre"),
        )
        for visa in waiting
    ]


def _proposals() -> Item | None:
    waiting = Proposal.objects.waiting().order_by("proposed_at")
    count = waiting.count()
    if not count:
        return None
    groups = waiting.order_by("group__name").values_list("group__name", flat=True).distinct()
    return Item(
        Group.THIS_WEEK,
        ngettext("Répondre à %(n)s proposition", "Répondre à %(n)s propositions", count) % {"n": count},
        ", ".join(groups),
        ProposalStatus.PROPOSED.label,
        reverse("plans:work-groups"),
        _("Répondre"),
    )


def _visas() -> Item | None:
    plan = Plan.objects.current()
    count = len(to_ask(plan)) if plan else 0
    if not count:
        return None
    return Item(
        Group.BLOCKING,
        ngettext("Demander %(n)s visa", "Demander %(n)s visas", count) % {"n": count},
        _("Une version ne part en relecture qu’avec le visa des directions associées."),
        _("à lancer"),
        reverse("plans:visas"),
        _("Demander"),
    )
