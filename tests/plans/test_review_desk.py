"""Elected officials read what changed, remark, give their opinion; the close is a close."""

import pytest
from django.urls import reverse

from plans.actions import close_review, revise_clause
from plans.models import ClauseRead, Opinion, Remark
from tests.factories import PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def clauses(plan):
    return [clause_from(plan, title=f"Mesure {n}", text="Trois comptoirs.") for n in range(3)]


@pytest.fixture
def version(plan, clauses):
    return version_of(plan)


@pytest.fixture
def as_elected(client, elected):
    client.force_login(elected, BACKEND)
    return client


def test_the_desk_opens_at_the_first_clause_that_changed(as_elected, plan, clauses, version, officer):
    base = clauses[1].working()
    revise_clause(clauses[1], by=officer, base=base, title=base.title, text="Cinq comptoirs.", reason="Un par bassin.")
    new = version_of(plan)

    page = as_elected.get(reverse("plans:review", args=[new.number]), follow=True)

    assert page.redirect_chain[-1][0].endswith(f"/{clauses[1].reference}/")
    assert "<del>" in page.text
    assert "Un par bassin." in page.text
    assert "0 clause sur 3 relue" in page.text


def test_reading_leads_to_the_next_clause_then_to_the_opinion(as_elected, elected, clauses, version):
    address = reverse("plans:review", args=[version.number])

    for __ in clauses:
        page = as_elected.get(address, follow=True)
        where = page.redirect_chain[-1][0]
        page = as_elected.post(f"{where}lue/", follow=True)

    assert page.redirect_chain[-1][0] == reverse("plans:opinion", args=[version.number])
    assert ClauseRead.objects.filter(person=elected).count() == 3


def test_an_official_leaves_a_remark_under_their_mandate(as_elected, clauses, version):
    as_elected.post(
        reverse("plans:leave-remark", args=[version.number, clauses[0].reference]), {"text": "La carte manque."}
    )

    remark = Remark.objects.get()
    assert remark.capacity == "vice-présidente à l’économie sociale et solidaire"
    assert remark.revision_id == clauses[0].working().pk


def test_an_empty_remark_is_told_beside_its_field(as_elected, clauses, version):
    page = as_elected.post(reverse("plans:leave-remark", args=[version.number, clauses[0].reference]), {"text": " "})

    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.text
    assert not Remark.objects.exists()


def test_an_opinion_with_reserves_says_which(as_elected, version):
    address = reverse("plans:opinion", args=[version.number])

    refused = as_elected.post(address, {"kind": "avec_reserves", "text": ""})
    as_elected.post(address, {"kind": "avec_reserves", "text": "Le budget est court."})

    assert "Dites vos réserves ou vos motifs." in refused.text
    assert Opinion.objects.get().text == "Le budget est court."


def test_an_opinion_may_change_until_the_close_and_not_after(as_elected, version, officer):
    address = reverse("plans:opinion", args=[version.number])
    as_elected.post(address, {"kind": "favorable", "text": ""})
    as_elected.post(address, {"kind": "defavorable", "text": "Trop cher."})
    close_review(version, by=officer)

    late = as_elected.post(address, {"kind": "favorable", "text": ""})

    assert late.status_code == 409
    assert Opinion.objects.get().kind == "defavorable"


def test_a_member_of_an_organisation_has_no_review_desk(client, member, version, clauses):
    client.force_login(member, BACKEND)

    for name, args in (
        ("reviews", []),
        ("review", [1]),
        ("opinion", [1]),
        ("review-clause", [1, clauses[0].reference]),
    ):
        assert client.get(reverse(f"plans:{name}", args=args)).status_code == 403


def test_the_team_reads_beside_and_gives_no_opinion(client, officer, version):
    client.force_login(officer, BACKEND)

    assert client.get(reverse("plans:review", args=[version.number]), follow=True).status_code == 200
    assert client.post(reverse("plans:opinion", args=[version.number]), {"kind": "favorable"}).status_code == 403


def test_a_clause_of_another_version_is_not_found(as_elected, version):
    assert as_elected.get(reverse("plans:review-clause", args=[version.number, "P-9999"])).status_code == 404
