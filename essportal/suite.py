"""`manage.py test`: the whole suite, with the arguments of pytest."""

import hashlib
import os
import subprocess
import sys

from essportal.database import CHECKOUT, data_folder

_DEFAULTS = ["-n", "auto", "--dist", "loadgroup", "--reuse-db"]


def main(arguments):
    command = [sys.executable, "-m", "pytest", *_DEFAULTS, *_rebuild(), *arguments]
    try:
        return subprocess.run(command, cwd=CHECKOUT).returncode  # noqa: S603 -- the person's own arguments
    except KeyboardInterrupt:
        return 130


def _rebuild():
    """A test database is kept from one run to the next until a migration changes."""
    stamp = data_folder() / "tests" / "migrations.sha256"
    digest = hashlib.sha256()
    for migration in sorted(CHECKOUT.glob("*/migrations/*.py")):
        digest.update(migration.read_bytes())
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return []
    os.environ["ESSPORTAL_TEST_STAMP"] = digest.hexdigest()  # written by the plugin once its folder is there
    return ["--create-db"]
