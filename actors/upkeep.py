"""What comes back every night. Each task may run twice, or miss a night: it looks at what is due, not at the day."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from actors import digests, tasks
from actors.forgetting import (
    forget_invitations,
    forget_lapsed,
    forget_requests,
    forget_sign_ins,
    forget_subscribers,
    forget_unproved,
)
from actors.imports.forgetting import forget_rows
from actors.inactivity import follow_inactive_accounts


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_unproved_addresses(timestamp: int) -> None:
    forget_unproved()
    forget_requests()
    forget_subscribers()


@app.periodic(cron="22 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_what_ended(timestamp: int) -> None:
    forget_invitations()
    forget_lapsed()
    forget_sign_ins()


@app.periodic(cron="37 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def warn_and_forget_inactive_accounts(timestamp: int) -> None:
    follow_inactive_accounts()


@app.periodic(cron="41 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_import_rows(timestamp: int) -> None:
    forget_rows()


# Each hour, so that a night without a worker delays the morning's digests and loses none. Twenty minutes after it was
# due, whatever was on its way to the database at seven has reached it.
@app.periodic(cron="20 * * * *")
@app.task(queue="mail", pass_context=False)
def send_what_is_due(timestamp: int) -> None:
    for person_id in digests.people_with_news():
        _once(tasks.send_digest, f"digest-{person_id}", person_id=person_id)
    for subscriber_id in digests.subscribers_with_news():
        _once(tasks.send_news, f"news-{subscriber_id}", subscriber_id=subscriber_id)


def _once(task, lock, **args) -> None:
    """The one still in the queue since an hour ago will do."""
    try:
        with transaction.atomic():
            task.configure(queueing_lock=lock).defer(**args)
    except AlreadyEnqueued:
        pass
