"""What waits for the DPO: requests and their clock, accounts that sleep."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors import inactivity, policies
from actors.models import DataRequest
from essportal.todo import Group, Item

SOON_DAYS = 7


def items(person) -> list[Item]:
    if not policies.is_dpo(person):
        return []
    waiting = DataRequest.objects.visible_to(person).waiting()
    return [*(_request(asked) for asked in waiting), *_inactive()]


def _request(asked) -> Item:
    days = asked.days_left
    left = ngettext("encore %(n)s jour", "encore %(n)s jours", days) % {"n": days}
    return Item(
        Group.BLOCKING if days <= SOON_DAYS else Group.THIS_WEEK,
        _("Répondre à la demande %(reference)s") % {"reference": asked.reference},
        asked.get_kind_display().capitalize(),
        _("en retard") if asked.is_late else left,
        reverse("actors:work-request", args=[asked.reference]),
        _("Répondre"),
        asked.is_late,
    )


def _inactive() -> list[Item]:
    count = inactivity.left_with_a_role().count()
    if not count:
        return []
    title = ngettext("%(n)s compte sans connexion, avec un rôle", "%(n)s comptes sans connexion, avec un rôle", count)
    return [
        Item(
            Group.SOMEDAY,
            title % {"n": count},
            _("Le mandat, le poste ou la représentation court encore : est-ce exact ?"),
            _("à vérifier"),
            reverse("actors:inactive-accounts"),
            _("Regarder"),
        )
    ]
