"""Elected officials read what changed, remark, give their opinion; the close is a close."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import close_clause, close_review, mark_read, move_clause, revise_clause
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


def rewrite(clause, by, text, **fields):
    base = clause.working()
    revise_clause(clause, by=by, base=base, title=base.title, text=text, **fields)


def test_a_reader_who_skipped_a_version_sees_all_that_changed_since_their_own_reading(
    as_elected, elected, plan, clauses, version, officer
):
    mark_read(version, clauses[0], by=elected)
    rewrite(clauses[0], officer, "Quatre comptoirs.", reason="Un de plus.")
    version_of(plan)
    rewrite(clauses[1], officer, "Quatre ateliers.")
    third = version_of(plan)

    page = as_elected.get(reverse("plans:review", args=[third.number]), follow=True)

    assert page.redirect_chain[-1][0].endswith(f"/{clauses[0].reference}/")
    assert "Trois" in page.text
    assert "Un de plus." in page.text
    assert "Depuis votre lecture du" in page.text
    assert [line.pin.clause for line in page.context["desk"].changed] == clauses[:2]


def test_a_reader_who_never_came_sees_what_changed_since_the_version_before(
    as_elected, plan, clauses, version, officer
):
    rewrite(clauses[2], officer, "Quatre comptoirs.")
    second = version_of(plan)

    page = as_elected.get(reverse("plans:review", args=[second.number]), follow=True)

    assert "Depuis la version 1 : 1 clause a changé" in page.text


def test_the_first_version_is_read_without_marks(as_elected, version):
    page = as_elected.get(reverse("plans:review", args=[version.number]), follow=True).text

    assert "<ins>" not in page
    assert "Clauses modifiées" not in page
    assert "Clause nouvelle" not in page


def test_a_clause_removed_is_shown_to_the_reader(as_elected, plan, clauses, version, officer):
    close_clause(clauses[2], by=officer, reason="Ailleurs.")
    second = version_of(plan)

    page = as_elected.get(reverse("plans:review", args=[second.number]), follow=True).text

    assert "Clauses retirées" in page
    assert f"/plan/versions/1...2/#{clauses[2].reference}" in page


def test_a_neighbour_that_moved_is_not_to_be_read_again_as_changed(as_elected, plan, clauses, version, officer):
    move_clause(clauses[2], by=officer, way="up")
    second = version_of(plan)

    desk = as_elected.get(reverse("plans:review", args=[second.number]), follow=True).context["desk"]

    assert desk.changed == []


def test_a_hostile_change_stays_words_on_the_desk(as_elected, plan, clauses, version, officer):
    rewrite(clauses[0], officer, "<script>alert(1)</script> *un*", reason="<b>gras</b>")
    second = version_of(plan)

    page = as_elected.get(reverse("plans:review", args=[second.number]), follow=True).text

    assert "<script>alert" not in page
    assert "<b>gras" not in page


@pytest.mark.parametrize("size", [3, 30])
def test_a_clause_of_the_desk_asks_the_same_questions_whatever_the_size(as_elected, elected, plan, officer, size):
    clauses = [clause_from(plan, title=f"Mesure {n}") for n in range(size)]
    first = version_of(plan)
    for clause in clauses:
        mark_read(first, clause, by=elected)
        rewrite(clause, officer, "Autrement.", reason="Mieux dit.")
    second = version_of(plan)
    address = reverse("plans:review-clause", args=[second.number, clauses[1].reference])

    with CaptureQueriesContext(connection) as asked:
        as_elected.get(address)

    assert len(asked) <= 26


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


def test_after_the_close_a_remark_is_refused_with_its_reason(as_elected, version, clauses, officer):
    close_review(version, by=officer)

    late = as_elected.post(
        reverse("plans:leave-remark", args=[version.number, clauses[0].reference]), {"text": "Encore un mot."}
    )

    assert late.status_code == 409
    assert "rien n’a été enregistré" in late.text
    assert not Remark.objects.exists()


def test_in_the_first_version_nothing_becomes_new_because_a_clause_was_read(as_elected, elected, clauses, version):
    mark_read(version, clauses[0], by=elected)

    page = as_elected.get(reverse("plans:review-clause", args=[version.number, clauses[1].reference]))

    assert page.context["desk"].changed == []
    assert "Clause nouvelle" not in page.text


def test_a_closed_review_is_read_and_no_longer_marked(as_elected, version, clauses, officer):
    opinion = reverse("plans:opinion", args=[version.number])
    as_elected.post(opinion, {"kind": "avec_reserves", "text": "Le budget est court."})
    close_review(version, by=officer)
    where = [version.number, clauses[0].reference]

    page = as_elected.get(reverse("plans:review-clause", args=where))
    late = as_elected.post(reverse("plans:review-read", args=where))

    assert "La relecture est close" in page.text
    assert "Lue, suivante" not in page.text
    assert late.status_code == 409
    assert not ClauseRead.objects.exists()
    assert "Le budget est court." in as_elected.get(opinion).text


def test_a_version_not_submitted_is_unknown_on_the_desk(as_elected, plan, clauses):
    frozen = version_of(plan, submitted=False)

    assert as_elected.get(reverse("plans:review", args=[frozen.number])).status_code == 404


def test_a_clause_of_another_version_is_not_found(as_elected, version):
    assert as_elected.get(reverse("plans:review-clause", args=[version.number, "P-9999"])).status_code == 404
