"""What `manage.py` runs once the environment is there: the right role, a live server, one sentence for each fault."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

from essportal import services, suite
from essportal.demo import DEMONSTRATION
from essportal.embedded import server
from essportal.faults import explain_database, explain_files
from essportal.processes import Problem
from essportal.start import TOWN

OWNER_COMMANDS = {
    "createcachetable",
    "flush",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "pgtrigger",
    "showmigrations",
    "sqlflush",
    "sqlmigrate",
}
WITHOUT_DATABASE = {
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "plurals",
    "version",
    "--help",
    "--version",
    "-h",
}


def main(arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essportal.settings")
    try:
        return _run(arguments)
    except (Problem, ImproperlyConfigured) as problem:
        message = str(problem)
    except (DatabaseError, OSError) as error:
        message = explain_database(error) if isinstance(error, DatabaseError) else explain_files(error)
        if not message:
            raise
    except KeyboardInterrupt:
        return 130
    print(message, file=sys.stderr)  # noqa: T201 -- the terminal's own conversation
    return 1


def _run(arguments):
    command = arguments[0] if arguments else "help"
    for purpose in (DEMONSTRATION, TOWN):
        if command == purpose.name:
            return services.main(purpose, arguments[1:])
    if command == "test":
        return suite.main(arguments[1:])
    os.environ.setdefault("ESSPORTAL_ROLE", "owner" if command in OWNER_COMMANDS else "app")
    os.environ.setdefault("ESSPORTAL_POOL", "0")  # a command needs one connection, not a pool
    if command in WITHOUT_DATABASE:
        execute_from_command_line(["manage.py", *arguments])
    else:
        with server():
            execute_from_command_line(["manage.py", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
