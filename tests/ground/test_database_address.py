import pytest
from django.core.exceptions import ImproperlyConfigured

from essportal.database import app_role, django_settings, owner_role, parse_url, socket_folder


def test_an_address_with_encoded_characters_is_read_as_the_administrator_meant_it():
    address = "postgres://r%C3%B4le:p%40ss%2Fw%3Ard@db.example:5433/base%20ess?sslmode=require"

    assert parse_url(address) == {
        "NAME": "base ess",
        "USER": "rôle",
        "PASSWORD": "p@ss/w:rd",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_an_address_may_name_a_socket_folder():
    read = parse_url("postgresql://essportal@/essportal?host=/run/postgresql")

    assert (read["HOST"], read["PORT"], read["OPTIONS"]) == ("/run/postgresql", "", {})


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:secret@h/n",
        "postgres://h/n",
        "postgres://u:secret@h",
        "postgres://u:secret@h:port/n",
        "n’importe quoi",
    ],
)
def test_an_unreadable_address_is_refused_without_repeating_the_password(address):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL n’est pas une adresse") as refusal:
        parse_url(address)

    assert "secret" not in str(refusal.value)


def test_each_role_has_its_own_address(data, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://serves:a@h/n")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://migrates:b@h/n")

    assert (app_role(), owner_role()) == ("serves", "migrates")
    assert django_settings()["USER"] == "serves"
    monkeypatch.setenv("ESSPORTAL_ROLE", "owner")
    assert django_settings()["USER"] == "migrates"


def test_only_the_role_that_serves_has_a_pool(data, monkeypatch):
    assert "pool" in django_settings()["OPTIONS"]

    monkeypatch.setenv("ESSPORTAL_ROLE", "owner")

    assert "pool" not in django_settings()["OPTIONS"]


def test_the_web_server_of_a_journey_works_on_the_database_of_its_test(data, monkeypatch):
    monkeypatch.setenv("ESSPORTAL_DATABASE", "test_essportal_gw1")

    assert (django_settings()["NAME"], django_settings()["USER"]) == ("test_essportal_gw1", "essportal_app")


def test_an_unknown_role_stops_loudly(monkeypatch):
    monkeypatch.setenv("ESSPORTAL_ROLE", "root")

    with pytest.raises(ImproperlyConfigured, match="« root »"):
        django_settings()


def test_the_socket_path_stays_short_however_deep_the_data_folder():
    assert len(str(socket_folder("/très" * 400) / ".s.PGSQL.5432")) < 100
