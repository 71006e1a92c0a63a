"""The directory: who takes part."""

from collections.abc import Iterable

from django.db import transaction

from actors.journal import Verb
from actors.models import Organisation, OrganisationStatus, Person, PolicyArea
from essportal.journal import record


@transaction.atomic
def add_organisation(
    *, by: Person, policy_areas: Iterable[PolicyArea] = (), siret: str | None = None, **fields
) -> Organisation:
    """The ESS team writes the sheet itself: it is verified at once. `siret` is the head office's."""
    if siret:
        fields.setdefault("siren", siret[:9])
    organisation = Organisation.objects.create(status=OrganisationStatus.VERIFIED, **fields)
    organisation.policy_areas.set(policy_areas)
    if siret:
        organisation.establishments.create(siret=siret, municipality=organisation.municipality, is_head=True)
    record(Verb.ORGANISATION_ADDED, organisation, by=by)
    return organisation
