"""What happens later. A task takes ids, reloads, may run twice and decides nothing; `upkeep` holds the nightly ones."""

from datetime import date

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from actors import digests, emails, emails_news, notices
from actors.imports.faults import explained
from actors.imports.staging import stage
from actors.imports.writing import write
from actors.models import Claim, DataRequest, HandOver, Invitation, Person, Subscriber


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


@app.task(queue="mail", retry=5)
def tell_claim_is_received(claim_id: int) -> None:
    notices.claim_received(Claim.objects.select_related("person", "organisation").get(pk=claim_id))


@app.task(queue="mail", retry=5)
def send_hand_over(handover_id: int) -> None:
    # Lapsed and forgotten before the mail server came back: nothing to send.
    if offer := HandOver.objects.select_related("offered_by", "organisation").filter(pk=handover_id).first():
        notices.hand_over_offered(offer)


# News


@app.task(queue="mail", retry=5)
def confirm_subscription(subscriber_id: int, nonce: str) -> None:
    """Asked again since: the newer link is the one that serves."""
    if subscriber := Subscriber.objects.filter(pk=subscriber_id, nonce=nonce).first():
        emails_news.confirm_subscription(subscriber)


@app.task(queue="mail", retry=5)
def send_digest(person_id: int) -> None:
    digests.send_digest(person_id)


@app.task(queue="mail", retry=5)
def send_news(subscriber_id: int) -> None:
    digests.send_news(subscriber_id)


# One at a time: two imports of the same register would meet in the directory.
@app.task(queue="imports", lock="imports")
def read_import(import_id: int) -> None:
    with explained(import_id):
        one = stage(import_id)
    # Read or refused, the files have said what they had to say.
    delete_files.defer(names=[file["stored"] for file in one.files if file["stored"]])


@app.task(queue="imports", lock="imports")
def write_import(import_id: int) -> None:
    with explained(import_id):
        write(import_id)


@app.task(queue="files", retry=5)
def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
