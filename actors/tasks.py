"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from procrastinate.contrib.django import app

from actors.forgetting import forget_unproved


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_unproved_addresses(timestamp: int) -> None:
    forget_unproved()
