import shutil
import time

import pytest

from tests.ground.conftest import command_using_the_server, manage, processes_about


def _wait(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def _end(command):
    return command.communicate("\n", timeout=30)[0]


def test_two_commands_share_one_server_and_the_last_one_stops_it(data):
    first = command_using_the_server()
    said_by_first = first.stdout.readline()
    second = command_using_the_server()
    said_by_second = second.stdout.readline()

    assert said_by_first.startswith("essportal_app ")
    assert said_by_second == said_by_first

    _end(first)
    assert processes_about(data)

    _end(second)
    assert _wait(lambda: processes_about(data) == [])


def test_several_commands_starting_at_once_find_one_server(data):
    commands = [command_using_the_server() for _ in range(4)]

    said = {command.stdout.readline() for command in commands}

    assert len(said) == 1
    for command in commands:
        _end(command)
    assert _wait(lambda: processes_about(data) == [])


def test_a_killed_command_leaves_no_server_behind_and_the_next_one_works(data):
    killed = command_using_the_server()
    killed.stdout.readline()

    killed.kill()
    killed.communicate()

    following = command_using_the_server()
    assert following.stdout.readline().startswith("essportal_app ")
    _end(following)
    assert _wait(lambda: processes_about(data) == [])


@pytest.mark.parametrize("lost", ["global/pg_control", "PG_VERSION", "base"])
def test_a_damaged_folder_is_told_in_one_sentence(data, lost):
    command = command_using_the_server()
    command.stdout.readline()
    _end(command)
    target = data / "postgres" / lost
    shutil.rmtree(target) if target.is_dir() else target.unlink()

    output = manage("showmigrations").communicate(timeout=60)[0]

    assert output.count("\n") == 1
    assert "sont abîmées" in output
    assert "demo --fresh" in output


def test_a_folder_holding_something_else_is_left_alone(data):
    data.mkdir()
    (data / "lettre.odt").touch()

    command = manage("showmigrations")
    output = command.communicate(timeout=60)[0]

    assert command.returncode == 1
    assert "contient autre chose que les données du portail" in output
    assert [child.name for child in data.iterdir()] == ["lettre.odt"]


def test_a_silent_server_of_the_authority_is_told_in_one_sentence(data, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://essportal:x@127.0.0.1:1/essportal")
    monkeypatch.setenv("ESSPORTAL_SECRET_KEY", "x" * 60)

    output = manage("showmigrations", "--skip-checks").communicate(timeout=60)[0]

    assert output == "PostgreSQL ne répond pas : le serveur nommé par DATABASE_URL refuse la connexion.\n"
