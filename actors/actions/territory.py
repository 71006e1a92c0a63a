"""The authority whose portal this is: its communes, what it deals with, its departments."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from actors.journal import Verb
from actors.models import Department, LocalAuthority, Municipality, Person, PolicyArea
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def settle_authority(
    *,
    by: Person | None,
    communes: Iterable[Municipality],
    policy_areas: Iterable[tuple[str, str]] = (),
    **fields,
) -> LocalAuthority:
    """Found the portal. Nobody has an account yet: `by` may be None. `policy_areas` are (slug, name)."""
    if LocalAuthority.objects.exists():
        raise Refused(_("Ce portail a déjà sa collectivité."))
    Municipality.objects.bulk_create(communes)
    PolicyArea.objects.bulk_create(PolicyArea(slug=slug, name=name) for slug, name in policy_areas)
    authority = LocalAuthority(pk=1, **fields)
    authority.full_clean()
    authority.save(force_insert=True)
    record(Verb.AUTHORITY_SETTLED, authority, by=by)
    return authority


@transaction.atomic
def add_department(*, by: Person, slug: str, name: str, policy_areas: Iterable[PolicyArea] = ()) -> Department:
    department = Department.objects.create(slug=slug, name=name)
    department.policy_areas.set(policy_areas)
    record(Verb.DEPARTMENT_ADDED, department, by=by)
    return department


@transaction.atomic
def settle_inactivity(*, by: Person, years: int) -> LocalAuthority:
    """After how long without signing in an account is erased."""
    authority = LocalAuthority.objects.select_for_update().get()
    authority.inactive_years = years
    authority.save(update_fields=["inactive_years"])
    record(Verb.INACTIVITY_SETTLED, authority, by=by, years=years)
    return authority
