"""Tasks shared by all. A task takes ids, reloads, may run twice and decides nothing."""

from procrastinate.contrib.django import app

from essportal import emails, exports, queue


@app.task(queue="mail", retry=5)
def deliver_email(subject: str, body: str, to: str) -> None:
    """An e-mail already written (sign-in codes): it leaves from the worker, so that a slow server delays no page."""
    emails.deliver(subject, body, to)


@app.periodic(cron="27 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_what_is_over(timestamp: int) -> None:
    exports.forget_old()
    queue.forget_done()
