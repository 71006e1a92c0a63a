"""Where Chromium is, and what becomes of the journeys where there is none."""

import os
import shutil
from pathlib import Path

import pytest

_FIXTURES = {"browser", "context", "page", "new_context"}
_ABSENT = (
    "Chromium est introuvable : les tests de navigateur sont sautés. "
    "Sous Debian : apt install chromium-headless-shell (ou ESSPORTAL_CHROMIUM=/chemin/du/programme)."
)


def find_chromium():
    named = os.environ.get("ESSPORTAL_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def require_chromium():
    """Where the journeys must not be skipped, ESSPORTAL_BROWSER says "required"."""
    if os.environ.get("ESSPORTAL_BROWSER") == "required" and not find_chromium():
        raise pytest.UsageError(_ABSENT.replace("sont sautés", "sont exigés ici"))


def pytest_report_header():
    return None if find_chromium() else _ABSENT


def pytest_terminal_summary(terminalreporter):
    if not find_chromium():
        terminalreporter.write_line(_ABSENT, yellow=True)


def pytest_collection_modifyitems(items):
    if find_chromium():
        return
    for item in items:
        if _FIXTURES & set(item.fixturenames):
            item.add_marker(pytest.mark.skip(reason=_ABSENT))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; its sandbox needs rights that a container does not give."""
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": ["--no-sandbox"]}
