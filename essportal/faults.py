"""Faults of the machine, each in one French sentence that says what to do. Faults of the code keep their trace."""

import errno

from essportal.database import data_folder, is_embedded
from essportal.folder import serves


def _way_out(data):
    """A demonstration is thrown away; the data of a real town never are."""
    if serves(data) == "start":
        return "ne les effacez pas, rétablissez une sauvegarde de ce dossier."
    return "« python3 manage.py demo --fresh » repart de données neuves."


def _disk_full(place):
    return f"Le disque est plein : libérez de la place pour {place}, puis recommencez."


def _damaged(data):
    return f"Les données de {data} sont abîmées (voir postgres.log) : {_way_out(data)}"


def explain_log(data):
    """Why the embedded server stopped, from the end of its journal."""
    words = (data / "postgres.log").read_text(errors="replace")[-8000:]
    if "No space left on device" in words or "free disk space" in words:
        return _disk_full(data)
    if "postmaster.pid" in words:
        return f"Un autre serveur PostgreSQL utilise déjà {data / 'postgres'} : arrêtez-le, puis recommencez."
    if "is not compatible with this version" in words:
        return f"Les données de {data} viennent d’une autre version de PostgreSQL : {_way_out(data)}"
    if "Permission denied" in words:
        return f"PostgreSQL n’a pas le droit d’écrire dans {data / 'postgres'} : rendez-lui ce dossier."
    return _damaged(data)


def explain_database(error):
    """None when PostgreSQL refused what the code asked: that is not the machine's fault."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state == "42P01":
        return f"La base de {_place()} n’a pas encore ses tables : lancez d’abord « python3 manage.py migrate »."
    if state == "53100":
        return _disk_full(data_folder()) if is_embedded() else "Le disque du serveur PostgreSQL est plein."
    if _is_lost(error, state):
        if not is_embedded():
            return "PostgreSQL ne répond pas : le serveur nommé par DATABASE_URL refuse la connexion."
        return explain_log(data_folder())
    if state and state[:2] in {"XX", "58"} and is_embedded():
        return _damaged(data_folder())
    return None


def _place():
    return str(data_folder()) if is_embedded() else "DATABASE_URL"


def _is_lost(error, state):
    """The connection was refused or cut, or the server is stopping (57P01 to 57P03)."""
    return (state is None and type(error).__name__ == "OperationalError") or (state or "").startswith("57P")


def explain_files(error, place=None):
    where = error.filename or place or data_folder()
    if error.errno == errno.ENOSPC:
        return _disk_full(where)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"Le portail n’a pas le droit d’écrire dans {where} : donnez-lui ce droit, ou un autre dossier avec --data."
        )
    if error.errno == errno.ENOENT:
        return f"Le dossier {where} ne peut pas être créé : choisissez-en un autre avec --data."
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return f"{where} n’est pas un dossier : choisissez-en un autre avec --data."
    return None
