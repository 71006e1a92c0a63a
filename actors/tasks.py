"""What happens later. A task takes ids, reloads, may run twice and decides nothing; `upkeep` holds the nightly ones."""

from datetime import date

from procrastinate.contrib.django import app

from actors import emails
from actors.models import DataRequest, Person


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
