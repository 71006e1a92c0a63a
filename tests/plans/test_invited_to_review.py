"""Organisations and bodies invited to review a version read it, remark on it and amend it; nobody else does."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from actors.actions import merge_organisations, undo_merge
from essportal import clock
from essportal.errors import Refused
from plans import actions
from plans.models import Amendment, Remark, ReviewInvitation, Version
from tests.factories import OrganisationFactory, PersonFactory, PlanFactory, SeatFactory, clause_from, version_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TEXT = "Le comité se réunit deux fois par an, ouvert aux réseaux."
ASKED = "Le comité se réunit quatre fois par an, ouvert aux réseaux."


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def clause(plan):
    return clause_from(plan, title="Gouverner", text=TEXT)


@pytest.fixture
def version(plan, clause, officer):
    """Read by the officials only, until somebody is invited."""
    return version_of(plan, is_public=False)


@pytest.fixture
def invited(version, officer, member):
    return actions.invite_to_review(version, by=officer, invited=member.representations[0].organisation)


def asked(version, clause, by, **fields):
    draft = actions.reword(version, clause, by=by, title="Gouverner", text=ASKED)
    return actions.file_amendment(draft, by=by, reasons="Deux fois ne suffisent pas.", **fields)


def test_an_invited_member_reads_a_restricted_version_and_amends_it_for_their_organisation(
    client, member, invited, version, clause
):
    client.force_login(member, BACKEND)
    page = client.get(reverse("plans:review-clause", args=[version.number, clause.reference]))
    assert "Amender cette clause" in page.text
    assert "Donner mon avis" not in page.text

    address = reverse("plans:amend", args=[version.number, clause.reference])
    draft = client.post(address, {"title": "Gouverner", "text": ASKED}, follow=True)
    assert "Au nom de qui" not in draft.text
    client.post(draft.redirect_chain[-1][0], {"reasons": "Deux fois ne suffisent pas."})

    amendment = Amendment.objects.get()
    assert amendment.invitation == invited
    assert amendment.capacity == f"pour {invited.organisation.name}"


def test_somebody_who_was_not_invited_neither_reads_nor_amends(client, other_member, invited, version, clause):
    client.force_login(other_member, BACKEND)
    assert not Version.objects.visible_to(other_member).exists()
    assert client.get(reverse("plans:review", args=[version.number])).status_code == 403
    address = reverse("plans:amend", args=[version.number, clause.reference])
    assert client.post(address, {"title": "Gouverner", "text": ASKED}).status_code == 403
    assert not Amendment.objects.exists()


def test_who_sits_in_an_invited_body_reviews_until_the_seat_ends(version, clause, officer):
    seat = SeatFactory(person=PersonFactory(), organisation=OrganisationFactory())
    actions.invite_to_review(version, by=officer, invited=seat.college.body)
    assert version in Version.objects.visible_to(seat.person)
    seat.ends_on = clock.today() - timedelta(days=1)
    seat.save()
    assert version not in Version.objects.visible_to(seat.person)


def test_who_left_the_organisation_keeps_their_draft_but_no_longer_files_it(client, member, invited, version, clause):
    draft = actions.reword(version, clause, by=member, title="Gouverner", text=ASKED)
    member.representative_set.update(ends_on=clock.today() - timedelta(days=1))
    client.force_login(member, BACKEND)
    address = reverse("plans:amendment-draft", args=[draft.pk])
    assert "quatre" in client.get(address).text
    assert client.post(address, {"reasons": "Pour."}).status_code == 403
    draft.refresh_from_db()
    assert draft.reference is None


def test_an_official_who_also_sits_in_an_invited_body_says_for_whom(client, elected, version, clause, officer):
    actions.invite_to_review(
        version, by=officer, invited=SeatFactory(person=elected, organisation=OrganisationFactory()).college.body
    )
    draft = actions.reword(version, clause, by=elected, title="Gouverner", text=ASKED)
    client.force_login(elected, BACKEND)
    address = reverse("plans:amendment-draft", args=[draft.pk])
    assert "Au nom de qui" in client.get(address).text
    client.post(address, {"reasons": "Pour.", "invitation": ReviewInvitation.objects.get().pk})
    draft.refresh_from_db()
    assert draft.capacity.startswith("pour ")


def test_nobody_files_in_the_name_of_an_organisation_that_is_not_theirs(client, elected, invited, version, clause):
    draft = actions.reword(version, clause, by=elected, title="Gouverner", text=ASKED)
    client.force_login(elected, BACKEND)
    client.post(reverse("plans:amendment-draft", args=[draft.pk]), {"reasons": "Pour.", "invitation": invited.pk})
    draft.refresh_from_db()
    assert draft.invitation is None


def test_those_invited_do_not_read_what_officials_remarked(client, member, elected, invited, version, clause):
    actions.leave_remark(version, clause, by=elected, text="Trop cher pour nous.")
    actions.leave_remark(version, clause, by=member, text="Le dimanche aussi.")
    client.force_login(member, BACKEND)
    page = client.get(reverse("plans:review-clause", args=[version.number, clause.reference])).text
    assert "Le dimanche aussi." in page
    assert "Trop cher" not in page
    assert Remark.objects.get(author=member).capacity == f"pour {invited.organisation.name}"


def test_those_who_speak_for_it_are_told_once(version, officer, member, run_tasks):
    organisation = member.representations[0].organisation
    for __ in range(2):
        actions.invite_to_review(version, by=officer, invited=organisation)
    run_tasks()
    assert [message.to for message in mail.outbox if "lecture" in message.subject] == [[member.email]]


def test_an_invitation_is_taken_back_until_an_amendment_is_filed(member, officer, invited, version, clause):
    actions.take_invitation_back(invited, by=officer)
    assert version not in Version.objects.visible_to(member)
    again = actions.invite_to_review(version, by=officer, invited=member.representations[0].organisation)
    asked(version, clause, member, invitation=again)
    with pytest.raises(Refused, match="l’invitation reste"):
        actions.take_invitation_back(again, by=officer)


def test_nobody_is_invited_once_the_review_is_closed(client, officer, version, organisation):
    actions.close_review(version, by=officer)
    client.force_login(officer, BACKEND)
    address = reverse("plans:invitations", args=[version.number])
    assert client.post(address, {"organisation": organisation.name}).status_code == 409
    assert not ReviewInvitation.objects.exists()


def test_the_team_names_an_organisation_or_a_body_not_both(client, officer, version, organisation):
    client.force_login(officer, BACKEND)
    address = reverse("plans:invitations", args=[version.number])
    body = SeatFactory(organisation=OrganisationFactory()).college.body
    both = client.post(address, {"organisation": organisation.name, "body": body.pk})
    assert "l’une ou l’autre" in both.text
    assert "personne n’a encore de compte" in client.post(address, {"body": body.pk}, follow=True).text


def test_postgresql_refuses_an_invitation_for_nobody(version, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewInvitation.objects.create(version=version, invited_by=officer, invited_at=clock.now())


def test_a_remark_follows_the_words_it_is_about(client, elected, officer, version, clause):
    client.force_login(elected, BACKEND)
    address = reverse("plans:leave-remark", args=[version.number, clause.reference])
    refused = client.post(address, {"text": "Trop peu.", "quoted": "trois fois par mois"})
    assert "recopiez-les tels quels" in refused.text
    assert "Trop peu." in refused.text
    client.post(address, {"text": "Trop peu.", "quoted": "« deux fois par an »"})
    remark = Remark.objects.get()
    assert remark.quoted == "deux fois par an"

    actions.revise_clause(clause, by=officer, base=clause.working(), title="Gouverner", text=f"Ouvert à tous. {TEXT}")
    assert remark.anchored_in(clause.working()).is_intact
    actions.revise_clause(clause, by=officer, base=clause.working(), title="Gouverner", text="Une assemblée annuelle.")
    assert remark.anchored_in(clause.working()) is None
    client.force_login(officer, BACKEND)
    page = client.get(reverse("plans:answer-remark", args=[version.number, remark.pk]))
    assert "la remarque en est détachée" in page.text


def test_the_invitation_follows_an_organisation_that_is_merged(version, invited, officer, member):
    kept = OrganisationFactory()
    merge = merge_organisations(kept, invited.organisation, by=officer)
    invited.refresh_from_db()
    assert invited.organisation == kept
    undo_merge(merge, by=officer)
    assert version in Version.objects.visible_to(member)


def test_those_invited_are_not_told_how_many_remarks_were_treated(
    client, member, elected, officer, invited, version, clause
):
    remark = actions.leave_remark(version, clause, by=elected, text="Trop cher pour nous.")
    actions.answer_remark(remark, by=officer, answer="Le coût est revu.")
    base = clause.working()
    actions.revise_clause(clause, by=officer, base=base, title=base.title, text=ASKED)
    later = version_of(clause.plan, by=officer)
    address = reverse("plans:compare", args=[(version.number, later.number)])
    client.force_login(officer, BACKEND)
    assert "1 remarque traitée" in client.get(address).text
    client.force_login(member, BACKEND)
    assert "remarque traitée" not in client.get(address).text
