"""Requests about personal data: asked by anyone whose address is proved, answered by the DPO within their month."""

from django.db import transaction
from django.utils.translation import gettext as _

from actors import tasks
from actors.forgetting import drop_words
from actors.journal import Verb
from actors.models import DataRequest, Person, RequestStatus
from actors.models.privacy import MONTHS, MORE_MONTHS, months_later
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record
from essportal.references import next_reference


@transaction.atomic
def ask_dpo(person: Person, *, kind: str, text: str) -> DataRequest:
    """Someone signed in has proved their address already: the clock starts at once."""
    asked = DataRequest(
        kind=kind, text=text, person=person, email=person.email, name=person.name, written_at=clock.now()
    )
    return _receive(asked, by=person)


@transaction.atomic
def ask_dpo_from_outside(*, email: str, name: str, kind: str, text: str) -> DataRequest:
    """Nothing is known of who writes: a link leaves to the address, and the clock starts when it comes back."""
    asked = DataRequest.objects.create(kind=kind, text=text, email=email, name=name, written_at=clock.now())
    tasks.confirm_data_request.defer(request_id=asked.pk)
    return asked


@transaction.atomic
def confirm_data_request(asked: DataRequest) -> DataRequest:
    """The address is proved. Proving it twice changes nothing."""
    asked = _lock(asked)
    if asked.status != RequestStatus.UNCONFIRMED:
        return asked
    asked.person = Person.objects.filter(email=asked.email, is_active=True).first()
    return _receive(asked, by=asked.person)


def _receive(asked, *, by):
    day = clock.today()
    asked.move_to(RequestStatus.RECEIVED)
    asked.reference = next_reference("RGPD", day.year, 3)
    asked.received_at = clock.now()
    asked.due_on = months_later(day, MONTHS)
    asked.save()
    record(Verb.DATA_REQUEST_RECEIVED, asked, by=by, kind=asked.kind)
    tasks.tell_data_request_is_received.defer(request_id=asked.pk)
    return asked


@transaction.atomic
def extend_data_request(asked: DataRequest, *, by: Person, reason: str) -> DataRequest:
    """Two more months, once, said with its reason before the first one is over."""
    asked = _lock(asked)
    if not asked.can_be_extended:
        raise Refused(_("Le délai ne se prolonge qu’une fois, et avant la fin du premier mois."))
    asked.extension_reason = reason
    asked.extended_at = clock.now()
    asked.due_on = months_later(clock.day_of(asked.received_at), MONTHS + MORE_MONTHS)
    asked.save(update_fields=["extension_reason", "extended_at", "due_on"])
    record(Verb.DATA_REQUEST_EXTENDED, asked, by=by)
    tasks.tell_data_request_is_extended.defer(request_id=asked.pk)
    return asked


@transaction.atomic
def answer_data_request(asked: DataRequest, *, by: Person, answer: str) -> DataRequest:
    asked = _lock(asked)
    asked.move_to(RequestStatus.ANSWERED)
    asked.answer = answer
    asked.answered_at = clock.now()
    asked.save(update_fields=["status", "answer", "answered_at"])
    record(Verb.DATA_REQUEST_ANSWERED, asked, by=by)
    tasks.send_data_request_answer.defer(request_id=asked.pk)
    return asked


@transaction.atomic
def close_data_request(asked: DataRequest, *, by: Person, note: str) -> DataRequest:
    """What was asked is done, or nothing had to be: the note says which."""
    asked = _lock(asked)
    asked.move_to(RequestStatus.CLOSED)
    asked.closing_note = note
    asked.closed_at = clock.now()
    asked.save(update_fields=["status", "closing_note", "closed_at"])
    record(Verb.DATA_REQUEST_CLOSED, asked, by=by)
    if asked.person and asked.person.erased_at:  # their address was kept only to answer them
        drop_words(DataRequest.objects.filter(pk=asked.pk))
    return asked


def _lock(asked) -> DataRequest:
    return DataRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
