"""What leaves the portal leaves a line: who, what, when, how many rows."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains

from essportal import clock, exports
from essportal.models import ExportEntry
from plans.actions import freeze_version
from tests.factories import PlanFactory, clause_from, version_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def request_of(rf):
    def make(user):
        request = rf.get("/")
        request.user = user
        return request

    return make


def test_one_line_says_who_took_what_and_how_many_rows(request_of, officer):
    exports.log(request_of(officer), "Annuaire, CSV", rows=412)

    entry = ExportEntry.objects.get()
    assert (entry.by, entry.what, entry.rows) == (officer, "Annuaire, CSV", 412)


def test_nothing_is_written_of_a_visitor_who_only_gets_public_data(request_of, db):
    assert exports.log(request_of(AnonymousUser()), "Annuaire, CSV", rows=412) is None


def test_a_line_is_never_rewritten_and_is_kept_a_year(request_of, officer):
    exports.log(request_of(officer), "Récent")
    with clock.standing_at(clock.now() - timedelta(days=400)):
        exports.log(request_of(officer), "Ancien")

    with pytest.raises(DatabaseError), transaction.atomic():
        ExportEntry.objects.update(rows=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        ExportEntry.objects.filter(what="Récent").delete()

    assert exports.forget_old() == 1
    assert [entry.what for entry in ExportEntry.objects.all()] == ["Récent"]


def test_a_version_kept_to_its_readers_is_noted_and_a_public_one_is_not(client, officer):
    plan = PlanFactory()
    clause_from(plan, by=officer)
    frozen = freeze_version(plan, by=officer, note="Premier jet.")
    public = version_of(plan, by=officer)
    client.force_login(officer, BACKEND)

    for version in (frozen, public):
        client.get(reverse("plans:plan-json", args=[version.number]))

    assert [entry.what for entry in ExportEntry.objects.all()] == [f"Version {frozen.number}, JSON"]


@pytest.mark.parametrize("who", ["dpo", "administrator"])
def test_the_dpo_and_administrators_read_the_log(client, request, request_of, officer, who):
    exports.log(request_of(officer), "Annuaire, CSV", rows=412)
    client.force_login(request.getfixturevalue(who), BACKEND)

    page = client.get(reverse("actors:exports"))

    assertContains(page, "1 export noté depuis un an")
    assertContains(page, "Annuaire, CSV")
    assertContains(page, "Sacha Spécimen")
