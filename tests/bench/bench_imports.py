"""How fast imports are: `python3 manage.py test tests/bench/bench_imports.py -s`. Never part of the suite.

Figures to reach: 300,000 rows a second read, joined and previewed, 500 MB at most; 20,000 organisations in 15 s.
"""

import resource
import time

import pytest

from actors import actions
from actors.imports.staging import stage
from actors.imports.writing import write
from actors.models import Import, Municipality, Organisation, Register
from actors.territory import communes
from tests.bench.sirene_files import EPCI, ESTABLISHMENTS, UNITS
from tests.bench.sirene_files import write as write_files

pytestmark = pytest.mark.django_db(transaction=True)


def say(words):
    """Our own processor time is said too: on a shared machine, the clock tells who else was there."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{words} (memory: {memory:.0f} MB at most)")  # noqa: T201 -- what a bench is for


def received(register, paths):
    one = actions.note_import(by=None, register=register, files=[{"name": path.name, "stored": ""} for path in paths])
    started, worked = time.monotonic(), time.process_time()
    one = stage(one.pk, [(path.name, path) for path in paths])
    say(f"read and previewed with {time.process_time() - worked:.1f} s of our processors")
    return one, time.monotonic() - started


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_sirene_is_read_joined_and_previewed(tmp_path, kind):
    Municipality.objects.bulk_create(communes(EPCI))
    paths = write_files(tmp_path, kind=kind)

    one, seconds = received(Register.SIRENE, paths)

    assert one.status == "ready", one.reason
    assert one.read == ESTABLISHMENTS + UNITS
    speed = f"{one.read:,} rows in {seconds:.1f} s, {one.read / seconds:,.0f} rows/s"
    say(f"{kind}: {speed}; {one.rows.count():,} previewed")


def test_twenty_thousand_organisations_are_imported(tmp_path):
    Municipality.objects.bulk_create(communes(EPCI))
    codes = list(Municipality.objects.values_list("code", flat=True))
    table = tmp_path / "organisations.csv"
    numbers = ((n, n + 300_000_000) for n in range(20_000))
    lines = (f"Fabrique {n} des lieux;association;{siren};{siren}00014;{codes[n % 40]}" for n, siren in numbers)
    table.write_text("Nom;Famille;SIREN;SIRET;Commune\n" + "\n".join(lines) + "\n")
    one, seconds = received(Register.TEMPLATE, [table])
    say(f"20,000 rows of the portal's table previewed in {seconds:.1f} s")

    actions.begin_writing(one, by=None)
    started, worked = time.monotonic(), time.process_time()
    write(one.pk)

    own = time.process_time() - worked
    say(f"20,000 organisations imported in {time.monotonic() - started:.1f} s, {own:.1f} s of our processors")
    assert Organisation.objects.count() == 20_000
    again, seconds = received(Register.TEMPLATE, [table])
    say(f"the same file previewed again in {seconds:.1f} s")
    assert set(Import.objects.get(pk=again.pk).rows.values_list("outcome", flat=True)) == {"same"}
