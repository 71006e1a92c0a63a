"""The tables' capture: the team opens and closes addresses; whoever holds one files ideas, and takes back their own."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from consultations.actions.files import keep_file
from consultations.actions.typing import type_idea
from consultations.journal import Verb
from consultations.models import CaptureAddress, CapturedIdea, Contribution, ContributionStatus, Meeting
from consultations.models.capture import WRITES, closes_at, digest_of
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.typography import day, hour

MOST_AN_HOUR = 300
HOUR = timedelta(hours=1)


class TooMany(Refused):
    """The table has said all that it may say in an hour: what comes next waits."""


@transaction.atomic
def open_capture(meeting, *, by) -> list[CaptureAddress]:
    """An address for each table that has none."""
    meeting = _lock_capturable(meeting.pk)
    lacking = meeting.workshops.exclude(capture_addresses__in=CaptureAddress.objects.valid())
    issued = [_issue(table, by) for table in lacking.order_by("number")]
    if issued:
        record(Verb.CAPTURE_OPENED, meeting, by=by, tables=[address.workshop.number for address in issued])
    return issued


@transaction.atomic
def renew_capture(workshop, *, by) -> CaptureAddress:
    """Another address for the same table; the one before opens nothing any more."""
    _lock_capturable(workshop.meeting_id)
    _revoke(workshop)
    address = _issue(workshop, by)
    record(Verb.CAPTURE_RENEWED, workshop.meeting, by=by, table=workshop.number)
    return address


@transaction.atomic
def close_capture(workshop, *, by) -> None:
    Meeting.objects.select_for_update().get(pk=workshop.meeting_id)
    if _revoke(workshop):
        record(Verb.CAPTURE_CLOSED, workshop.meeting, by=by, table=workshop.number)


@transaction.atomic
def capture_idea(address, *, text, key, device="", photo=None) -> Contribution:
    """One idea from a table's telephone, to be moderated; the same key twice makes one idea. Nobody is its author."""
    address = _lock_open(address)
    known = Contribution.objects.filter(key=key).first()
    if known:
        return known
    now = clock.now()
    lately = CapturedIdea.objects.filter(address__workshop=address.workshop_id, at__gt=now - HOUR)
    if lately.count() >= MOST_AN_HOUR:
        raise TooMany(
            _("Cette table a saisi %(most)s idées en une heure, le plus possible. La suite attend sur ce téléphone.")
            % {"most": MOST_AN_HOUR}
        )
    idea = type_idea(address.workshop, by=None, text=text, key=key, verb=Verb.IDEA_CAPTURED)
    CapturedIdea.objects.create(contribution=idea, address=address, device=device, at=now)
    if photo:
        keep_file(idea, name=photo.name, content=photo.content, content_type=photo.content_type)
    return idea


@transaction.atomic
def take_back_idea(address, *, key) -> None:
    """The key was drawn by the device that typed: whoever knows it takes it back, as long as nobody could read it."""
    address = _lock_open(address)
    found = Contribution.objects.select_for_update(of=("self",)).filter(key=key, captured__address=address).first()
    if found is None or found.status == ContributionStatus.WITHDRAWN:
        return
    if found.status != ContributionStatus.FILED:
        raise Refused(_("L’équipe a déjà relu cette idée : elle ne se reprend plus d’ici."))
    found.move_to(ContributionStatus.WITHDRAWN)
    found.withdrawn_at = clock.now()
    found.save(update_fields=["status", "withdrawn_at"])
    record(Verb.IDEA_TAKEN_BACK, found, by=None)


def why_closed(address) -> str:
    """In a sentence, why this address receives nothing now; "" when it does."""
    meeting = address.workshop.meeting
    said = {
        "revoked": _("Cette adresse a été remplacée ou fermée. Demandez la nouvelle à l’équipe qui organise."),
        "over": _("La saisie de cette table est close depuis le %(day)s à %(hour)s.")
        % {"day": day(address.closes_at), "hour": hour(address.closes_at)},
        "shut": _("Cette rencontre ne reçoit pas d’idées en ce moment. Voyez avec l’équipe qui organise."),
        "early": _("Cette adresse s’ouvrira le jour de la rencontre, le %(day)s, et se fermera le soir.")
        % {"day": day(meeting.starts_at)},
    }
    return said.get(address.state, "")


def _lock_open(address):
    found = CaptureAddress.objects.select_related("workshop__meeting__consultation", "workshop__meeting__municipality")
    address = found.select_for_update(of=("self",)).get(pk=address.pk)
    if why := why_closed(address):
        raise Refused(why)
    return address


def _lock_capturable(pk):
    meeting = Meeting.objects.select_for_update().get(pk=pk)
    if meeting.status not in WRITES:
        raise Refused(_("Annoncez la rencontre avant d’ouvrir la capture de ses tables."))
    if meeting.consultation_id is None:
        raise Refused(_("Cette rencontre n’est rattachée à aucune concertation. Choisissez-en une avant de saisir."))
    if clock.now() >= closes_at(meeting):
        raise Refused(_("La capture s’ouvre jusqu’au jour de la rencontre. Après, collez les idées dans la saisie."))
    return meeting


def _issue(workshop, by):
    address = CaptureAddress(workshop=workshop, issued_by=by, issued_at=clock.now())
    address.digest = digest_of(address.secret)
    address.save()
    return address


def _revoke(workshop):
    return CaptureAddress.objects.valid().filter(workshop=workshop).update(revoked_at=clock.now())
