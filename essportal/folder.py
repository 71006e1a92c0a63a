"""The data folder: made once, marked as ours, emptied only when it is ours."""

import os
import secrets
import shutil
from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured

from essportal.database import data_folder, is_embedded
from essportal.processes import Problem, open_lock, try_lock

MARKER = ".essportal"
_KEPT = {MARKER, "tests", ".in-use", ".starting", ".keeper", ".demonstration"}  # a lock removed is a lock lost


def prepare(folder=None):
    """Makes the data folder private and ours; a folder holding anything else is left alone."""
    folder = folder or data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o755)
    if not (folder / MARKER).exists():
        if any(folder.iterdir()):
            raise Problem(
                f"Le dossier {folder} contient autre chose que les données du portail : "
                "choisissez un dossier vide avec --data ou ESSPORTAL_DATA."
            )
        (folder / MARKER).touch()
    return folder


def dedicate(folder, purpose):
    """Writes down what the folder serves: a demonstration never opens nor empties the data of a real town."""
    served = serves(folder)
    if served and served != purpose:
        raise Problem(
            f"Le dossier {folder} sert à « manage.py {served} » : donnez-en un autre à « manage.py {purpose} » "
            "avec --data ou ESSPORTAL_DATA."
        )
    (folder / MARKER).write_text(f"{purpose}\n")


def serves(folder):
    """The command whose data these are ("demo", "start"), empty when none has said so."""
    marker = folder / MARKER
    return marker.read_text().strip() if marker.exists() else ""


def clear(folder):
    """Starts the data anew, unless a command still uses them."""
    with open_lock(folder / ".in-use") as in_use:
        if not try_lock(in_use):
            raise Problem(f"Une autre commande utilise encore les données de {folder} : arrêtez-la d’abord.")
        for child in folder.iterdir():
            if child.name in _KEPT:
                continue
            shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()


def secret_key(folder=None):
    """The secret key of a portal that was given none: drawn once, readable by its owner only."""
    if not is_embedded() and os.environ.get("ESSPORTAL_DEMO") != "1":
        raise ImproperlyConfigured("ESSPORTAL_SECRET_KEY manque : avec DATABASE_URL, la clé secrète se donne.")
    path = (folder or prepare()) / "secret_key"
    if not path.exists():
        draft = path.with_name(f".secret_key-{secrets.token_hex(8)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):  # of two processes at once, the first one's key stays, whole
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
