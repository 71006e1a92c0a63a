"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from consultations import emails, nearness
from consultations.models import Contribution, Objection


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


@app.task(queue="upkeep", retry=5)
def compare_contribution(contribution_id: int) -> None:
    nearness.compare(contribution_id)


@app.task(queue="mail", retry=5)
def tell_objector(objection_id: int) -> None:
    emails.objection_answered(Objection.objects.select_related("author", "point").get(pk=objection_id))
