"""Imports: Sirene read, joined and previewed; 20,000 organisations written.

Figures to reach: 300,000 rows a second read, joined and previewed, 500 MB at most; 20,000 organisations in 15 s.
"""

import resource
import tempfile
import time
from pathlib import Path

from django.core.management import call_command

from actors import actions
from actors.imports.staging import stage
from actors.imports.writing import write
from actors.models import Municipality, Register
from actors.territory import communes
from tests.bench.sirene_files import EPCI
from tests.bench.sirene_files import write as write_files

WRITTEN = 20_000


def arguments(parser):
    parser.add_argument("--kinds", nargs="+", choices=["csv", "parquet"], default=["csv", "parquet"])


def run(options):
    call_command("migrate", verbosity=0)
    Municipality.objects.bulk_create(communes(EPCI), ignore_conflicts=True)
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.kinds:
            paths = write_files(Path(folder), kind=kind)
            one, seconds = _received(Register.SIRENE, paths)
            _say(f"Sirene, {kind}: {one.read:,} rows, {one.rows.count():,} previewed", seconds, one.read)
        table = Path(folder) / "organisations.csv"
        _fill(table)
        one, seconds = _received(Register.TEMPLATE, [table])
        _say(f"{WRITTEN:,} rows of the portal's table previewed", seconds, WRITTEN)
        actions.begin_writing(one, by=None)
        started = time.monotonic()
        write(one.pk)
        _say(f"{WRITTEN:,} organisations imported", time.monotonic() - started, WRITTEN)
        one, seconds = _received(Register.TEMPLATE, [table])
        changed = one.rows.exclude(outcome="same").count()
        _say(f"the same table previewed again, {changed} rows to write", seconds, WRITTEN)


def _received(register, paths):
    one = actions.note_import(by=None, register=register, files=[{"name": path.name, "stored": ""} for path in paths])
    started = time.monotonic()
    one = stage(one.pk, [(path.name, path) for path in paths])
    if one.status != "ready":
        raise SystemExit(one.reason)
    return one, time.monotonic() - started


def _fill(table):
    codes = list(Municipality.objects.values_list("code", flat=True))
    numbers = ((n, n + 300_000_000) for n in range(WRITTEN))
    lines = (f"Fabrique {n} des lieux;association;{siren};{siren}00014;{codes[n % 40]}" for n, siren in numbers)
    table.write_text("Nom;Famille;SIREN;SIRET;Commune\n" + "\n".join(lines) + "\n")


def _say(words, seconds, rows):
    """The memory is the most this process ever took, the writing of the files included."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{words}: {seconds:.1f} s, {rows / seconds:,.0f} rows/s, {memory:.0f} MB", flush=True)  # noqa: T201
