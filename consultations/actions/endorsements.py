"""An organisation says that it holds the same: once, while the consultation permits it, and it may take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.journal import Verb
from consultations.models import Contribution, ContributionStatus, Endorsement, Permission
from consultations.selectors.speaking import organisations_of
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def endorse(contribution, *, by, organisation) -> Endorsement:
    """Sent twice, or by two of its people at once, it is one support."""
    contribution = _lock(contribution)
    _require_speaks_for(by, organisation)
    if contribution.status != ContributionStatus.PUBLISHED:
        raise Refused(_("On ne soutient qu’une contribution publiée."))
    if not contribution.consultation.permits(Permission.SUPPORT):
        raise Refused(
            _("Cette concertation ne reçoit pas de soutiens en ce moment."),
            way_out=(_("Voir le calendrier de la concertation"), contribution.consultation.get_absolute_url()),
        )
    if contribution.organisation_id == organisation.pk:
        raise Refused(_("C’est sa propre contribution : une organisation ne soutient que celles des autres."))
    support, created = Endorsement.objects.get_or_create(
        contribution=contribution, organisation=organisation, defaults={"by": by, "at": clock.now()}
    )
    if created:
        record(Verb.CONTRIBUTION_ENDORSED, contribution, by=by, organisation=organisation.pk)
    return support


@transaction.atomic
def take_back_endorsement(contribution, *, by, organisation) -> bool:
    """At any time, as one withdraws one's own words; False when there was nothing to take back."""
    contribution = _lock(contribution)
    _require_speaks_for(by, organisation)
    deleted, __ = contribution.endorsements.filter(organisation=organisation).delete()
    if deleted:
        record(Verb.ENDORSEMENT_TAKEN_BACK, contribution, by=by, organisation=organisation.pk)
    return bool(deleted)


def _lock(contribution):
    found = Contribution.objects.select_for_update(of=("self",)).select_related("consultation")
    return found.get(pk=contribution.pk)


def _require_speaks_for(person, organisation) -> None:
    if not organisations_of(person).filter(pk=organisation.pk).exists():
        raise Refused(_("Vous ne représentez pas %(name)s aujourd’hui.") % {"name": organisation})
