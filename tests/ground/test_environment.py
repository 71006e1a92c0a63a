import re
import shutil
import subprocess

import pytest

from essportal.database import CHECKOUT
from essportal.launcher import TOOLS

LOCK = CHECKOUT / "requirements.txt"
# The oldest Python promised: the lock then serves every later one, whichever compiles it.
COMPILE = ["pip", "compile", "--universal", "--python-version", "3.11"]
COMPILE += ["--generate-hashes", "--no-emit-index-url", "--group", "dev", "--quiet"]


def _uv():
    return shutil.which("uv") or str(TOOLS / "bin" / "uv")


def test_the_lock_is_what_the_project_asks_for(tmp_path):
    """Compiled again from itself: what is locked stays, what is missing or no longer asked for shows."""
    again = tmp_path / "requirements.txt"
    shutil.copy(LOCK, again)

    command = [_uv(), *COMPILE, "pyproject.toml", "-o", str(again)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)

    assert _pins(again) == _pins(LOCK)


def _pins(path):
    return re.findall(r"^[a-z0-9][^ ]*==[^ ]+.*(?:\n +--hash=.*)+", path.read_text(), re.MULTILINE)


def test_the_lock_names_no_address():
    text = LOCK.read_text()

    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_every_locked_package_has_its_hashes():
    lines = [line for line in LOCK.read_text().splitlines() if line and not line.startswith((" ", "#"))]

    assert lines
    assert all(line.endswith("\\") for line in lines)


@pytest.mark.parametrize("name", ["pyproject.toml", "manage.py", "essportal/launcher.py"])
def test_the_installation_names_no_index(name):
    assert "pypi.org" not in (CHECKOUT / name).read_text()
    assert "index-url" not in (CHECKOUT / name).read_text()


def _bare_checkout(folder):
    """The files of the launcher alone, without their environment."""
    (folder / "essportal").mkdir()
    for name in ("manage.py", "requirements.txt", "essportal/__init__.py", "essportal/launcher.py"):
        shutil.copy(CHECKOUT / name, folder / name)
    return folder


def _launch(folder, **environment):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"} | environment
    command = [shutil.which("python3"), "manage.py", "version"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_an_incomplete_checkout_is_told_in_one_sentence(tmp_path):
    checkout = _bare_checkout(tmp_path)
    (checkout / "requirements.txt").unlink()
    (checkout / ".venv" / "bin").mkdir(parents=True)

    told = _launch(checkout)

    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "Traceback" not in told.stderr


def test_a_missing_network_is_told_in_one_sentence(tmp_path):
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "UV_HTTP_RETRIES": "0"}
    checkout = _bare_checkout(tmp_path)
    tools = checkout / "tools"
    tools.mkdir()
    (tools / "uv").symlink_to(_uv())

    told = _launch(checkout, PATH=f"{tools}:/usr/bin:/bin", UV_CACHE_DIR=str(tmp_path / "cache"), **nowhere)

    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith("Le téléchargement a échoué : vérifiez le réseau")
    assert "Traceback" not in told.stderr
