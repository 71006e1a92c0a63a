"""What is sealed is refused to the serving role by PostgreSQL itself, whatever the code does."""

import psycopg
import pytest
from django.db import connection

from essportal.database import connection_settings
from tests.factories import PersonFactory, PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db(transaction=True)

SEALED = [
    "plans_version",
    "plans_pin",
    "plans_revision",
    "plans_source",
    "plans_replywording",
    "plans_citation",
    "plans_pinnedreply",
    "essportal_journalentry",
]


@pytest.fixture
def sealed():
    plan = PlanFactory()
    clause_from(plan)
    return version_of(plan, by=PersonFactory(post="ess_team"))


@pytest.fixture
def as_app():
    """A connection of the role that serves, to the same database as the test."""
    known = connection_settings("app")
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"],
        user=known["USER"],
        password=known["PASSWORD"],
        host=known["HOST"],
        port=known["PORT"] or None,
        autocommit=True,
    ) as app:
        yield app


@pytest.mark.parametrize("table", SEALED)
@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table} CASCADE",
    ],
)
def test_the_serving_role_cannot_undo_what_is_sealed(sealed, as_app, table, deed):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_app.execute(deed.format(table=table))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plans_version SET seal = repeat('0', 64)",
        "UPDATE plans_version SET number = 9",
        "UPDATE plans_version SET note = 'autre'",
        "UPDATE plans_pin SET digest = repeat('0', 64)",
        "UPDATE plans_revision SET text = 'autre'",
        "UPDATE plans_source SET sentence = 'autre'",
        "UPDATE plans_replywording SET reason = 'autre'",
        "UPDATE essportal_journalentry SET verb = 'autre'",
    ],
)
def test_the_serving_role_cannot_rewrite_what_is_sealed(sealed, as_app, change):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_app.execute(change)


@pytest.mark.parametrize("change", ["UPDATE plans_version SET seal = repeat('0', 64)", "DELETE FROM plans_pin"])
def test_putting_the_triggers_to_sleep_opens_nothing(sealed, as_app, change):
    as_app.execute("SET pgtrigger.ignore = '{plans_version:a_version_is_frozen_once_made,plans_pin:pins_stay}'")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_app.execute(change)


def test_the_serving_role_cannot_play_the_replica(sealed, as_app):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_app.execute("SET session_replication_role = replica")


def test_no_clause_slips_into_a_sealed_version(sealed, as_app):
    pin = sealed.pins.get()

    with pytest.raises(psycopg.errors.CheckViolation):
        as_app.execute(
            "INSERT INTO plans_pin (version_id, clause_id, revision_id, position, depth, label, digest) "
            "SELECT version_id, clause_id, revision_id, position + 1, depth, label, digest "
            "FROM plans_pin WHERE id = %s",
            [pin.pk],
        )


def test_no_source_slips_under_a_sealed_revision(sealed, as_app):
    with pytest.raises(psycopg.errors.CheckViolation):
        as_app.execute(
            "INSERT INTO plans_source (revision_id, kind, role, sentence) "
            "VALUES (%s, 'authority', 'origine', 'Après.')",
            [sealed.pins.get().revision_id],
        )
