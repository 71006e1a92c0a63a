"""How far a task is, said on a connection of its own: the task's one transaction shows nothing before its end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from essportal import clock

EVERY = 0.5


class Teller:
    def __init__(self, cursor, import_id):
        self.cursor, self.import_id, self.told_at = cursor, import_id, 0.0

    def __call__(self, done: int, total: int) -> None:
        """Say it, twice a second at most."""
        if time.monotonic() - self.told_at < EVERY and done < total:
            return
        self.told_at = time.monotonic()
        self.cursor.execute(
            "UPDATE actors_importprogress SET done = %s, total = %s, moved_at = %s WHERE of_id = %s",
            [min(done, 2**31 - 1), min(total, 2**31 - 1), clock.now(), self.import_id],
        )


@contextmanager
def telling(import_id: int) -> Iterator[Teller]:
    connection = connections.create_connection("default")
    try:
        with connection.cursor() as cursor:
            yield Teller(cursor, import_id)
    finally:
        connection.close()
