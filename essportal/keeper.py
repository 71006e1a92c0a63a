"""The parent of the embedded `postgres`: makes its files, starts it, restarts it, stops it after the last command.

Run as `python -m essportal.keeper FOLDER [--fast]` by essportal.embedded; speaks on its error output, one sentence.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql

from essportal.binaries import Programs
from essportal.database import NAME, ROLES, socket_folder
from essportal.embedded import check_socket_folder, connect
from essportal.faults import explain_files, explain_log
from essportal.processes import Problem, open_lock, try_lock, wait_lock

_SETTINGS = {
    "listen_addresses": "",  # the socket only
    "max_connections": "80",
    "shared_buffers": "128MB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# The files are reached through the working directory: their account may be unable to walk down to them. (Before
# version 17, PostgreSQL walks up and down by itself.)
_HERE = "/proc/self/cwd"


class Fallen(Exception):
    """The server stopped by itself."""


class Cluster:
    def __init__(self, data, *, fast=False):
        self.data, self.files, self.log = data, data / "postgres", data / "postgres.log"
        self.sockets = socket_folder(data)
        self.settings = _SETTINGS | {"unix_socket_directories": str(self.sockets)} | (_FAST if fast else {})
        self._make_socket_folder()
        self.programs = Programs(data)
        os.chown(self.sockets, self.programs.uid, -1)

    def _make_socket_folder(self):
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        check_socket_folder(self.sockets, self.data)

    def start(self):
        if not self.files.exists():
            self._initialise()
        for _ in range(20):
            self.process = self._launch()
            if self._prepared():
                return
            if "postmaster.pid" not in self._last_words():
                break
            time.sleep(0.25)  # a server that was killed is still letting its files go
        raise Problem(explain_log(self.data))

    def _initialise(self):
        """In a folder of its own, renamed once whole: an interruption leaves nothing half made."""
        draft = self.data / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        os.chown(draft, self.programs.uid, -1)
        locale = ["--locale=C.UTF-8"]
        if self.programs.version >= 17:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--data-checksums", *locale]
        with open(self.log, "ab") as log:
            code = self.programs.start(
                "initdb", "-D", self._place(draft), *options, cwd=draft, stdout=log, stderr=log
            ).wait()
        if code:
            shutil.rmtree(draft, ignore_errors=True)
            raise Problem(explain_log(self.data))
        draft.rename(self.files)

    def _launch(self):
        settings = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        with open(self.log, "wb") as log:
            place = self._place(self.files)
            return self.programs.start("postgres", "-D", place, *settings, cwd=self.files, stdout=log, stderr=log)

    def _prepared(self):
        """Waits until the server answers, then sees that the roles and the database are there."""
        while self.process.poll() is None:
            try:
                prepare_roles(self.data)
            except psycopg.Error:
                if "ready to accept connections" in self.log.read_text(errors="replace"):
                    return self._unusable()
                time.sleep(0.03)
            else:
                return True
        return False

    def _unusable(self):
        try:
            prepare_roles(self.data)  # it became ready between the refusal and the reading of its journal
        except psycopg.Error:
            self.stop()
            return False
        return True

    def _place(self, folder):
        return _HERE if sys.platform == "linux" and self.programs.version >= 17 else str(folder)

    def stop(self):
        """Fast: sessions are cut, what was committed is on disk."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _last_words(self):
        return self.log.read_text(errors="replace")[-4000:]


def prepare_roles(data):
    with connect(data, database="postgres") as connection:
        connection.autocommit = True
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for key, rights in (("owner", "LOGIN CREATEDB"), ("app", "LOGIN")):
            if ROLES[key] not in roles:
                connection.execute(sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(ROLES[key])))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            names = sql.Identifier(NAME), sql.Identifier(ROLES["owner"])
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
    with connect(data) as connection:
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS 'ready'").format(sql.Identifier(NAME)))


def keep(data, *, fast=False):
    with open_lock(data / ".keeper") as alone, open_lock(data / ".in-use") as in_use:
        if not try_lock(alone):
            return
        cluster = Cluster(data, fast=fast)
        while not try_lock(in_use):  # nobody uses it any more: nothing to start
            cluster.start()
            try:
                _hold(cluster, in_use)
            except Fallen:
                time.sleep(0.2)
            else:
                break


def _hold(cluster, in_use):
    """Until the last command has gone, or the server has."""

    def tell(*_):
        if cluster.process.poll() is not None:
            raise Fallen

    signal.signal(signal.SIGCHLD, tell)
    try:
        tell()
        wait_lock(in_use)
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        cluster.stop()


def main(folder, *options):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        keep(Path(folder), fast="--fast" in options)
    except Problem as problem:
        sys.exit(str(problem))
    except OSError as error:
        sys.exit(explain_files(error, folder) or str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
