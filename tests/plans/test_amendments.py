"""An amendment is anchored to words, carried over when they move, decided by somebody named, never lost."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from essportal.errors import Refused
from plans import actions
from plans.models import Amendment, AmendmentStatus, Rewording
from plans.selectors.amending import Verdict, carried, same_words, together
from tests.factories import PersonFactory, PlanFactory, clause_from, version_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TEXT = "Le comité se réunit deux fois par an, ouvert aux réseaux."
ASKED = "Le comité se réunit quatre fois par an, ouvert aux réseaux."
ELSEWHERE = "Le comité se réunit deux fois par an, ouvert aux réseaux et aux communes."
SAME_PLACE = "Le comité se réunit trois fois par an, ouvert aux réseaux."


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def clause(plan):
    return clause_from(plan, title="Gouverner", text=TEXT)


@pytest.fixture
def version(plan, clause):
    return version_of(plan)


@pytest.fixture
def colleague(db):
    return PersonFactory(mandate="conseillère communautaire")


def filed(version, clause, by, text=ASKED, **fields):
    draft = actions.reword(version, clause, by=by, title="Gouverner", text=text, **fields)
    return actions.file_amendment(draft, by=by, reasons="Deux fois ne suffisent pas.")


def move(clause, officer, text):
    base = clause.working()
    actions.revise_clause(clause, by=officer, base=base, title=base.title, text=text)


def accept(amendment, officer, **fields):
    return actions.decide(
        [amendment],
        by=officer,
        **{"outcome": "accepted", "decider": "Comité de pilotage du 12 mars", "decision": "D’accord.", **fields},
    )


def test_an_official_rewrites_a_clause_sees_the_difference_and_files_it(client, elected, version, clause):
    client.force_login(elected, BACKEND)
    address = reverse("plans:amend", args=[version.number, clause.reference])

    preview = client.post(address, {"title": "Gouverner", "text": ASKED, "apercu": "1"})
    assert "<del>" in preview.text
    assert not Amendment.objects.exists()
    draft = client.post(address, {"title": "Gouverner", "text": ASKED}, follow=True)
    assert "Déposer l’amendement" in draft.text
    page = client.post(draft.redirect_chain[-1][0], {"reasons": "Deux fois ne suffisent pas."}, follow=True)

    amendment = Amendment.objects.get()
    assert amendment.reference.startswith("A-")
    assert amendment.capacity == "vice-présidente à l’économie sociale et solidaire"
    assert "quatre" in page.text


def test_several_clauses_make_one_amendment(elected, plan, version, clause):
    other = clause_from(plan, title="Évaluer", text="Un bilan par an.")
    second = next_version(plan, version, elected)
    actions.reword(second, clause, by=elected, title="Gouverner", text=ASKED)
    draft = actions.reword(second, other, by=elected, title="Évaluer", text="Un bilan public par an.")

    amendment = actions.file_amendment(draft, by=elected, reasons="Les deux vont ensemble.")

    assert amendment.rewordings.count() == 2


def next_version(plan, version, by):
    actions.close_review(version, by=by)
    return version_of(plan)


def test_a_text_left_as_it_was_is_no_amendment(client, elected, version, clause):
    client.force_login(elected, BACKEND)

    page = client.post(
        reverse("plans:amend", args=[version.number, clause.reference]), {"title": "Gouverner", "text": TEXT}
    )

    assert "Vous n’avez rien changé" in page.text
    assert not Amendment.objects.exists()


def test_the_words_of_a_filed_amendment_never_change(elected, version, clause):
    amendment = filed(version, clause, elected)

    for change in (
        lambda: Rewording.objects.filter(amendment=amendment).update(text="Autre chose."),
        lambda: Rewording.objects.filter(amendment=amendment).delete(),
        lambda: Amendment.objects.filter(pk=amendment.pk).update(reasons="Autre raison."),
        lambda: Amendment.objects.filter(pk=amendment.pk).delete(),
    ):
        with pytest.raises(Exception, match=r"keeps its words|Cannot"), transaction.atomic():
            change()


def test_nothing_is_filed_once_the_review_is_closed(elected, officer, version, clause):
    draft = actions.reword(version, clause, by=elected, title="Gouverner", text=ASKED)
    actions.close_review(version, by=officer)

    with pytest.raises(Refused, match="close"):
        actions.file_amendment(draft, by=elected, reasons="Trop tard.")


def test_accepting_writes_the_text_and_cites_the_amendment(elected, officer, version, clause):
    amendment = filed(version, clause, elected)

    accept(amendment, officer)

    newest = clause.working()
    assert newest.text == ASKED
    assert [source.amendment for source in newest.sources.filter(kind="amendment")] == [amendment]
    assert newest.sources.count() == 2
    assert carried(Amendment.objects.get())[0].verdict == Verdict.APPLIED


def test_accepting_one_then_another_on_other_words_keeps_both(elected, colleague, officer, version, clause):
    one, other = filed(version, clause, elected), filed(version, clause, colleague, ELSEWHERE)

    accept(one, officer)
    accept(other, officer)

    assert clause.working().text == "Le comité se réunit quatre fois par an, ouvert aux réseaux et aux communes."
    assert clause.working().sources.filter(kind="amendment").count() == 2


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (TEXT, Verdict.IN_PLACE),
        (ELSEWHERE, Verdict.APPLIES),
        (ASKED, Verdict.SATISFIED),
        (SAME_PLACE, Verdict.COLLISION),
    ],
)
def test_an_amendment_is_carried_over_with_a_verdict(elected, officer, version, clause, text, verdict):
    amendment = filed(version, clause, elected)
    if text != TEXT:
        move(clause, officer, text)

    assert carried(amendment)[0].verdict == verdict


def test_an_amendment_to_a_clause_taken_out_is_moot(elected, officer, version, clause):
    amendment = filed(version, clause, elected)
    actions.close_clause(clause, by=officer, reason="Ailleurs.")

    assert carried(amendment)[0].verdict == Verdict.MOOT
    with pytest.raises(Refused, match="sans objet"):
        accept(amendment, officer)
    assert Amendment.objects.get().status == AmendmentStatus.FILED


def test_a_collision_is_shown_and_never_overwritten(client, elected, officer, version, clause):
    amendment = filed(version, clause, elected)
    move(clause, officer, SAME_PLACE)
    client.force_login(officer, BACKEND)
    address = reverse("plans:work-amendment", args=[amendment.reference])

    page = client.get(address)
    assert "trois" in page.text
    assert "quatre" in page.text
    refused = client.post(address, {"outcome": "accepted", "decider": "Le bureau", "decision": "Oui."})
    assert "collision" in refused.text
    assert clause.working().text == SAME_PLACE
    client.post(
        address,
        {
            "outcome": "accepted_modified",
            "decider": "Le bureau",
            "decision": "Trois suffisent, quatre la première année.",
            f"title-{clause.pk}": "Gouverner",
            f"text-{clause.pk}": "Le comité se réunit trois fois par an, quatre la première année.",
        },
    )

    assert clause.working().text.endswith("quatre la première année.")
    assert Amendment.objects.get().status == AmendmentStatus.ACCEPTED_MODIFIED


def test_amendments_that_ask_for_the_same_words_are_answered_together(
    client, elected, colleague, officer, version, clause
):
    one, twin = filed(version, clause, elected), filed(version, clause, colleague)
    filed(version, clause, colleague, ELSEWHERE)
    client.force_login(officer, BACKEND)

    assert same_words(one) == [twin]
    decided = {"outcome": "accepted", "decider": "Le bureau", "decision": "Oui.", "identiques": "on"}
    client.post(reverse("plans:work-amendment", args=[one.reference]), decided)

    assert Amendment.objects.filter(status=AmendmentStatus.ACCEPTED).count() == 2
    assert clause.working().sources.filter(kind="amendment").count() == 2
    assert clause.revisions.count() == 2


def test_colliding_amendments_are_put_side_by_side_and_reunited_by_hand(
    client, elected, colleague, officer, version, clause
):
    one, other = filed(version, clause, elected), filed(version, clause, colleague, SAME_PLACE)
    client.force_login(officer, BACKEND)
    address = reverse("plans:reunite", args=[clause.reference])

    merged = together(clause.working(), list(clause.rewordings.select_related("revision", "amendment")))
    assert [collision.between for collision in merged.collisions] == [(one.reference, other.reference)]
    assert "quatre" in client.get(address).text
    client.post(
        address,
        {
            "chosen": [one.pk, other.pk],
            "decider": "Comité de pilotage",
            "decision": "Trois fois, quatre en 2028.",
            f"title-{clause.pk}": "Gouverner",
            f"text-{clause.pk}": "Le comité se réunit trois fois par an, quatre en 2028, ouvert aux réseaux.",
        },
    )

    assert set(Amendment.objects.values_list("status", flat=True)) == {AmendmentStatus.ACCEPTED_MODIFIED}
    assert "quatre en 2028" in clause.working().text


def test_an_amendment_to_an_amendment_goes_with_it(elected, colleague, officer, version, clause):
    parent = filed(version, clause, elected)
    child = filed(
        version,
        clause,
        colleague,
        "Le comité se réunit quatre fois par an, ouvert aux réseaux et aux communes.",
        target=parent,
    )

    accept(child, officer)
    assert clause.working().text == TEXT
    accept(parent, officer)

    assert clause.working().text == "Le comité se réunit quatre fois par an, ouvert aux réseaux et aux communes."


def test_the_author_reads_what_was_decided(elected, officer, version, clause, mailoutbox, run_tasks):
    accept(filed(version, clause, elected), officer)
    run_tasks()

    (told,) = [mail for mail in mailoutbox if "Votre amendement" in mail.subject]
    assert told.to == [elected.email]
    assert "Comité de pilotage du 12 mars" in told.body


def test_the_author_is_told_when_the_text_moves(plan, elected, officer, version, clause, next_morning):
    filed(version, clause, elected)
    move(clause, officer, SAME_PLACE)
    actions.freeze_version(plan, by=officer, note="Suite.")

    (told,) = [sent for sent in next_morning() if elected.email in sent.to]
    assert "reporté" in told.body


def test_an_author_withdraws_with_a_reason_and_nobody_else_can(client, elected, colleague, version, clause):
    amendment = filed(version, clause, elected)
    address = reverse("plans:withdraw-amendment", args=[amendment.reference])

    client.force_login(colleague, BACKEND)
    assert client.post(address, {"reason": "Je n’en veux pas."}).status_code == 403
    client.force_login(elected, BACKEND)
    client.post(address, {"reason": "Satisfait autrement."})

    amendment.refresh_from_db()
    assert amendment.status == AmendmentStatus.WITHDRAWN


def test_a_decision_is_recorded_by_the_team_only(
    client, elected, member, general_management, secretariat, version, clause
):
    amendment = filed(version, clause, elected)
    asked = {"outcome": "accepted", "decider": "Moi", "decision": "Oui."}

    for person in (elected, member, general_management, secretariat):
        client.force_login(person, BACKEND)
        for name in ("plans:work-amendment", "plans:advise"):
            assert client.post(reverse(name, args=[amendment.reference]), asked).status_code == 403

    amendment.refresh_from_db()
    assert amendment.status == AmendmentStatus.FILED


def test_only_officials_sign_and_only_its_author_drops_a_draft(
    client, elected, officer, member, correspondent, secretariat, version, clause
):
    amendment = filed(version, clause, elected)
    draft = actions.reword(version, clause, by=elected, title="Gouverner", text=ELSEWHERE)

    for person in (officer, member, correspondent, secretariat):
        client.force_login(person, BACKEND)
        assert client.post(reverse("plans:cosign", args=[amendment.reference])).status_code in {403, 404}
        assert client.post(reverse("plans:drop-amendment", args=[draft.pk])).status_code == 404
        dropped = reverse("plans:drop-rewording", args=[draft.pk, clause.reference])
        assert client.post(dropped).status_code == 404

    assert not amendment.cosignatures.exists()
    assert draft.rewordings.count() == 1


def test_a_decision_is_taken_once(elected, officer, version, clause):
    amendment = filed(version, clause, elected)
    accept(amendment, officer, outcome="refused")

    with pytest.raises(Refused, match="n’est plus possible"):
        accept(amendment, officer)
    assert clause.revisions.count() == 1


def test_an_official_cosigns_and_takes_the_signature_back(client, elected, colleague, version, clause):
    amendment = filed(version, clause, elected)
    client.force_login(colleague, BACKEND)

    client.post(reverse("plans:cosign", args=[amendment.reference]))
    client.post(reverse("plans:cosign", args=[amendment.reference]))
    assert amendment.cosignatures.count() == 1
    client.post(reverse("plans:take-signature-back", args=[amendment.reference]))

    assert amendment.cosignatures.count() == 0


def test_a_draft_is_read_by_its_author_only(client, elected, officer, colleague, version, clause):
    draft = actions.reword(version, clause, by=elected, title="Gouverner", text=ASKED)

    for person in (officer, colleague):
        client.force_login(person, BACKEND)
        assert client.get(reverse("plans:amendment-draft", args=[draft.pk])).status_code == 404
        assert not Amendment.objects.visible_to(person).exists()


def test_a_pending_amendment_is_not_public_and_a_decided_one_is(client, elected, officer, version, clause):
    amendment = filed(version, clause, elected)
    address = amendment.get_absolute_url()

    assert client.get(address).status_code == 404
    accept(amendment, officer)

    assert "Comité de pilotage du 12 mars" in client.get(address).text


def test_the_plan_says_that_a_clause_comes_from_an_amendment(client, plan, elected, officer, version, clause):
    amendment = filed(version, clause, elected)
    accept(amendment, officer)
    next_version(plan, version, officer)

    assert "1 amendement" in client.get(reverse("plans:plan")).text
    assert amendment.get_absolute_url() in client.get(clause.get_absolute_url()).text


def test_hostile_words_stay_words(client, elected, officer, version, clause):
    amendment = filed(version, clause, elected, "<script>alert(1)</script>")
    client.force_login(officer, BACKEND)

    desks = [
        reverse("plans:work-amendment", args=[amendment.reference]),
        reverse("plans:reunite", args=[clause.reference]),
    ]
    for address in (amendment.get_absolute_url(), *desks):
        assert "<script>alert" not in client.get(address).text


def test_the_database_refuses_a_decision_without_its_author_or_reason(elected, version, clause):
    amendment = filed(version, clause, elected)

    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.filter(pk=amendment.pk).update(status="accepted")


def test_the_desk_of_the_team_asks_the_same_number_of_queries_whatever_the_amendments(
    client, officer, elected, plan, version, clause, django_assert_max_num_queries
):
    for n in range(6):
        filed(version, clause, elected, f"{TEXT} Et {n}.")
    client.force_login(officer, BACKEND)
    address = reverse("plans:work-amendments")
    with django_assert_max_num_queries(45):
        client.get(address)
