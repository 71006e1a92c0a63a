"""What nobody calls by name must be there once the portal has started: tasks that wait, receivers of signals."""

import re
import subprocess
import sys

from essportal.database import CHECKOUT

APPS = ("essportal", "actors", "consultations", "plans")
DECLARED = re.compile(r"^@app\.task\(.*\)\ndef (\w+)", re.MULTILINE)
SAID = """
from procrastinate.contrib.django import app
from actors import signals
from consultations.signals import contribution_withdrawn
print(*app.tasks)
print(sum("plans." in getattr(r[1](), "__module__", "") for r in contribution_withdrawn.receivers))
"""


def test_every_task_and_every_receiver_is_known_once_started():
    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", SAID],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    known, heard = set(said[-2].split()), int(said[-1])
    written = {
        f"{path.with_suffix('').relative_to(CHECKOUT).as_posix().replace('/', '.')}.{name}"
        for app in APPS
        for path in (CHECKOUT / app).rglob("*.py")
        for name in DECLARED.findall(path.read_text())
    }
    assert len(written) > 20
    assert sorted(written - known) == []
    assert heard >= 1
