"""Clauses are moved, split and joined: sources, remarks and identities stay, and each deed can be undone."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from essportal import clock
from essportal.errors import Refused
from plans.actions import (
    Fed,
    join_clauses,
    leave_remark,
    move_clause,
    part_clauses,
    put_clause,
    split_clause,
    write_reply,
)
from plans.drafting import cut
from plans.models import Clause, ReplyStatus
from plans.selectors import changes, comparing, lineage
from plans.selectors.outline import working_outline
from tests.factories import ContributionFactory, PlanFactory, clause_from, version_of

TEXT = "Les locaux vacants sont proposés. Le bail dure six ans.\n\nUn comité se réunit chaque année."


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def ideas(plan):
    """Of another consultation: no version waits for their replies."""
    return [ContributionFactory(published=True) for __ in range(2)]


@pytest.fixture
def clause(plan, officer, ideas):
    return clause_from(plan, by=officer, text=TEXT, sources=[Fed("contribution", one) for one in ideas])


@pytest.fixture
def at_work(client, officer):
    client.force_login(officer, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def split(clause, officer, **changes):
    base = clause.working()
    return split_clause(clause, by=officer, base=base, place=cut(base.text)[2].start, title="Un comité", **changes)


def join(first, second, officer, text="Tout."):
    bases = (first.working(), second.working())
    return join_clauses(first, second, by=officer, bases=bases, title=bases[0].title, text=text)


def order(plan):
    return [placed.clause.reference for placed in working_outline(plan)]


def cited(clause):
    return {source.contribution for source in clause.working().sources.all()}


def test_both_parts_of_a_split_clause_keep_its_sources_and_the_first_its_identity(
    at_work, plan, officer, clause, ideas
):
    last = clause_from(plan, by=officer, title="La suite")
    page = reverse("plans:split-clause", args=[clause.reference])
    place = at_work.get(page).context["form"].pieces[2].start

    sent = {"base": clause.working().pk, "place": place, "title": "Un comité", "reason": "Deux sujets."}
    response = at_work.post(page, sent, follow=True)

    second = Clause.objects.get(split_from=clause)
    assert clause.working().text == "Les locaux vacants sont proposés. Le bail dure six ans."
    assert (second.working().title, second.working().text) == ("Un comité", "Un comité se réunit chaque année.")
    assert cited(clause) == cited(second) == set(ideas)
    assert order(plan) == [clause.reference, second.reference, last.reference]
    assert "Issue de la scission de" in response.text
    history = at_work.get(reverse("plans:clause-history", args=[clause.reference])).text
    assert f"la suite devient {second.reference}. Deux sujets." in history


def test_a_reply_that_cites_a_split_clause_is_to_be_read_again(plan, officer, clause, ideas):
    reply = write_reply(ideas[0], plan=plan, by=officer, outcome="retenue", reason="Oui.", clauses=[clause])

    split(clause, officer)

    reply.refresh_from_db()
    assert reply.status == ReplyStatus.TO_REVIEW


def test_a_clause_that_changed_meanwhile_is_not_cut_at_an_old_place(officer, clause):
    base = clause.working()
    split(clause, officer)

    with pytest.raises(Refused, match="a changé entre-temps"):
        split_clause(clause, by=officer, base=base, place=5, title="Trop tard")


def test_two_joined_clauses_keep_all_their_sources_sheets_and_remarks(plan, officer, elected, ideas):
    first = clause_from(plan, by=officer, text="Un.", sources=[Fed("contribution", ideas[0])], sheet={"levers": ["a"]})
    sheet = {"levers": ["a", "b"], "publics": "Tous"}
    second = clause_from(plan, by=officer, text="Deux.", sources=[Fed("contribution", ideas[1])], sheet=sheet)
    held = clause_from(plan, by=officer, kind="paragraph", title="", text="Dessous.", parent=second)
    version = version_of(plan, by=officer)
    remark = leave_remark(version, second, by=elected, text="Trop court.")

    join(first, second, officer)

    second.refresh_from_db()
    assert second.joined_into == first
    assert cited(first) == set(ideas)
    assert first.working().sheet == {"levers": ["a", "b"], "publics": "Tous"}
    assert held.working().parent == first
    assert second.working().is_closed
    assert remark.clause_id in lineage.kin(first)


def test_the_sentences_of_both_are_kept_where_both_cite_the_same_thing(plan, officer, ideas):
    one, other = [
        clause_from(plan, by=officer, sources=[Fed("contribution", ideas[0], sentence=said)])
        for said in ("Le bail.", "Le lieu.")
    ]

    join(one, other, officer)

    assert one.working().sources.get().sentence == "Le bail. Le lieu."


def test_a_joining_is_prepared_on_a_page_and_undone_by_a_button(at_work, plan, officer):
    first, second = [clause_from(plan, by=officer, title=title, text=f"{title}.") for title in ("Un", "Deux")]
    held = clause_from(plan, by=officer, kind="paragraph", title="", text="Dessous.", parent=second)
    page = reverse("plans:join-clause", args=[second.reference])
    form = at_work.get(f"{page}?avec={first.reference}").context["form"]

    at_work.post(f"{page}?avec={first.reference}", form.initial)
    joined = first.working().text
    at_work.post(reverse("plans:part-clause", args=[second.reference]))

    assert joined == "Un.\n\n**Deux**\n\nDeux."
    assert [one.working().text for one in (first, second)] == ["Un.", "Deux."]
    assert held.working().parent == second
    assert order(plan) == [first.reference, second.reference, held.reference]


def test_a_joining_is_not_undone_over_what_was_written_since(at_work, plan, officer):
    first, second = [clause_from(plan, by=officer, text=text) for text in ("Un.", "Deux.")]
    join(first, second, officer)
    at_work.post(
        reverse("plans:drafting-clause", args=[first.reference]),
        {"base": first.working().pk, "title": "Un", "text": "Autre.", "reason": ""},
    )
    second.refresh_from_db()

    with pytest.raises(Refused, match="a changé depuis"):
        part_clauses(second, by=officer)

    assert first.working().text == "Autre."


def test_a_split_is_undone_by_joining_both_parts(plan, officer, clause, ideas):
    second = split(clause, officer)

    join(clause, second, officer, text=TEXT)

    assert clause.working().text == TEXT
    assert cited(clause) == set(ideas)
    assert order(plan) == [clause.reference]


def test_clauses_of_different_kinds_are_not_joined(plan, officer, clause):
    part = clause_from(plan, by=officer, kind="section", title="Habiter")

    with pytest.raises(Refused, match="même nature"):
        join(clause, part, officer)


def test_a_public_link_to_a_joined_clause_leads_to_its_heir_once_a_version_says_so(client, plan, officer):
    first, second = [clause_from(plan, by=officer, title=title) for title in ("Un", "Deux")]
    version_of(plan, by=officer)
    join(first, second, officer)
    address = reverse("plans:clause", args=[second.reference])

    before = client.get(address)
    version_of(plan, by=officer, submitted=False)
    frozen = client.get(address)
    version_of(plan, by=officer)
    after = client.get(address, follow=True)

    assert (before.status_code, frozen.status_code) == (200, 200)
    assert after.redirect_chain[0][0].startswith(first.get_absolute_url())
    assert f"{second.reference} a été réunie à cette clause" in after.text
    assert "a été réunie" not in client.get(f"{first.get_absolute_url()}?depuis=P-9999").text


def test_a_comparison_tells_what_was_split_and_joined(plan, officer, clause):
    one, other = [clause_from(plan, by=officer, title=title) for title in ("Un", "Deux")]
    before = version_of(plan, by=officer)
    second = split(clause, officer)
    join(one, other, officer)
    after = version_of(plan, by=officer)

    found, told = changes.between(before, after), comparing.between(before, after, officer)

    notes = {change.reference: " ".join(change.notes) for change in told.changes}
    assert (found.split, found.joined) == ({second.reference: clause.reference}, {other.reference: one.reference})
    assert {"1 clause scindée", "1 clause réunie à une autre"} <= set(changes.sentences(found))
    assert (found.added, found.removed) == ([], [])
    assert f"Issue de la scission de {clause.reference}" in notes[second.reference]
    assert f"Réunie à {one.reference}" in notes[other.reference]


def test_a_clause_is_never_joined_into_itself(clause):
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.filter(pk=clause.pk).update(joined_into=clause, joined_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.filter(pk=clause.pk).update(joined_at=clock.now())


def test_a_clause_goes_under_another_and_out_of_it(plan, officer):
    axis = clause_from(plan, by=officer, kind="section", title="Habiter")
    measure = clause_from(plan, by=officer)

    inside = move_clause(measure, by=officer, way="inside")
    parent = measure.working().parent
    outside = move_clause(measure, by=officer, way="outside")

    assert (inside, parent, outside, measure.working().parent) == (True, axis, True, None)
    assert not move_clause(measure, by=officer, way="outside")


def test_a_dropped_clause_stands_where_it_was_dropped_and_only_it_is_rewritten(at_work, plan, officer):
    clauses = [clause_from(plan, by=officer, title=title) for title in "abcd"]
    drop = {"clause": clauses[3].reference, "cible": clauses[0].reference, "lieu": "apres"}

    at_work.post(reverse("plans:arrange"), drop)

    assert order(plan) == [clauses[place].reference for place in (0, 3, 1, 2)]
    assert [one.revisions.count() for one in clauses] == [1, 1, 1, 2]


def test_clauses_without_room_between_them_still_move(plan, officer):
    clauses = [clause_from(plan, by=officer, rank=1) for __ in range(3)]

    put_clause(clauses[2], by=officer, target=clauses[0], where="before")
    put_clause(clauses[0], by=officer, target=clauses[1], where="after")

    assert order(plan) == [clauses[place].reference for place in (2, 1, 0)]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("section", "section"), "sous elle-même"),
        (("measure", "section"), "que des paragraphes"),
        (("paragraph", "measure"), "sous un paragraphe"),
    ],
)
def test_a_clause_is_not_put_where_it_makes_no_sense(plan, officer, kinds, said):
    above, below = [clause_from(plan, by=officer, kind=kind) for kind in kinds]
    if kinds == ("section", "section"):
        put_clause(above, by=officer, target=below, where="inside")

    with pytest.raises(Refused, match=said):
        put_clause(below, by=officer, target=above, where="inside")


def test_a_section_does_not_go_deeper_than_the_plan_has_levels(plan, officer):
    one, two, three = [clause_from(plan, by=officer, kind="section", title=title) for title in "abc"]
    put_clause(two, by=officer, target=one, where="inside")

    with pytest.raises(Refused, match="autant de niveaux"):
        put_clause(three, by=officer, target=two, where="inside")


def test_nothing_is_moved_before_a_clause_is_chosen(at_work, plan, clause):
    response = at_work.post(reverse("plans:arrange"), {"sens": "monter"}, follow=True)

    assert "Choisissez d’abord une clause" in response.text
    assert clause.revisions.count() == 1
