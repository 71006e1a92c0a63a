"""The council votes once on a version; the numbers of the vote hold together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from essportal import clock
from essportal.errors import Refused
from essportal.models import JournalEntry
from plans.actions import close_review, freeze_version, record_deliberation, send_to_council
from plans.models import Deliberation, VersionStatus
from tests.factories import PersonFactory, PlanFactory, clause_from, version_of

VOTE = {
    "number": "2027-0045",
    "assembly": "conseil communautaire",
    "object": "Adoption du plan de l’ESS",
    "rapporteur": "Alix Modèle",
    "subject_code": "7.10",
    "in_office": 86,
    "present": 70,
    "proxies": 8,
    "voters": 78,
    "votes_for": 70,
    "votes_against": 3,
    "abstentions": 5,
    "not_taking_part": 0,
    "outcome": "adopted",
}


def vote(**changes):
    return {"session_on": clock.today(), **VOTE, **changes}


def sent(plan, by):
    return send_to_council(close_review(version_of(plan, by=by), by=by), by=by)


@pytest.fixture
def plan(db, officer):
    plan = PlanFactory()
    clause_from(plan, by=officer)
    return plan


@pytest.fixture
def version(plan, officer):
    return sent(plan, officer)


def signed_in(client, person):
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_secretariat_records_the_vote_and_the_version_is_adopted(client, secretariat, version):
    signed_in(client, secretariat)

    desk = reverse("plans:deliberation", args=[version.number])

    read_again = client.post(desk, vote())
    assert "Relisez le vote" in read_again.text
    assert not Deliberation.objects.exists()
    response = client.post(desk, vote(confirmed="1"), follow=True)

    assert response.status_code == 200
    version.refresh_from_db()
    assert version.status == VersionStatus.ADOPTED
    assert Deliberation.objects.get().subject_code == "7.10"
    assert "2027-0045" in response.text


def test_a_second_vote_on_a_version_is_refused_and_said_so(client, secretariat, version):
    signed_in(client, secretariat)
    desk = reverse("plans:deliberation", args=[version.number])
    client.post(desk, vote(confirmed="1"))

    again = client.post(desk, vote(confirmed="1"))

    assert again.status_code == 409
    assert "celui-ci n’est pas enregistré" in again.text
    assert Deliberation.objects.count() == 1


def test_a_session_to_come_has_no_vote_yet(client, secretariat, version):
    signed_in(client, secretariat)
    tomorrow = clock.today() + timedelta(days=1)

    page = client.post(reverse("plans:deliberation", args=[version.number]), vote(session_on=tomorrow, confirmed="1"))

    assert "La séance n’a pas encore eu lieu" in page.text
    assert not Deliberation.objects.exists()


def test_the_secretariat_finds_what_waits_for_a_vote(client, secretariat, version):
    signed_in(client, secretariat)

    page = client.get(reverse("plans:deliberations")).text

    assert "1 version attend le vote" in page
    assert reverse("plans:deliberation", args=[version.number]) in page


@pytest.mark.parametrize(
    ("stranger", "code"), [("member", 403), ("elected", 403), ("general_management", 403), ("administrator", 403)]
)
def test_nobody_else_records_a_vote(client, request, version, stranger, code):
    signed_in(client, request.getfixturevalue(stranger))

    assert client.get(reverse("plans:deliberation", args=[version.number])).status_code == code
    assert client.post(reverse("plans:deliberation", args=[version.number]), vote()).status_code == code
    assert not Deliberation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"votes_for": 76}, "voters"),
        ({"in_office": 60}, "in_office"),
        ({"present": 60}, "voters"),
        ({"proxies": 20}, "present"),
        ({"votes_for": 3, "votes_against": 70}, "outcome"),
        ({"present": -1}, "present"),
        ({"number": ""}, "number"),
    ],
)
def test_numbers_that_do_not_hold_together_are_told_beside_their_field(client, officer, version, wrong, field):
    signed_in(client, officer)

    response = client.post(reverse("plans:deliberation", args=[version.number]), vote(**wrong))

    assert response.status_code == 200
    assert field in response.context["form"].errors
    version.refresh_from_db()
    assert version.status == VersionStatus.TO_VOTE


def test_proxies_may_make_the_votes_for_exceed_those_present(officer, version):
    recorded = record_deliberation(version, by=officer, **vote(present=60, proxies=18, votes_for=70))

    assert recorded.votes_for > recorded.present


def test_a_version_that_is_not_before_the_council_takes_no_vote(officer, plan):
    reviewed = close_review(version_of(plan, by=officer), by=officer)

    with pytest.raises(Refused, match="relue"):
        record_deliberation(reviewed, by=officer, **vote())

    assert not Deliberation.objects.exists()


def test_a_rejected_version_goes_to_the_council_again(officer, version):
    rejected = vote(outcome="rejected", votes_for=20, votes_against=50, number="2027-0044")
    record_deliberation(version, by=officer, **rejected)

    send_to_council(version, by=officer)
    record_deliberation(version, by=officer, **vote())

    version.refresh_from_db()
    assert version.status == VersionStatus.ADOPTED
    assert version.deliberations.count() == 2


def test_a_number_of_deliberation_is_used_once(officer, plan, version):
    record_deliberation(version, by=officer, **vote(outcome="rejected", votes_for=1, votes_against=50))
    send_to_council(version, by=officer)

    with pytest.raises(ValidationError):
        record_deliberation(version, by=officer, **vote())

    version.refresh_from_db()
    assert version.status == VersionStatus.TO_VOTE


def test_a_newly_adopted_version_replaces_the_one_in_force(officer, plan, version):
    record_deliberation(version, by=officer, **vote())
    following = sent(plan, officer)

    record_deliberation(following, by=officer, **vote(number="2027-0112"))

    version.refresh_from_db()
    assert version.status == VersionStatus.REPLACED


def test_freezing_again_leaves_the_adopted_version_in_force(officer, plan, version):
    record_deliberation(version, by=officer, **vote())

    freeze_version(plan, by=officer, note="Le travail continue.")

    version.refresh_from_db()
    assert version.status == VersionStatus.ADOPTED


@pytest.fixture
def adopted(officer, version):
    return record_deliberation(version, by=officer, **vote(session_on=clock.today() - timedelta(days=20)))


def days_ago(days):
    return clock.today() - timedelta(days=days)


def test_the_vote_is_enforceable_once_transmitted_and_published(client, secretariat, adopted):
    desk, form = reverse("plans:deliberation", args=[adopted.version.number]), formalities(adopted)
    signed_in(client, secretariat)
    assert "une fois transmise et publiée" in client.get(desk).content.decode()

    client.post(form, {"transmitted_on": days_ago(9), "receipt_number": "086-2026-DE"})
    assert Deliberation.objects.get().enforceable_on is None
    client.post(form, {"transmitted_on": days_ago(9), "receipt_number": "086-2026-DE", "published_on": days_ago(8)})

    assert Deliberation.objects.get().enforceable_on == days_ago(8)
    assert "086-2026-DE" in client.get(desk).content.decode()
    assert "exécutoire depuis" in client.get(reverse("plans:versions")).content.decode()
    assert JournalEntry.objects.filter(verb="formalities_recorded").count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"transmitted_on": days_ago(21)}, "La transmission ne peut précéder la séance."),
        ({"published_on": days_ago(21)}, "La publication ne peut précéder la séance."),
        ({"receipt_number": "086-2026-DE"}, "L’accusé de réception suppose une date de transmission."),
    ],
)
def test_formalities_out_of_order_are_refused_beside_their_field(client, secretariat, adopted, typed, said):
    page = signed_in(client, secretariat).post(formalities(adopted), typed).content.decode()

    assert said in page
    adopted.refresh_from_db()
    assert not any(adopted.formalities.values())


def formalities(deliberation):
    return reverse("plans:formalities", args=[deliberation.pk])


@pytest.fixture
def tasks_done(transactional_db, run_tasks):
    """The queue outlives the flush that ends a transactional test: empty it."""
    yield
    run_tasks()


@pytest.mark.django_db(transaction=True)
def test_ten_people_record_the_vote_at_once_and_there_is_one_adoption(tasks_done):
    plan, by = PlanFactory(), PersonFactory()
    clause_from(plan, by=by)
    version = sent(plan, by)
    together = Barrier(10)

    def record(n):
        together.wait()
        try:
            return record_deliberation(version, by=by, **vote(number=f"2027-{n}"))
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(record, range(10)))

    assert sum(isinstance(result, Deliberation) for result in results) == 1
    assert Deliberation.objects.count() == 1
