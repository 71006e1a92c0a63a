"""Loaded before anything else (`-p` in pyproject.toml): settings are read early and need the server's place and role.

The tests have a data folder of their own and a server that trades safety for speed; they run as the owner, who may
create databases and flush tables.
"""

import hashlib
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from psycopg import sql

from essportal.database import CHECKOUT, data_folder, is_embedded
from essportal.embedded import connect, server
from essportal.folder import prepare
from essportal.processes import Problem

_IS_XDIST_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_BROWSER_FIXTURES = {"browser", "context", "page", "new_context"}
_NO_CHROMIUM = (
    "Chromium est introuvable : les tests de navigateur sont sautés. "
    "Sous Debian : apt install chromium-headless-shell (ou ESSPORTAL_CHROMIUM=/chemin/du/programme)."
)
_running = ExitStack()


def _prepare_environment():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essportal.settings")
    os.environ["ESSPORTAL_ROLE"] = "owner"
    os.environ["ESSPORTAL_POOL"] = "0"
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the test
    if not _IS_XDIST_WORKER:
        os.environ["ESSPORTAL_DATA"] = str(prepare(prepare() / "tests"))


_prepare_environment()


def find_chromium():
    named = os.environ.get("ESSPORTAL_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
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
    config.addinivalue_line("markers", "browser: a journey in a real browser, skipped where there is no Chromium")
    if not find_chromium() and os.environ.get("ESSPORTAL_BROWSER") == "required":
        raise pytest.UsageError(_NO_CHROMIUM.replace("sont sautés", "sont exigés ici"))


def pytest_unconfigure():
    _running.close()


def pytest_report_header():
    return None if find_chromium() else _NO_CHROMIUM


def pytest_terminal_summary(terminalreporter):
    if not find_chromium():
        terminalreporter.write_line(_NO_CHROMIUM, yellow=True)


def pytest_collection_modifyitems(items):
    skipped = None if find_chromium() else pytest.mark.skip(reason=_NO_CHROMIUM)
    for item in items:
        if skipped and (item.get_closest_marker("browser") or _BROWSER_FIXTURES & set(item.fixturenames)):
            item.add_marker(skipped)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; the sandbox needs rights that a container does not give."""
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": ["--no-sandbox"]}
