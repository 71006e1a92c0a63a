"""Two web servers, two clients, and the time that the processors spent."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essportal.database import CHECKOUT, data_folder

CLIENTS = 2
TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def gunicorn(application: str, kept: bool):
    """Two sync workers; yields the port and the number of the process. `kept`: so is the connection to PostgreSQL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--worker-class", "sync"]
    own = {"ESSPORTAL_ROLE": "app", "ESSPORTAL_DEMO": "1", "ESSPORTAL_POOL": "1" if kept else "0"}
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning", application],
        cwd=CHECKOUT,
        env=os.environ | own | {"PYTHONPATH": str(CHECKOUT)},
    )
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(port):
    for __ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the web server does not answer")


def rate(port: int, paths: list[str], seconds: float, server: int) -> tuple[float, float]:
    """Requests a second, and milliseconds of processor for each: the web server's and PostgreSQL's."""
    spent, until = _cpu(server), time.monotonic() + seconds
    start = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        done = sum(clients.map(lambda rank: _ask(port, paths[rank::CLIENTS] or paths, until), range(CLIENTS)))
    elapsed = time.monotonic() - start
    return done / elapsed, 1000 * (_cpu(server) - spent) / done


def posted(port: int, asks: list[tuple[str, dict]], cookie: str, server: int) -> tuple[float, float]:
    """The same for forms, (path, what is typed): each is sent once, and leads elsewhere."""
    spent, start = _cpu(server), time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda rank: _send(port, asks[rank::CLIENTS], cookie), range(CLIENTS)))
    return len(asks) / (time.monotonic() - start), 1000 * (_cpu(server) - spent) / len(asks)


def _send(port, asks, cookie):
    headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    for path, typed in asks:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asking.request("POST", path, body=urlencode(typed), headers=headers)
        answer = asking.getresponse()
        answer.read()
        asking.close()
        if answer.status != 302:
            raise SystemExit(f"{path}: {answer.status}")


def _ask(port, paths, until):
    done = 0
    while time.monotonic() < until:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        asking.request("GET", paths[done % len(paths)], headers={"Host": "localhost"})
        answer = asking.getresponse()
        answer.read()
        asking.close()
        if answer.status != 200:
            raise SystemExit(f"{paths[done % len(paths)]}: {answer.status}")
        done += 1
    return done


def _cpu(server: int) -> float:
    """Seconds of processor of the server, of PostgreSQL and of all that they started, ended ones included."""
    keeper = int((data_folder() / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    children: dict[int, list[int]] = {}
    spent: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(folder.name))
            spent[int(folder.name)] = sum(map(int, fields[11:15]))
    left, total = [server, keeper], 0
    while left:
        one = left.pop()
        total += spent.get(one, 0)
        left += children.get(one, [])
    return total / TICK


def against(bare, page, paths: list[str], *, rounds: int, seconds: float) -> dict:
    """Both measured in turn: how many times the bare list a page costs, and the processor time of each."""
    ratios, costs, units = [], [], []
    for __ in range(rounds):
        unit, unit_cpu = rate(bare[0], ["/"], seconds, bare[1])
        speed, cpu = rate(page[0], paths, seconds, page[1])
        ratios.append(unit / speed)
        costs.append(cpu)
        units.append(unit_cpu)
    return {
        "ratio": statistics.median(ratios),
        "cpu": statistics.median(costs),
        "bare_cpu": statistics.median(units),
    }


def arguments(parser, sizes: list[int]):
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--only", default="", help="the pages whose name holds this")
    parser.add_argument("--kept", action="store_true", help="both servers keep their connection to PostgreSQL")


def measure(pages: dict[str, list[str]], options, smallest: dict[str, float]) -> None:
    """One line a page; `smallest` remembers what it cost at the first size."""
    with (
        gunicorn("tests.bench.bare:application", options.kept) as bare,
        gunicorn("essportal.wsgi", options.kept) as own,
    ):
        for name, paths in pages.items():
            if options.only not in name:
                continue
            found = against(bare, own, paths, rounds=options.rounds, seconds=options.seconds)
            first = smallest.setdefault(name, found["cpu"])
            print(  # noqa: T201
                f"  {name:<44}{found['ratio']:6.2f} x bare list {found['cpu']:7.1f} ms CPU"
                f" (bare {found['bare_cpu']:.1f}) {found['cpu'] / first:6.2f} x smallest"
                f" {_queries(paths[0]):4} queries",
                flush=True,
            )


def _queries(path):
    with CaptureQueriesContext(connection) as captured:
        Client(headers={"host": "localhost"}).get(path)
    return len(captured)
