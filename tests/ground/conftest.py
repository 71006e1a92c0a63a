"""The ground is tried as a person would: real commands, in data folders of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from essportal.database import CHECKOUT, socket_folder

_OURS = ("ESSPORTAL_", "DATABASE_", "PYTEST_", "DJANGO_")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder that nobody else uses, and no trace of the suite's own settings."""
    for name in [name for name in os.environ if name.startswith(_OURS)]:
        monkeypatch.delenv(name)
    tmp_path.chmod(0o755)
    folder = tmp_path / "données du portail"
    monkeypatch.setenv("ESSPORTAL_DATA", str(folder))
    yield folder
    shutil.rmtree(socket_folder(folder), ignore_errors=True)


def python(*arguments, **options):
    """A child that finds the portal, with its words in French captured as text."""
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT), "PYTHONUNBUFFERED": "1"}
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen([sys.executable, *arguments], cwd=CHECKOUT, env=environment, **pipes | options)


def manage(*arguments):
    return python("-m", "essportal.commandline", *arguments)


USES_SERVER = """
import sys
from essportal.database import data_folder
from essportal.embedded import connect, server
with server(fast=True), connect(data_folder(), role="essportal_app") as connection:
    print(*connection.execute("SELECT current_user, pg_postmaster_start_time()::text").fetchone(), flush=True)
    sys.stdin.readline()
"""


def command_using_the_server():
    """A command that says which server it found, then works on until it is told to end."""
    return python("-c", USES_SERVER, stdin=subprocess.PIPE)


def processes_about(folder):
    """The command lines of what still runs on a data folder."""
    signs = (str(folder), str(socket_folder(folder)))
    return [line for line in map(_command_line, Path("/proc").glob("[0-9]*")) if any(sign in line for sign in signs)]


def _command_line(process):
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
