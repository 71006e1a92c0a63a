"""Loaded before anything else (`-p` in pyproject.toml): settings are read early and need the server's place and role.

The tests have a data folder of their own and a server that trades safety for speed; they run as the owner, who may
create databases and flush tables.
"""

import hashlib
import os
from contextlib import ExitStack

import pytest
from psycopg import sql

from essportal.database import CHECKOUT, data_folder, is_embedded
from essportal.embedded import connect, server
from essportal.folder import prepare
from essportal.processes import Problem
from tests import browser

_IS_XDIST_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_running = ExitStack()


def _prepare_environment():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essportal.settings")
    os.environ["ESSPORTAL_ROLE"] = "owner"
    os.environ["ESSPORTAL_POOL"] = "0"
    os.environ.setdefault("ESSPORTAL_SECRET_KEY", "a key for the tests only, known to everybody: " + "0" * 50)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the test
    if not _IS_XDIST_WORKER:
        os.environ["ESSPORTAL_DATA"] = str(prepare(prepare() / "tests"))


_prepare_environment()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests():
    browser.require_chromium()
    if _IS_XDIST_WORKER or not is_embedded():
        return
    try:
        _running.enter_context(server(fast=True))
    except Problem as problem:
        raise pytest.UsageError(str(problem)) from problem
    _drop_databases_of_other_migrations()


def _drop_databases_of_other_migrations():
    """`--reuse-db` is safe: a kept test database was made by the very migrations of this checkout."""
    digest = hashlib.sha256()
    for migration in sorted(CHECKOUT.glob("*/migrations/*.py")):
        digest.update(migration.read_bytes())
    stamp = data_folder() / "migrations.sha256"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    with connect(data_folder(), database="postgres") as connection:
        connection.autocommit = True
        for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test%'").fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    stamp.write_text(digest.hexdigest())


def pytest_configure(config):
    config.pluginmanager.register(browser)  # after pytest-playwright, whose fixture it replaces


def pytest_unconfigure():
    _running.close()
