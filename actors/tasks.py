"""What happens later. A task takes ids, reloads, may run twice and decides nothing; `upkeep` holds the nightly ones."""

from datetime import date

from procrastinate.contrib.django import app

from actors import emails
from actors.models import DataRequest, Invitation, Person


@app.task(queue="mail", retry=5)
def confirm_data_request(request_id: int) -> None:
    if asked := DataRequest.objects.filter(pk=request_id).first():
        emails.confirm_data_request(asked)


@app.task(queue="mail", retry=5)
def tell_data_request_is_received(request_id: int) -> None:
    emails.data_request_received(DataRequest.objects.get(pk=request_id))


@app.task(queue="mail", retry=5)
def tell_data_request_is_extended(request_id: int) -> None:
    emails.data_request_extended(DataRequest.objects.get(pk=request_id))


@app.task(queue="mail", retry=5)
def send_data_request_answer(request_id: int) -> None:
    emails.data_request_answered(DataRequest.objects.get(pk=request_id))


@app.task(queue="mail", retry=5)
def warn_inactive_person(person_id: int, day: str) -> None:
    """Who came back meanwhile, or is erased, is not written to."""
    person = Person.objects.get(pk=person_id)
    if person.warned_at and person.last_seen_at <= person.warned_at and not person.erased_at:
        emails.account_forgotten_soon(person, date.fromisoformat(day))


@app.task(queue="mail", retry=5)
def send_invitation(invitation_id: int, drawn: str) -> None:
    """Drawn again since, or gone: this address would open nothing, the e-mail does not leave."""
    if invitation := Invitation.objects.filter(pk=invitation_id, drawn=drawn).first():
        emails.invitation(invitation)


@app.task(queue="mail", retry=5)
def tell_second_factor_is_gone(person_id: int, entry_id: int) -> None:
    emails.second_factor_reset(Person.objects.get(pk=person_id), entry_id)


@app.task(queue="mail", retry=5)
def tell_password_is_gone(person_id: int, entry_id: int) -> None:
    emails.password_removed(Person.objects.get(pk=person_id), entry_id)
