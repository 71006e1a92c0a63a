"""People everybody knows, and what tests share. Each fixture is someone with a role that is valid today."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from actors.upkeep import send_what_is_due
from essportal import clock
from tests import factories


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def authority(db):
    return factories.LocalAuthorityFactory()


@pytest.fixture
def officer(db):
    return factories.PersonFactory(name="Sacha Spécimen", post="ess_team")


@pytest.fixture
def organisation(db):
    return factories.OrganisationFactory(name="La Remise à Neuf")


@pytest.fixture
def member(organisation):
    return factories.PersonFactory(name="Dominique Factice", represents=organisation)


@pytest.fixture
def other_member(db):
    return factories.PersonFactory(name="Camille Exemple", represents=factories.OrganisationFactory())


@pytest.fixture
def elected(db):
    return factories.PersonFactory(name="Alix Modèle", mandate="vice-présidente à l’économie sociale et solidaire")


@pytest.fixture
def correspondent(db):
    return factories.PersonFactory(name="Andréa Alinéa", department=factories.DepartmentFactory())


@pytest.fixture
def general_management(db):
    return factories.PersonFactory(post="general_management")


@pytest.fixture
def secretariat(db):
    return factories.PersonFactory(post="secretariat")


@pytest.fixture
def dpo(db):
    return factories.PersonFactory(post="dpo")


@pytest.fixture
def administrator(db):
    return factories.PersonFactory(post="administrator")


@pytest.fixture
def in_a_month():
    return clock.today() + timedelta(days=30)


@pytest.fixture
def run_tasks(db):
    """Do now what the worker would do: every queued task, once, in the order it was queued."""

    # A test that commits leaves its queue behind: Django's flush knows nothing of procrastinate's tables.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_jobs")

    def run():
        done = 0
        while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
            app.tasks[job.task_name].func(**job.args)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [job.pk])
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.pk])
            done += 1
        return done

    return run


@pytest.fixture
def next_morning(run_tasks):
    """What is in the digests of tomorrow: e-mails of today are put aside."""

    def run():
        run_tasks()
        mail.outbox.clear()
        with clock.standing_at(clock.now() + timedelta(days=1)):
            send_what_is_due.func(0)
            run_tasks()
        return mail.outbox

    return run
