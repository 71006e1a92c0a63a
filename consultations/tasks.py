"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from consultations import emails
from consultations.models import Comment, Contribution, Ruling


@app.task(queue="mail", retry=5)
def tell_author_of_ruling(ruling_id: int) -> None:
    emails.ruling(_ruling(ruling_id))


@app.task(queue="mail", retry=5)
def tell_author_of_answer(ruling_id: int) -> None:
    emails.answer(_ruling(ruling_id))


@app.task(queue="mail", retry=5)
def tell_author_comment_is_hidden(comment_id: int) -> None:
    emails.comment_hidden(Comment.objects.select_related("author", "discussion").get(pk=comment_id))


def _ruling(pk):
    return Ruling.objects.select_related("contribution__author", "contribution__consultation").get(pk=pk)


@app.task(queue="mail", retry=5)
def send_receipt(contribution_id: int) -> None:
    emails.receipt(Contribution.objects.select_related("author", "consultation").get(pk=contribution_id))


@app.task(queue="files", retry=5)
def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
