"""Who belongs to which network, from when to when."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import NetworkMembership, Organisation, Person
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def join_network(
    member: Organisation, network: Organisation, *, by: Person, starts_on: date, ends_on: date | None = None
) -> NetworkMembership:
    membership = NetworkMembership(member=member, network=network)
    _date(membership, starts_on, ends_on)
    record(Verb.NETWORK_JOINED, member, by=by, network=network.pk)
    return membership


@transaction.atomic
def date_membership(membership, *, by: Person, starts_on: date, ends_on: date | None) -> NetworkMembership:
    """End it, open it again, or correct its dates."""
    membership = NetworkMembership.objects.select_for_update().get(pk=membership.pk)
    _date(membership, starts_on, ends_on)
    record(Verb.MEMBERSHIP_DATED, membership.member, by=by, network=membership.network_id)
    return membership


@transaction.atomic
def drop_membership(membership, *, by: Person) -> None:
    """It never was: one that ended keeps its dates."""
    membership = NetworkMembership.objects.select_for_update().get(pk=membership.pk)
    record(Verb.MEMBERSHIP_DROPPED, membership.member, by=by, network=membership.network_id)
    membership.delete()


def _date(membership, starts_on, ends_on):
    """The row of the member is the lock of its memberships."""
    Organisation.objects.select_for_update().get(pk=membership.member_id)
    others = NetworkMembership.objects.between(membership.network, membership.member, starts_on, ends_on)
    if others.exclude(pk=membership.pk).exists():
        raise Refused(_("Une adhésion de cette organisation à ce réseau couvre déjà ces dates : changez ses dates."))
    membership.starts_on, membership.ends_on = starts_on, ends_on
    membership.save()
