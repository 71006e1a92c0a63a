"""Journeys run in a real browser against the real demonstration: its own processes, its two database roles, its worker.

One demonstration serves all journeys of a run; what each writes stays there, as in a town hall.
"""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from essportal.database import CHECKOUT

STARTS_WITHIN = 180
AGE_CODES = """
from importlib import import_module
from django.conf import settings
from django.contrib.sessions.models import Session
store = import_module(settings.SESSION_ENGINE).SessionStore
for key in Session.objects.values_list("session_key", flat=True):
    session = store(key)
    if "account_login" in session:
        session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 11 * 60
        session.save()
"""
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


class Demonstration:
    """A running `manage.py demo`; its console holds the e-mails, as on anybody's terminal."""

    command = "demo"

    def __init__(self, folder):
        self.console = folder / "console.txt"
        self.data = folder / "data"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"ESSPORTAL_ROLE", "ESSPORTAL_POOL", "ESSPORTAL_SECRET_KEY", "PYTEST_XDIST_WORKER"}
        }
        with self.console.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", self.command, "--port", "0", "--data", str(self.data)],
                cwd=CHECKOUT,
                env=self.environment | {"PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.address = self._wait()

    def _wait(self):
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            if ready := re.search(r"Portail prêt : (http://localhost:\d+)", self.console.read_text()):
                return ready[1]
            time.sleep(0.3)
        raise RuntimeError(f"the demonstration does not start:\n{self.console.read_text()[-3000:]}")

    def code_for(self, email, unlike=None):
        """The newest sign-in code sent to an address, read where the demonstration shows it: on the console."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if (code := self.last_code_for(email)) not in {None, unlike}:
                return code
            time.sleep(0.2)
        raise RuntimeError(f"no code for {email}:\n{self.console.read_text()[-2000:]}")

    def last_code_for(self, email):
        sent = [message for message in self.console.read_text().split("Content-Type:") if f"To: {email}" in message]
        codes = [code for message in sent for code in re.findall(r"^\s+(\d{6})\s*$", message, re.M)]
        return codes[-1] if codes else None

    def let_eleven_minutes_pass(self):
        """For the codes that wait: their hour of birth is in the visitors' sessions."""
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "--command", AGE_CODES],
            cwd=CHECKOUT,
            env=self.environment | {"ESSPORTAL_DATA": str(self.data)},
            check=True,
        )

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    running = Demonstration(tmp_path_factory.mktemp("demonstration"))
    yield running
    assert running.stop() == 0


class Visit:
    """Someone in front of a browser. Every page opened is looked at by axe, wide and narrow."""

    def __init__(self, page, demonstration):
        self.page, self.demonstration = page, demonstration
        self.seen = set()
        page.set_default_timeout(10_000)
        page.on("response", self._no_server_error)

    @staticmethod
    def _no_server_error(response):
        assert response.status < 500, response.url

    def open(self, path):
        self.page.goto(self.demonstration.address + path)
        self.look()
        return self

    def click(self, name, *, role="link", within=None):
        (within or self.page).get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self.look()
        return self

    def press(self, name, **where):
        return self.click(name, role="button", **where)

    def type(self, label, words):
        self.page.get_by_label(label).first.fill(words)
        return self

    def choose(self, label, option):
        self.page.get_by_label(label).first.select_option(label=option)
        return self

    def reads(self, words):
        assert words in self.words(), f"{words!r} not on {self.page.url}:\n{self.words()[:1500]}"
        return self

    def words(self):
        """The page's words, with ordinary spaces: typography is not what a journey is about."""
        return re.sub(r"[\s\u00a0\u202f]+", " ", self.page.inner_text("body"))

    def sign_in(self, email):
        self.page.context.clear_cookies()
        self.page.goto(self.demonstration.address + "/mon-espace/")
        return self.prove(email)

    def prove(self, email):
        """From the sign-in page: the address, then the code shown on the console."""
        used = self.demonstration.last_code_for(email)
        self.page.locator("main input[type=email]").first.fill(email)
        self.page.locator("main form button.btn-primary").first.click()
        self.page.wait_for_load_state()
        self.look()
        self.page.get_by_label("Code").fill(self.demonstration.code_for(email, unlike=used))
        self.page.locator("main form button.btn-primary").first.click()
        self.page.wait_for_load_state()
        return self

    def look(self):
        """No accessibility fault and no sideways scroll, at both widths; once per page and state."""
        if (key := (self.page.url, len(self.page.content()))) in self.seen:
            return
        self.seen.add(key)
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            beyond = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert beyond <= 0, f"{self.page.url} scrolls sideways by {beyond} px at {width} px"
            found = Axe().run(self.page, options=AXE_RULES).response["violations"]
            faults = [(fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in found]
            assert faults == [], f"{self.page.url} at {width} px: {faults}"
        self.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.fixture
def visit(page, demonstration):
    return Visit(page, demonstration)


@pytest.fixture
def another(new_context, demonstration):
    """Someone else, in a browser of their own."""
    return lambda: Visit(new_context().new_page(), demonstration)


def pytest_collection_modifyitems(items):
    """One demonstration, hence one worker, for all journeys."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("journeys"))
