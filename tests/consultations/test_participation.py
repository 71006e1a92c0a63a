from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from actors.models import Organisation
from consultations.models import Discussion, Registration
from consultations.selectors.participation import figures
from consultations.small_numbers import masked_counts
from essportal import clock
from tests.factories import ConsultationFactory, ContributionFactory, MeetingFactory, OrganisationFactory


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([12, 7, 0], [12, 7, 0]),
        ([12, 3, 7], [12, None, None]),  # alone, the 3 is what the total lacks: the smallest other is kept with it
        ([12, 1, 1], [None, None, None]),  # two that sum to two are both one
        ([12, 4, 4], [None, None, None]),
        ([9, 2, 3, 0], [9, None, None, 0]),
        ([6, 2], [None, None]),
        ([2, 0], [None, None]),
    ],
)
def test_a_count_under_five_is_kept_and_cannot_be_found_by_difference(counts, told):
    assert masked_counts(counts) == told


def test_in_a_group_under_five_even_a_zero_would_tell_who_came():
    assert masked_counts([12, 0, 3, 6], [20, 2, 4, 6]) == [12, None, None, 6]
    # All of a small group came: their sum alone would say so, hence another is kept.
    assert masked_counts([12, 2, 3, 6], [20, 2, 3, 9]) == [12, None, None, None]


def test_what_is_kept_in_one_column_is_kept_in_the_next():
    assert masked_counts([30, 12, 9], kept=[1]) == [30, None, 9]


def test_without_a_total_only_the_small_counts_are_kept():
    assert masked_counts([12, 3, 7], total_is_told=False) == [12, None, 7]


def family(told, label):
    return next(row for row in told["tables"][0]["rows"] if row["label"] == label)


@pytest.fixture
def consultation(db):
    consultation = ConsultationFactory()
    for kind, rows in (("association", 8), ("cooperative", 2), ("mutual", 6)):
        for organisation in OrganisationFactory.create_batch(rows, kind=kind):
            ContributionFactory(consultation=consultation, published=True, organisation=organisation)
    OrganisationFactory.create_batch(6, kind="foundation")
    OrganisationFactory(kind="partner", partner_kind="public")
    return consultation


def test_who_supports_or_speaks_takes_part_too(consultation, officer):
    said, now = consultation.contributions.first(), clock.now()
    supporting, speaking, hidden = Organisation.objects.filter(kind="foundation").order_by("pk")[:3]
    said.endorsements.create(organisation=supporting, by=officer, at=now)
    discussion = Discussion.objects.create(contribution=said)
    discussion.comments.create(author=officer, organisation=speaking, text="Oui.", at=now)
    discussion.comments.create(
        author=officer, organisation=hidden, text="Non !", at=now, hidden_at=now, hidden_motive="hors_sujet"
    )

    told = family(figures(consultation, whole=True), "Fondation")

    assert (told["took_part"], told["contributions"]) == (2, 0)


def test_who_took_part_stands_beside_what_the_registry_holds(consultation):
    told = figures(consultation, whole=True)

    assert family(told, "Association")["took_part"] == 8
    assert family(told, "Coopérative") | {"took_part": 2, "registry": 2} == family(told, "Coopérative")
    assert family(told, "Fondation")["state"] == "absent"
    assert told["summary"]["organisations"] == 16
    assert told["tables"][0]["total"]["registry"] == 22


def test_everyone_reads_the_figures_without_the_small_ones(client, consultation):
    page = client.get(reverse("consultations:participation", args=[consultation.slug]))
    file = client.get(reverse("consultations:participation-file", args=[consultation.slug, "csv"]))
    lines = b"".join(file.streaming_content).decode().splitlines()

    told = page.context["told"]
    assert family(told, "Coopérative")["took_part"] is None
    assert family(told, "Mutuelle")["took_part"] is None  # else 16 - 8 - 6 gives the two
    assert family(told, "Coopérative")["share"] == ""
    assertContains(page, "masqué")
    assert any(line.startswith("Par famille;Coopérative;2;") and "moins de 5" in line for line in lines)


def test_who_came_without_writing_took_part_and_a_private_meeting_counts_for_nothing(consultation):
    came = OrganisationFactory(kind="foundation")
    for is_public, organisation in ((True, came), (False, OrganisationFactory(kind="foundation"))):
        meeting = MeetingFactory(consultation=consultation, status="held", is_public=is_public)
        Registration.objects.create(
            meeting=meeting,
            organisation=organisation,
            name="Quelqu’un",
            status="confirmed",
            registered_at=clock.now() - timedelta(days=1),
            attended=True,
        )

    told = figures(consultation, whole=True)

    assert family(told, "Fondation")["took_part"] == 1
    assert (told["summary"]["attended"], told["summary"]["meetings"]) == (1, 1)


def test_the_team_reads_each_number_and_nobody_else_does(client, officer, member, consultation):
    address = reverse("consultations:work-participation", args=[consultation.slug])

    client.force_login(member, "allauth.account.auth_backends.AuthenticationBackend")
    refused = client.get(address)
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address)

    assert refused.status_code == 403
    assertNotContains(page, "masqué</td>")


def test_the_figures_cost_the_same_whatever_their_number(consultation):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            figures(consultation)
        return len(queries)

    before = cost()
    for organisation in OrganisationFactory.create_batch(20):
        ContributionFactory(consultation=consultation, published=True, organisation=organisation)

    assert cost() == before
