"""The embedded PostgreSQL server, shared by every command working on one data folder.

One rule: the server runs as long as at least one process holds the shared lock `.in-use`. Whoever comes first starts a
*keeper* (essportal.keeper), which is the parent of `postgres`, restarts it if it falls, and stops it once the lock is
free. The kernel frees the lock of a process that is killed: nobody has to clean up, and nobody's server is taken away.
"""

import os
import stat
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import psycopg

from essportal.binaries import account_uid
from essportal.database import CHECKOUT, NAME, is_embedded, socket_folder
from essportal.folder import prepare
from essportal.processes import Problem, locked, open_lock, try_lock, wait_lock

_PATIENCE = 90  # seconds: a recovery after a power cut on a slow disk


@contextmanager
def server(*, fast=False):
    """Inside, the embedded server of the data folder answers; `fast` trades safety for speed, for the tests."""
    if not is_embedded():
        yield
        return
    data = prepare()
    keeper = None
    try:
        with open_lock(data / ".in-use") as in_use:
            wait_lock(in_use, shared=True)  # waits for a keeper that is just stopping the server
            with locked(data / ".starting"):
                keeper = _start(data, fast)
            yield
    finally:
        _wait_for_the_end(data, keeper)


def _start(data, fast):
    deadline = time.monotonic() + _PATIENCE
    keeper = None
    while not answers(data):
        if keeper is None:
            keeper = _start_keeper(data, fast)
        elif keeper.poll() is not None:
            message = keeper.communicate()[1]
            if keeper.returncode:
                raise Problem(message.strip() or "Le serveur PostgreSQL embarqué s’est arrêté sans dire pourquoi.")
            keeper = None  # another keeper is still at work: wait for it, or take over
        if time.monotonic() > deadline:
            raise Problem(f"PostgreSQL ne répond pas ; son journal est dans {data / 'postgres.log'}.")
        time.sleep(0.03)
    return keeper


def _start_keeper(data, fast):
    command = [sys.executable, "-m", "essportal.keeper", str(data), *(["--fast"] if fast else [])]
    return subprocess.Popen(  # noqa: S603 -- our own module
        command,
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the commands; the keeper leaves after them
    )


def connect(data, *, role="postgres", database=NAME):
    return psycopg.connect(host=str(socket_folder(data)), user=role, dbname=database, connect_timeout=5)


def answers(data):
    """True when a server that is ours is ready, roles and database included."""
    folder = socket_folder(data)
    if not (folder / ".s.PGSQL.5432").exists():
        return False
    check_socket_folder(folder, data)
    try:
        with connect(data) as connection:
            return connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
            ).fetchone() == ("ready",)
    except psycopg.OperationalError:
        return False


def check_socket_folder(folder, data):
    """The folder stands where everybody may write: one that somebody else made there is not trusted."""
    status = folder.lstat()
    trusted = {os.getuid(), account_uid(data)}
    if not stat.S_ISDIR(status.st_mode) or stat.S_IMODE(status.st_mode) & 0o077 or status.st_uid not in trusted:
        raise Problem(f"Le dossier {folder} n’appartient pas au portail : supprimez-le, puis recommencez.")


def _wait_for_the_end(data, keeper):
    """Lets the keeper finish when we were the last, so that nothing runs any more once the command is over."""
    with open_lock(data / ".in-use") as in_use:
        time.sleep(0.03)
        if not try_lock(in_use, shared=True):
            wait_lock(in_use, shared=True)
    if keeper:
        keeper.stderr.close()
        with suppress(subprocess.TimeoutExpired):
            keeper.wait(0.1)  # longer when somebody else still uses the server: then it stays
