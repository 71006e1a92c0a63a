"""What `manage.py` runs once the environment is there: the right role, a live server, one sentence for each fault."""

import errno
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

from essportal import demo, suite
from essportal.database import data_folder, is_embedded
from essportal.embedded import server
from essportal.processes import ANEW, Problem

OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "flush", "sqlflush", "optimizemigration"}
WITHOUT_DATABASE = {
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
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
    except DatabaseError as error:
        message = _about_database(error)
    except OSError as error:
        message = _about_files(error)
    except KeyboardInterrupt:
        return 130
    print(message, file=sys.stderr)  # noqa: T201 -- the terminal's own conversation
    return 1


def _run(arguments):
    command = arguments[0] if arguments else "help"
    if command == "demo":
        return demo.main(arguments[1:])
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


def _about_database(error):
    """Faults of the machine get a sentence; faults of the code keep their trace."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state is None and type(error).__name__ == "OperationalError":
        place = f"le serveur embarqué de {data_folder()}" if is_embedded() else "le serveur nommé par DATABASE_URL"
        return f"PostgreSQL ne répond pas : {place} refuse la connexion."
    if state == "53100":
        return f"Le disque est plein : libérez de la place pour {data_folder()}, puis recommencez."
    if state and state[:2] in {"XX", "58"} and is_embedded():
        return f"Les données de {data_folder()} sont abîmées : {ANEW}"
    raise error


def _about_files(error):
    where = error.filename or data_folder()
    if error.errno == errno.ENOSPC:
        return f"Le disque est plein : libérez de la place pour {where}, puis recommencez."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"Le portail n’a pas le droit d’écrire dans {where} : donnez-lui ce droit, ou un autre dossier avec --data."
        )
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return f"{where} n’est pas un dossier : choisissez-en un autre avec --data."
    raise error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
