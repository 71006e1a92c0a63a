"""A real town's portal is started by one command, and no demonstration ever touches its data."""

import re
import signal
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from essportal.faults import explain_log
from tests.ground.conftest import manage, processes_about
from tests.ground.test_demonstration import _read_until


def test_a_town_starts_empty_and_prints_the_address_of_its_first_person(data):
    town = manage("start", "--port", "0")
    said = _read_until(town, "Portail prêt")
    address = re.search(r"Portail prêt : (http://\S+)", said)[1]

    page = urlopen(re.search(r"http://\S+/ouvrir/\S+", said)[0], timeout=30).read().decode()  # noqa: S310 -- our own portal
    home = urlopen(address, timeout=30).read().decode()  # noqa: S310
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}ouvrir/first.1xVpiL.devine/", timeout=30)  # noqa: S310
    second = manage("start", "--port", "0").communicate(timeout=60)[0]
    demonstration = manage("demo", "--port", "0").communicate(timeout=60)[0]

    assert "Ouvrir ce portail" in page
    assert "Démonstration" not in home
    assert second == f"Un portail tourne déjà sur les données de {data}.\n"
    assert demonstration == f"Une démonstration tourne déjà sur les données de {data}.\n"

    town.send_signal(signal.SIGINT)
    assert town.wait(30) == 0
    assert processes_about(data) == []


def test_a_demonstration_never_opens_nor_empties_the_data_of_a_town(data):
    data.mkdir()
    (data / ".essportal").write_text("start\n")
    (data / "files").mkdir()

    output = manage("demo", "--port", "0", "--fresh").communicate(timeout=60)[0]

    assert "sert à « manage.py start »" in output
    assert (data / "files").exists()


def test_a_town_is_never_shown_on_the_data_of_a_demonstration(data):
    data.mkdir()
    (data / ".essportal").write_text("demo\n")

    output = manage("start", "--port", "0").communicate(timeout=60)[0]

    assert "sert à « manage.py demo »" in output


def test_damaged_data_of_a_town_are_to_be_restored_not_thrown_away(data):
    data.mkdir()
    (data / "postgres.log").write_text("PANIC: could not locate a valid checkpoint record")
    (data / ".essportal").write_text("start\n")

    assert "rétablissez une sauvegarde" in explain_log(data)
    assert "--fresh" not in explain_log(data)
