"""Gives `python3 manage.py` its environment: standard library only, since nothing else is there yet."""

import errno
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LOCK = CHECKOUT / "requirements.txt"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "locked.sha256"
TOOLS = CHECKOUT / ".tools"


class Impossible(Exception):
    """The environment cannot be made; the text is the French sentence that says why."""


def run(arguments):
    """Replaces this process by the command run in the locked environment, installed first if need be."""
    try:
        if not _is_current():
            _install()
        os.execv(PYTHON, [str(PYTHON), "-m", "essportal.commandline", *arguments])  # noqa: S606 -- no shell wanted
    except Impossible as problem:
        sys.exit(str(problem))
    except OSError as error:
        sys.exit(_sentence(error))
    except KeyboardInterrupt:
        sys.exit("Installation interrompue ; relancez la commande pour la terminer.")


def _is_current():
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == _stamp()


def _stamp():
    """The lock and the place: a copied checkout does not run on the environment of the first one."""
    return f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()}\n{CHECKOUT}\n"


def _is_elsewhere():
    return STAMP.exists() and not STAMP.read_text().endswith(f"\n{CHECKOUT}\n")


def _install():
    if sys.version_info < (3, 11):  # noqa: UP036 -- an older python3 reaches this line
        raise Impossible("Le portail demande Python 3.11 ou plus récent.")
    stamp = _stamp()
    TOOLS.mkdir(exist_ok=True)
    with open(TOOLS / "install.lock", "w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)  # two commands started at once install once
        if _is_current():
            return
        started = time.monotonic()
        uv = _find_uv()
        _say("Installation de l’environnement dans .venv (une minute environ la première fois)…")
        if not PYTHON.exists() or _is_elsewhere():
            shutil.rmtree(VENV, ignore_errors=True)
            _call([uv, "venv", "--quiet", "--python", sys.executable, VENV])
        _call([uv, "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", PYTHON, LOCK])
        for packages in VENV.glob("lib/python*/site-packages"):
            (packages / "essportal.pth").write_text(f"{CHECKOUT}\n")  # the portal is found from any folder
        STAMP.write_text(stamp)
        _say(f"Environnement prêt en {time.monotonic() - started:.0f} s.")


def _find_uv():
    fetched = TOOLS / "bin" / "uv"
    for candidate in (shutil.which("uv"), fetched):
        if candidate and _works([candidate, "--version"]):
            return candidate
    pip = [sys.executable, "-m", "pip"]
    if not _works([*pip, "--version"]):
        raise Impossible("Il manque pip ou uv : installez l’un des deux (sous Debian : apt install python3-pip).")
    _say("Téléchargement de l’installateur uv dans .tools…")
    _call([*pip, "install", "--quiet", "--disable-pip-version-check", "--upgrade", "--target", TOOLS, "uv"])
    return fetched


def _works(command):
    try:
        return subprocess.run(command, capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        return False


def _call(command):
    """Runs an installer; its own words go to .tools/install.log, and the person gets one sentence."""
    log = TOOLS / "install.log"
    with open(log, "w") as output:
        code = subprocess.run(command, stdout=output, stderr=output, cwd=CHECKOUT, env=_environment()).returncode  # noqa: S603
    if code:
        raise Impossible(_reason(log.read_text(errors="replace")))


def _environment():
    """uv trusts the machine's certificates (an authority's proxy re-signs) and the index pip was given."""
    environment = os.environ | {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    if os.environ.get("PIP_INDEX_URL") and not os.environ.get("UV_INDEX_URL"):
        environment.setdefault("UV_DEFAULT_INDEX", os.environ["PIP_INDEX_URL"])
    return environment


def _reason(words):
    lowered = words.lower()
    if "no space left" in lowered:
        return f"Le disque est plein : libérez de la place pour {CHECKOUT} (600 Mo environ)."
    if "permission denied" in lowered or "read-only file system" in lowered:
        return f"Le dossier {CHECKOUT} n’est pas accessible en écriture : l’environnement ne peut pas s’y installer."
    network = ("failed to fetch", "dns", "connect", "timed out", "no matching distribution", "max retries", "network")
    if any(sign in lowered for sign in network):
        return (
            "Le téléchargement a échoué : vérifiez le réseau ou le miroir de paquets (détails dans .tools/install.log)."
        )
    return "L’environnement n’a pas pu être installé (détails dans .tools/install.log)."


def _sentence(error):
    if error.errno == errno.ENOENT and error.filename == str(LOCK):
        return "Le fichier requirements.txt manque : la copie du portail est incomplète."
    return _reason(os.strerror(error.errno) if error.errno else str(error))


def _say(text):
    print(text, file=sys.stderr, flush=True)  # noqa: T201 -- this is the terminal's own conversation
