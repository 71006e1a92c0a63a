"""One person passes on to another; what they did before stays under their name."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from actors import policies, tasks
from actors.actions.sheets import locked
from actors.journal import Verb
from actors.models import HandOver, Representative
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

MOST_A_DAY = 10


@transaction.atomic
def offer_hand_over(organisation, *, by, email: str, function: str = "", giver_leaves: bool = False) -> HandOver:
    """Write to an address: its holder signs in, reads what is offered, and takes it or not."""
    organisation = locked(organisation)
    if not organisation.is_verified:
        raise Refused(_("Cette fiche est %(status)s.") % {"status": organisation.get_status_display()})
    email = email.strip().lower()
    if _speaking(organisation).filter(person__email__iexact=email).exists():
        raise Refused(_("Cette personne représente déjà l’organisation."))
    _require_few(by)
    organisation.handovers.filter(email=email, taken_at=None, closed_at=None).update(closed_at=clock.now())
    offer = HandOver.objects.create(
        organisation=organisation, offered_by=by, email=email, function=function, giver_leaves=giver_leaves
    )
    record(Verb.HANDOVER_OFFERED, organisation, by=by, handover=offer.pk)
    tasks.send_hand_over.defer(handover_id=offer.pk)
    return offer


@transaction.atomic
def take_over(offer, *, by) -> HandOver:
    organisation, offer = _lock(offer)
    if offer.email != by.email.lower():
        raise Refused(_("Ce passage de relais est proposé à une autre adresse."))
    if not organisation.is_verified:
        raise Refused(_("Cette fiche est %(status)s.") % {"status": organisation.get_status_display()})
    _require_giver(offer, organisation)
    offer.taken_at = clock.now()
    offer.save(update_fields=["taken_at"])
    if not _speaking(organisation).filter(person=by).exists():
        Representative.objects.create(
            person=by, organisation=organisation, function=offer.function, starts_on=clock.today()
        )
    record(Verb.HANDOVER_TAKEN, organisation, by=by, handover=offer.pk)
    if offer.giver_leaves:
        _end(_speaking(organisation).filter(person=offer.offered_by_id), by=by)
    return offer


@transaction.atomic
def close_hand_over(offer, *, by) -> HandOver:
    """Declined by who received it, or called back by who offered it."""
    organisation, offer = _lock(offer)
    offer.closed_at = clock.now()
    offer.save(update_fields=["closed_at"])
    record(Verb.HANDOVER_CLOSED, organisation, by=by, handover=offer.pk)
    return offer


@transaction.atomic
def stop_representing(link, *, by) -> Representative:
    """Until tonight; the past is kept. Ending twice ends once."""
    locked(link.organisation)
    link = Representative.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.ends_on and link.ends_on <= clock.today():
        return link
    _end([link], by=by)
    return link


def _require_giver(offer, organisation) -> None:
    """What a person may do follows from what is valid today: who speaks no more gives nothing away."""
    giver = offer.offered_by
    if not (giver.is_active and policies.can_offer(giver, organisation)):
        raise Refused(
            _(
                "La personne qui vous l’a proposé ne représente plus l’organisation. "
                "Demandez plutôt à la représenter : l’équipe vous répondra."
            ),
            way_out=(_("Demander à la représenter"), reverse("actors:claim", args=[organisation.slug])),
        )


def _require_few(person) -> None:
    """The portal writes to people who asked nothing: never many of them in a day for one person."""
    since = clock.now() - timedelta(days=1)
    if HandOver.objects.filter(offered_by=person, offered_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(_("Vous avez déjà écrit à plusieurs personnes aujourd’hui. Réessayez demain."))


def _end(links, *, by) -> None:
    for link in links:
        link.ends_on = clock.today()
        link.save(update_fields=["ends_on"])
        record(Verb.REPRESENTATIVE_ENDED, link.organisation, by=by, representative=link.pk)


def _speaking(organisation):
    return organisation.representatives.valid_on(clock.today()).select_related("organisation")


def _lock(offer):
    organisation = locked(offer.organisation)
    found = HandOver.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if found.taken_at or found.closed_at or found.lapses_on <= clock.now():
        raise Refused(
            _("Ce passage de relais n’est plus ouvert : il a été accepté, décliné ou annulé, ou il a plus de 14 jours.")
        )
    return organisation, found
