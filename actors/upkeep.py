"""What comes back every night. Each task may run twice, or miss a night: it looks at what is due, not at the day."""

from procrastinate.contrib.django import app

from actors.forgetting import forget_invitations, forget_lapsed, forget_requests, forget_sign_ins, forget_unproved
from actors.imports.forgetting import forget_rows
from actors.inactivity import follow_inactive_accounts


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_unproved_addresses(timestamp: int) -> None:
    forget_unproved()
    forget_requests()


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
