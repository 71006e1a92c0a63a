"""What the queue keeps of what is done: an e-mail already sent still has its address and its words in it."""

from django.db import connection

KEPT_DAYS = 30
OVER = ["succeeded", "failed", "cancelled", "aborted"]


def forget_done() -> int:
    """Forget the tasks over for a month: until then they help to understand a breakdown."""
    return _forget(
        "NOT EXISTS (SELECT FROM procrastinate_events event WHERE event.job_id = job.id"
        " AND event.at > now() - make_interval(days => %s))",
        [KEPT_DAYS],
    )


def forget_emails_to(address: str) -> int:
    """Forget those written to one address, sent or not: whoever held it is no longer here to read them."""
    return _forget("job.args->>'to' = %s", [address], [*OVER, "todo"])


def _forget(condition, params, statuses=OVER) -> int:
    which = f"job.status::text = ANY(%s) AND {condition}"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_periodic_defers SET job_id = NULL"  # noqa: S608 -- only constants of this file
            f" WHERE job_id IN (SELECT job.id FROM procrastinate_jobs job WHERE {which})",
            [list(statuses), *params],
        )
        cursor.execute(f"DELETE FROM procrastinate_jobs job WHERE {which}", [list(statuses), *params])  # noqa: S608
        return cursor.rowcount
