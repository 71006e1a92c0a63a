"""`manage.py test`: the whole suite, with the arguments of pytest."""

import subprocess
import sys

from essportal.database import CHECKOUT, is_embedded


def main(arguments):
    # The embedded test databases are kept until a migration changes: tests/postgres_plugin.py sees to it.
    kept = ["--reuse-db"] if is_embedded() else []
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *kept, *arguments]
    try:
        return subprocess.run(command, cwd=CHECKOUT).returncode  # noqa: S603 -- the person's own arguments
    except KeyboardInterrupt:
        return 130
