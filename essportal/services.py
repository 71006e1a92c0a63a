"""The services behind `manage.py demo` and `manage.py start`: database, task worker, web server, in one command."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from essportal.database import CHECKOUT, is_embedded
from essportal.embedded import server
from essportal.folder import clear, dedicate, prepare, secret_key
from essportal.processes import Problem, die_with_parent, open_lock, try_lock

_FALLS_A_MINUTE = 5


class Stopped(Exception):
    """The person, or the machine, asks the portal to stop."""


@dataclass(frozen=True)
class Purpose:
    """What a command runs the portal for: all else is shared."""

    name: str  # of the command, and the mark of its data folder
    description: str
    switch: str  # the setting that tells this purpose to every process
    subject: str  # how the sentences call what runs: "La démonstration"
    already: str  # what is said when it runs already, before the folder
    greeting: str  # the command that says who comes in, and how
    fillings: tuple[tuple[str, str], ...] = ()  # (sentence, command) before the portal opens
    may_be_fresh: bool = False


def main(purpose, arguments):
    options = _options(purpose, arguments)
    if options.data:
        os.environ["ESSPORTAL_DATA"] = str(Path(options.data).expanduser().resolve())
    os.environ[purpose.switch] = "1"
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _stop)
    try:
        _run_portal(purpose, options)
    except Stopped:
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, signal.SIG_IGN)
        say("Portail arrêté.")
    return 0


def _options(purpose, arguments):
    parser = argparse.ArgumentParser(prog=f"manage.py {purpose.name}", description=purpose.description)
    parser.add_argument("--port", type=int, default=8000, help="port d’écoute, 0 pour un port libre (8000)")
    parser.add_argument("--data", metavar="DIR", help="dossier des données (.data/, ou ESSPORTAL_DATA)")
    if purpose.may_be_fresh:
        parser.add_argument("--fresh", action="store_true", help="repart de données neuves")
    return parser.parse_args(arguments)


def _stop(*_):
    raise Stopped


def _run_portal(purpose, options):
    port = free_port(options.port)
    os.environ.setdefault("ESSPORTAL_URL", f"http://localhost:{port}")  # what e-mails link to
    data = prepare()
    with open_lock(data / ".demonstration") as alone:
        if not try_lock(alone):
            raise Problem(f"{purpose.already} sur les données de {data}.")
        if is_embedded():
            dedicate(data, purpose.name)
        if getattr(options, "fresh", False):
            _start_anew(data)
        if not os.environ.get("ESSPORTAL_SECRET_KEY"):
            secret_key(data)
        say("Démarrage de PostgreSQL…" if is_embedded() else "Base de données : celle de DATABASE_URL.")
        with server():
            _fill(purpose)
            _serve(purpose, port)


def _start_anew(data):
    if not is_embedded():
        raise Problem("--fresh ne vide que la base embarquée : retirez DATABASE_URL pour l’employer.")
    say("Effacement des données précédentes…")
    clear(data)


def free_port(port):
    """The port asked for if it is free; the operating system's choice for 0."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise Problem(
                f"Le port {port} est réservé à l’administrateur : choisissez-en un autre avec --port."
            ) from error
        except OverflowError as error:
            raise Problem(f"{port} n’est pas un port : donnez un nombre entre 0 et 65535 avec --port.") from error
        except OSError as error:
            raise Problem(f"Le port {port} est déjà pris : choisissez-en un autre avec --port.") from error
        return probe.getsockname()[1]


def _fill(purpose):
    say("Mise à jour de la base…")
    _run(purpose, "owner", "migrate", "--verbosity", "0")
    for sentence, filling in purpose.fillings:
        say(sentence)
        _run(purpose, "app", filling)


def _serve(purpose, port):
    web = ["-m", "gunicorn", "--config", "python:essportal.gunicorn_settings", "--bind", f"127.0.0.1:{port}"]
    children = {
        "le travail de fond": lambda: start("app", *command("procrastinate", "worker", "--delete-jobs", "successful")),
        "le serveur web": lambda: start("app", *web, "essportal.wsgi", ESSPORTAL_POOL="1"),
    }
    running = {name: begin() for name, begin in children.items()}
    try:
        _wait_until_it_answers(purpose, port, running["le serveur web"])
        _run(purpose, "app", purpose.greeting)
        say(f"Portail prêt : http://localhost:{port}/ (Ctrl-C pour l’arrêter)")
        _watch(purpose, children, running)
    finally:
        stop_all(running.values())


def _watch(purpose, children, running):
    """Starts again what falls; gives up when it keeps falling."""
    falls = []
    while True:
        time.sleep(0.5)
        for name in [name for name, child in running.items() if child.poll() is not None]:
            falls = [moment for moment in falls if moment > time.monotonic() - 60] + [time.monotonic()]
            if len(falls) > _FALLS_A_MINUTE:
                raise Problem(f"{purpose.subject} s’arrête : {name} ne tient pas.")
            say(f"Redémarrage : {name} s’est arrêté.")
            running[name] = children[name]()


def command(*arguments):
    return ["-m", "essportal.commandline", *arguments]


def start(role, *arguments, **environment):
    """A child in its own session, so that Ctrl-C reaches it through us, and that never outlives us."""
    return subprocess.Popen(  # noqa: S603 -- our own commands
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=os.environ | {"ESSPORTAL_ROLE": role, "ESSPORTAL_POOL": "0", "PYTHONUNBUFFERED": "1"} | environment,
        preexec_fn=die_with_parent,
        start_new_session=True,
    )


def _run(purpose, role, *arguments):
    child = start(role, *command(*arguments))
    try:
        code = child.wait()
    finally:
        stop_all([child])
    if code > 0:
        sys.exit(code)  # the command has said why
    if code < 0:
        raise Problem(f"{purpose.subject} s’arrête : « manage.py {arguments[0]} » a été interrompu.")


def stop_all(children):
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + 10
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _wait_until_it_answers(purpose, port, web):
    for _ in range(300):
        if web.poll() is not None:
            break
        try:
            connection = HTTPConnection("localhost", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    raise Problem(f"{purpose.subject} s’arrête : le serveur web ne répond pas.")


def say(text):
    print(text, flush=True)  # noqa: T201 -- the terminal's own conversation
