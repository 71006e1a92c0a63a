import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from essportal.database import app_role
from essportal.privileges import grant_app

TABLE = ContentType._meta.db_table
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")


def _rights():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r FROM unnest(%s::text[]) r WHERE has_table_privilege(%s, %s, r)", [list(RIGHTS), app_role(), TABLE]
        )
        return {right for (right,) in cursor.fetchall()}


def _may_update(column):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_column_privilege(%s, %s, %s, 'UPDATE')", [app_role(), TABLE, column])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_role_that_serves_may_work_on_an_ordinary_table_and_no_more():
    grant_app(connection, [ContentType])

    assert _rights() == {"SELECT", "INSERT", "UPDATE", "DELETE"}


@pytest.mark.django_db
def test_a_model_holds_the_role_that_serves_to_what_it_says(monkeypatch):
    monkeypatch.setattr(ContentType, "app_may", {"select": True, "update": ["model"]}, raising=False)

    grant_app(connection, [ContentType])

    assert _rights() == {"SELECT"}
    assert _may_update("model")
    assert not _may_update("app_label")


@pytest.mark.django_db
def test_a_misspelt_right_stops_the_migration(monkeypatch):
    monkeypatch.setattr(ContentType, "app_may", {"selects": True}, raising=False)

    with pytest.raises(ValueError, match="selects"):
        grant_app(connection, [ContentType])
