"""How an empty portal gets its first person, and how far its set-up is."""

from django.db import transaction
from django.utils.translation import gettext as _

from actors import founding
from actors.actions.facts import appoint
from actors.journal import Verb
from actors.models import Person, PostKind, SetUp
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def found_portal(*, by: Person, name: str) -> SetUp:
    """The first person becomes team and administrator. The one row of the set-up is the lock: it is made once."""
    set_up, is_first = SetUp.objects.get_or_create(pk=1, defaults={"opened_at": clock.now()})
    if not is_first or not founding.is_open():
        raise Refused(_("Ce portail a déjà son administrateur : demandez-lui de vous y donner un poste."))
    by.name = name
    by.save(update_fields=["name"])
    for kind in (PostKind.ESS_TEAM, PostKind.ADMINISTRATOR):
        appoint(by, by=None, kind=kind, starts_on=clock.today())
    record(Verb.PORTAL_FOUNDED, by, by=by)
    return set_up


@transaction.atomic
def skip_step(step: str, *, by: Person) -> SetUp:
    """Leave a step for later: the list of things to do no longer asks for it."""
    set_up = _locked()
    if step not in set_up.skipped:
        set_up.skipped = [*set_up.skipped, step]
        set_up.save(update_fields=["skipped"])
        record(Verb.SET_UP_SKIPPED, set_up, by=by, step=step)
    return set_up


@transaction.atomic
def close_set_up(*, by: Person) -> SetUp:
    set_up = _locked()
    if set_up.closed_at is None:
        set_up.closed_at = clock.now()
        set_up.save(update_fields=["closed_at"])
        record(Verb.SET_UP_CLOSED, set_up, by=by)
    return set_up


def _locked() -> SetUp:
    set_up = SetUp.objects.select_for_update().first()
    if set_up is None:
        raise Refused(_("Ce portail est déjà en place : tout se change dans les réglages."))
    return set_up
