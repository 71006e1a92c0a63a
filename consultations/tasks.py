"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from actors.models import Person
from consultations import emails
from consultations.models import Contribution, Minutes


@app.task(queue="mail", retry=5)
def tell_author_it_is_set_aside(contribution_id: int) -> None:
    emails.set_aside(Contribution.objects.select_related("author", "consultation").get(pk=contribution_id))


@app.task(queue="mail", retry=5)
def send_receipt(contribution_id: int) -> None:
    emails.receipt(Contribution.objects.select_related("author", "consultation").get(pk=contribution_id))


@app.task(queue="files", retry=5)
def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


@app.task(queue="mail", retry=5)
def send_minutes(minutes_id: int, person_id: int) -> None:
    minutes = Minutes.objects.select_related("meeting").get(pk=minutes_id)
    emails.minutes(minutes, Person.objects.get(pk=person_id))
