"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from procrastinate.contrib.django import app

from actors import emails
from actors.forgetting import forget_invitations, forget_sign_ins, forget_unproved
from actors.models import Invitation, Person


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_unproved_addresses(timestamp: int) -> None:
    forget_unproved()


@app.periodic(cron="22 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_what_ended(timestamp: int) -> None:
    forget_invitations()
    forget_sign_ins()


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
