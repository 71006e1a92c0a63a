"""Networks write a branch of the plan: drafts are kept, proposals merged or returned, and the group is named."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.signals import person_erased
from essportal import clock
from essportal.errors import Refused
from plans import actions
from plans.exports import personal_data
from plans.models import GroupMember, Proposal, ProposalStatus, SourceKind
from plans.sealing import verify_chain
from plans.selectors.writing import branch_of, weigh
from plans.todo_writing import items
from tests.factories import CollegeFactory, PersonFactory, PlanFactory, SeatFactory, clause_from, version_of

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
def axis(plan):
    return clause_from(plan, kind="section", title="Gouverner")


@pytest.fixture
def clause(plan, axis):
    return clause_from(plan, title="Le comité", text=TEXT, parent=axis)


@pytest.fixture
def group(plan, axis, clause, officer, member, organisation):
    return opened(plan, axis, officer, named=[(member, organisation)])


def opened(plan, branch, officer, **fields):
    today = clock.today()
    dates = {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=20)}
    return actions.open_group(
        plan, by=officer, branch=branch, **{"name": "Les réseaux", "purpose": "Écrivez.", **dates, **fields}
    )


def kept(group, clause, by, text=ASKED, **fields):
    words = {"title": "Le comité", "reason": "Deux fois ne suffisent pas.", "base": clause.working(), **fields}
    return actions.keep_proposal(group, by=by, place=clause, text=text, **words)


def proposed(group, clause, by, text=ASKED, **fields):
    return actions.propose(kept(group, clause, by, text, **fields), by=by)


def move(clause, officer, text):
    base = clause.working()
    actions.revise_clause(clause, by=officer, base=base, title=base.title, text=text)


def address_of(group, clause):
    return reverse("plans:group-write", args=[group.reference, clause.reference])


def test_a_member_drafts_sees_the_difference_and_proposes(client, group, clause, member):
    client.force_login(member, BACKEND)
    address = address_of(group, clause)
    typed = {"base": clause.working().pk, "title": "Le comité", "text": ASKED, "reason": "Pas assez."}

    preview = client.post(address, {**typed, "apercu": "1"})
    assert "<del>" in preview.text
    client.post(address, {**typed, "reason": ""})
    assert ASKED in client.get(address).text
    client.post(address, {**typed, "proposer": "1"})

    proposal = Proposal.objects.get()
    assert proposal.status == ProposalStatus.PROPOSED
    assert proposal.capacity == "La Remise à Neuf"


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"reason": ""}, "Dites pourquoi"), ({"text": TEXT}, "rien changé"), ({"title": ""}, "obligatoire")],
)
def test_what_is_not_ready_is_not_proposed_and_stays_in_the_field(client, group, clause, member, typed, said):
    client.force_login(member, BACKEND)
    ready = {"base": clause.working().pk, "title": "Le comité", "text": ASKED, "reason": "Pas assez."}

    page = client.post(address_of(group, clause), {**ready, **typed, "proposer": "1"})

    assert page.status_code == 200
    assert said in page.text
    assert {**ready, **typed}["text"] in page.text
    assert not Proposal.objects.waiting().exists()


def test_what_is_typed_is_kept_by_itself(client, group, clause, member):
    client.force_login(member, BACKEND)
    typed = {"base": clause.working().pk, "title": "Le comité", "text": ASKED}

    saved = client.post(address_of(group, clause), typed, headers={"X-Autosave": "1"}).json()

    assert saved["collided"] is False
    assert Proposal.objects.get().text == ASKED


def test_an_accepted_proposal_is_a_revision_of_its_author_and_the_public_page_names_the_group(
    client, group, clause, member, officer
):
    proposal = proposed(group, clause, member)

    saved = actions.accept_proposal(proposal, by=officer, answer="Merci.")
    version_of(group.plan, by=officer)

    assert saved.revision.author == member
    assert saved.revision.text == ASKED
    proposal.refresh_from_db()
    assert (proposal.decided_by, proposal.revision) == (officer, saved.revision)
    page = client.get(reverse("plans:clause", args=[clause.reference]))
    assert "Écrit par le groupe «\u00a0Les réseaux\u00a0»" in page.text
    assert "Proposition de La Remise à Neuf." in page.text
    assert member.name not in page.text
    assert verify_chain() == []


def test_two_proposals_on_one_clause_come_together(group, clause, member, officer, other_member):
    organisation = other_member.representations[0].organisation
    GroupMember.objects.create(group=group, person=other_member, organisation=organisation)
    first, second = proposed(group, clause, member), proposed(group, clause, other_member, ELSEWHERE)

    actions.accept_proposal(first, by=officer)
    saved = actions.accept_proposal(second, by=officer)

    assert "quatre fois" in saved.revision.text
    assert "aux communes" in saved.revision.text
    [source] = saved.revision.sources.filter(kind=SourceKind.GROUP)
    assert "La Remise à Neuf" in source.sentence
    assert str(organisation) in source.sentence


def test_a_collision_writes_nothing_and_shows_both_texts(client, group, clause, member, officer):
    proposal = proposed(group, clause, member)
    move(clause, officer, SAME_PLACE)
    client.force_login(officer, BACKEND)
    address = reverse("plans:work-proposal", args=[proposal.pk])

    page = client.post(address, {"answer": "D’accord.", "accepter": "1"})

    assert page.status_code == 409
    assert "quatre" in page.text
    assert "trois" in page.text
    assert clause.working().text == SAME_PLACE
    decided = {"base": clause.working().pk, "title": "Le comité", "text": "Quatre réunions.", "answer": "D’accord."}
    client.post(address, {**decided, "retenir": "1"})
    assert clause.working().text == "Quatre réunions."
    assert clause.working().author == member


def test_a_returned_proposal_says_why_and_can_be_taken_up_again(client, group, clause, member, officer, run_tasks):
    proposal = proposed(group, clause, member)
    client.force_login(officer, BACKEND)
    address = reverse("plans:work-proposal", args=[proposal.pk])

    assert "Dites pourquoi" in client.post(address, {"answer": "", "renvoyer": "1"}).text
    client.post(address, {"answer": "Dites qui réunit.", "renvoyer": "1"})
    mail.outbox.clear()
    run_tasks()

    told = [one for one in mail.outbox if "proposition" in one.subject]
    assert [one.to for one in told] == [[member.email]]
    assert "Dites qui réunit." in told[0].body
    assert [item.word for item in items(member)] == ["renvoyée"]
    client.force_login(member, BACKEND)
    client.post(reverse("plans:take-up-again", args=[proposal.pk]))
    assert Proposal.objects.get(status=ProposalStatus.DRAFT).text == ASKED
    assert Proposal.objects.get(status=ProposalStatus.RETURNED).answer == "Dites qui réunit."
    assert [item.word for item in items(member)] == ["brouillon"]


def test_one_takes_back_what_waits_and_nobody_elses(group, clause, member, officer):
    proposal = proposed(group, clause, member)

    with pytest.raises(Refused):
        actions.take_up_again(proposal, by=officer)
    assert actions.take_up_again(proposal, by=member).is_draft


def test_taking_up_again_never_overwrites_a_draft(group, clause, member):
    proposal = proposed(group, clause, member)
    kept(group, clause, member, ELSEWHERE)

    with pytest.raises(Refused):
        actions.take_up_again(proposal, by=member)


def test_an_answer_given_twice_is_given_once(group, clause, member, officer):
    proposal = proposed(group, clause, member)
    actions.return_proposal(proposal, by=officer, answer="Non.")

    with pytest.raises(Refused):
        actions.accept_proposal(proposal, by=officer)


def test_a_new_clause_enters_the_branch_with_the_group_as_its_source(group, axis, member, officer):
    words = {"title": "Un fonds", "text": "Un fonds commun.", "reason": "Il manque.", "kind": "measure"}
    draft = actions.keep_proposal(group, by=member, place=axis, **words)

    saved = actions.accept_proposal(actions.propose(draft, by=member), by=officer)

    assert saved.revision.parent == axis
    assert saved.revision.sources.get().group == group
    assert saved.revision.clause_id in {placed.revision.clause_id for placed in branch_of(group)}


def test_a_clause_outside_the_branch_is_not_theirs(client, group, plan, member):
    elsewhere = clause_from(plan, title="Ailleurs")
    client.force_login(member, BACKEND)

    assert client.get(address_of(group, elsewhere)).status_code == 404
    with pytest.raises(Refused):
        kept(group, elsewhere, member)


def test_a_clause_removed_meanwhile_makes_the_proposal_moot(group, clause, member, officer):
    proposal = proposed(group, clause, member)
    actions.close_clause(clause, by=officer, reason="Fondue ailleurs.")

    [weighed] = weigh([proposal])
    assert weighed.is_moot
    with pytest.raises(Refused):
        actions.accept_proposal(proposal, by=officer)


@pytest.mark.parametrize("days", [-10, 30])
def test_outside_its_two_days_the_group_reads_and_what_was_typed_is_kept(client, group, clause, member, days):
    client.force_login(member, BACKEND)
    base, address = clause.working(), address_of(group, clause)
    with clock.standing_at(clock.now() + timedelta(days=days)):
        page = client.get(address)
        assert "Proposer ce texte" not in page.text
        typed = {"base": base.pk, "title": "Le comité", "text": ASKED, "reason": "Tard.", "proposer": "1"}
        late = client.post(address, typed)
        assert late.status_code == 409
        assert ASKED in client.get(address).text
    assert Proposal.objects.get().is_draft


def test_who_no_longer_speaks_for_the_organisation_loses_access_at_once(client, group, clause, member, officer):
    proposal = proposed(group, clause, member)
    kept(group, clause, member, ELSEWHERE)
    member.representative_set.update(ends_on=clock.today() - timedelta(days=1))
    client.force_login(member, BACKEND)

    for address in (group.get_absolute_url(), proposal.get_absolute_url(), address_of(group, clause)):
        assert client.get(address).status_code == 404
    assert group.name not in client.get(reverse("consultations:my-space")).text
    assert actions.accept_proposal(proposal, by=officer).revision.author == member


def test_a_seat_of_the_body_opens_the_group_as_long_as_it_lasts(client, plan, axis, clause, officer, other_member):
    college = CollegeFactory()
    organisation = other_member.representations[0].organisation
    seat = SeatFactory(college=college, person=other_member, organisation=organisation)
    group = opened(plan, axis, officer, body=college.body)
    client.force_login(other_member, BACKEND)

    assert client.get(group.get_absolute_url()).status_code == 200
    assert proposed(group, clause, other_member).capacity == str(organisation)
    seat.ends_on = clock.today() - timedelta(days=1)
    seat.save()
    assert client.get(group.get_absolute_url()).status_code == 404


def test_a_draft_is_read_by_its_author_only(client, group, clause, member, officer):
    draft = kept(group, clause, member)
    client.force_login(officer, BACKEND)

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(reverse("plans:work-proposal", args=[draft.pk])).status_code == 404
    assert ASKED not in client.get(group.get_absolute_url()).text


def test_the_team_opens_a_group_and_its_members_are_told_once(client, axis, clause, officer, member, run_tasks):
    client.force_login(officer, BACKEND)
    today = clock.today()
    typed = {
        "name": "Les réseaux de l’emploi",
        "branch": axis.reference,
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=30)).isoformat(),
    }

    empty = client.post(reverse("plans:open-group"), typed)
    assert "nommez au moins un représentant" in empty.text
    unknown = client.post(reverse("plans:open-group"), {**typed, "others": "inconnue@exemple.test"})
    assert "inconnue@exemple.test" in unknown.text
    page = client.post(reverse("plans:open-group"), {**typed, "others": member.email}, follow=True)
    run_tasks()
    client.post(page.redirect_chain[-1][0], {**typed, "others": member.email, "purpose": "Écrivez."})
    run_tasks()

    assert [one.to for one in mail.outbox] == [[member.email]]
    assert "Les réseaux de l’emploi" in page.text


def test_who_is_taken_off_the_group_loses_it(client, group, officer, member, other_member):
    organisation = other_member.representations[0].organisation
    fields = {name: getattr(group, name) for name in ("name", "purpose", "opens_on", "closes_on", "body")}

    actions.revise_group(group, by=officer, named=[(other_member, organisation)], **fields)

    client.force_login(member, BACKEND)
    assert client.get(group.get_absolute_url()).status_code == 404
    client.force_login(other_member, BACKEND)
    assert client.get(group.get_absolute_url()).status_code == 200


def test_postgresql_keeps_the_words_proposed_and_what_was_decided(group, clause, member, officer):
    proposal = proposed(group, clause, member)
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(text="Autre chose.")
    actions.return_proposal(proposal, by=officer, answer="Non.")
    for change in (lambda found: found.update(answer="Oui."), lambda found: found.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Proposal.objects.filter(pk=proposal.pk))


def test_the_page_of_a_group_costs_the_same_for_three_or_thirty(client, plan, axis, group, member):
    client.force_login(member, BACKEND)
    costs = []
    for more in (3, 27):
        for number in range(more):
            proposed(group, clause_from(plan, title=f"Mesure {more} {number}", text=TEXT, parent=axis), member)
        with CaptureQueriesContext(transaction.get_connection()) as caught:
            client.get(group.get_absolute_url())
        costs.append(len(caught))

    assert costs[0] == costs[1]


def test_my_data_hold_my_proposals_and_an_erased_person_leaves_no_draft(group, clause, member, officer):
    proposed(group, clause, member)
    draft = kept(group, clause, member, ELSEWHERE)
    erased = PersonFactory()
    Proposal.objects.filter(pk=draft.pk).update(author=erased)

    assert [one["texte"] for one in personal_data(member)["propositions"]] == [ASKED]
    person_erased.send(sender=None, person=erased, by=officer)
    assert not Proposal.objects.filter(pk=draft.pk).exists()
