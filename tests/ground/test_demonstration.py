import re
import signal
import socket
import stat
import time
from urllib.request import urlopen

import pytest

from tests.ground.conftest import manage, processes_about


def _read_until(command, sign):
    lines = []
    for line in command.stdout:
        lines.append(line)
        if sign in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def _nothing_runs(data, seconds=45):
    deadline = time.monotonic() + seconds
    while processes_about(data) and time.monotonic() < deadline:
        time.sleep(0.1)
    return processes_about(data) == []


def test_a_busy_port_is_told_in_one_sentence(data):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        command = manage("demo", "--port", str(port))
        output = command.communicate(timeout=60)[0]

    assert command.returncode == 1
    assert output == f"Le port {port} est déjà pris : choisissez-en un autre avec --port.\n"
    assert not data.exists()


def test_a_number_that_is_no_port_is_told_in_one_sentence(data):
    output = manage("demo", "--port", "99999").communicate(timeout=60)[0]

    assert output == "99999 n’est pas un port : donnez un nombre entre 0 et 65535 avec --port.\n"


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence():
    output = manage("demo", "--port", "0", "--data", "/proc/portail").communicate(timeout=60)[0]

    assert output == "Le dossier /proc/portail ne peut pas être créé : choisissez-en un autre avec --data.\n"


def test_a_command_on_an_empty_base_says_how_to_fill_it(data):
    output = manage("verify").communicate(timeout=90)[0]

    assert output == f"La base de {data} n’a pas encore ses tables : lancez d’abord « python3 manage.py migrate ».\n"


def test_starting_anew_never_empties_a_folder_of_somebody_else(data):
    data.mkdir()
    (data / "lettre.odt").touch()

    command = manage("demo", "--port", "0", "--fresh")
    output = command.communicate(timeout=60)[0]

    assert command.returncode == 1
    assert "contient autre chose que les données du portail" in output
    assert (data / "lettre.odt").exists()


def test_a_person_starts_the_demonstration_looks_at_it_and_stops_it(data):
    demonstration = manage("demo", "--port", "0")
    address = re.search(r"http://\S+", _read_until(demonstration, "Portail prêt")).group()

    page = urlopen(address, timeout=30).read().decode()  # noqa: S310 -- our own demonstration
    beside = manage("showmigrations", "contenttypes").communicate(timeout=60)[0]
    second = manage("demo", "--port", "0").communicate(timeout=60)[0]

    assert '<html lang="fr"' in page
    assert "[X] 0001_initial" in beside
    assert second == f"Une démonstration tourne déjà sur les données de {data}.\n"
    assert stat.S_IMODE((data / "secret_key").stat().st_mode) == 0o600

    demonstration.send_signal(signal.SIGINT)
    assert demonstration.wait(30) == 0
    assert processes_about(data) == []


@pytest.mark.parametrize("sign", ["Mise à jour", "Portail prêt"])
def test_a_killed_demonstration_leaves_no_orphan(data, sign):
    demonstration = manage("demo", "--port", "0")
    _read_until(demonstration, sign)

    demonstration.kill()
    demonstration.wait(30)

    assert _nothing_runs(data)
    demonstration.stdout.close()
