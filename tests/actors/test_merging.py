"""Two sheets of one organisation become one: nothing is lost, and it can be undone."""

import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from actors import actions
from actors.actions.merging import FOLLOW
from actors.models import Merge, Organisation, OrganisationStatus, Representative
from consultations.models import Contribution
from essportal import clock
from essportal.errors import Refused
from plans.actions import Fed, freeze_version, write_reply
from plans.drafting import fingerprint
from plans.sealing import faults
from tests.factories import (
    ContributionFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    PolicyAreaFactory,
    clause_from,
)

AGO = timedelta(days=100)


@pytest.fixture
def kept(db):
    return OrganisationFactory(name="La Remise à Neuf", siren="732829320", activity="")


@pytest.fixture
def merged(db):
    return OrganisationFactory(name="Remise à neuf (asso)", rna="W751245606", activity="Réemploi", kind="cooperative")


def people_of(organisation):
    return set(Representative.objects.filter(organisation=organisation).values_list("person", flat=True))


def test_everything_follows_and_the_old_address_leads_to_the_sheet_kept(client, officer, kept, merged):
    person = PersonFactory(represents=merged)
    network = OrganisationFactory(is_network=True)
    actions.join_network(merged, network, by=officer, starts_on=clock.today() - AGO)
    place = merged.establishments.create(siret="73282932000074", is_head=True)
    said = ContributionFactory(published=True, organisation=merged, author=person)
    claim = actions.claim_organisation(merged, by=PersonFactory())
    area = PolicyAreaFactory()
    merged.policy_areas.add(area)

    actions.merge_organisations(kept, merged, by=officer)

    assert people_of(kept) == {person.pk}
    assert [member.pk for member in network.members.all()] == [kept.pk]
    for thing in (place, said, claim):
        thing.refresh_from_db()
        assert thing.organisation == kept
    assert place.is_head
    assert list(kept.policy_areas.all()) == [area]
    assertRedirects(client.get(merged.get_absolute_url()), kept.get_absolute_url())


def test_empty_fields_are_filled_and_the_chosen_ones_taken(officer, kept, merged):
    actions.merge_organisations(kept, merged, by=officer, take=["kind"])

    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.name, kept.kind, kept.activity) == ("La Remise à Neuf", "cooperative", "Réemploi")
    assert (kept.siren, kept.rna) == ("732829320", "W751245606")
    assert (merged.rna, merged.status, merged.merged_into) == (None, OrganisationStatus.ARCHIVED, kept)


def test_the_preview_shows_field_by_field_and_changes_nothing(client, officer, kept, merged):
    ContributionFactory(published=True, organisation=merged)
    client.force_login(officer)
    page = reverse("actors:merge", args=[kept.slug, merged.slug])

    shown = client.get(page)

    assertContains(shown, "Remise à neuf (asso)")
    assertContains(shown, "1 contribution")
    assertContains(shown, "Complété par l’autre fiche")
    assert not Merge.objects.exists()
    assertContains(client.post(page, {}), "à corriger")
    client.post(page, {"name": "merged", "kind": "kept"})
    kept.refresh_from_db()
    assert (kept.name, kept.kind) == ("Remise à neuf (asso)", "association")


def test_undoing_gives_each_sheet_back_what_was_its_own(client, officer, kept, merged):
    person = PersonFactory(represents=merged)
    said = ContributionFactory(published=True, organisation=merged, author=person)
    place = merged.establishments.create(name="Atelier", is_head=True)
    kept.establishments.create(name="Siège", is_head=True)
    merge = actions.merge_organisations(kept, merged, by=officer, take=["name"])
    since = ContributionFactory(published=True, organisation=kept, author=person)
    client.force_login(officer)

    client.post(reverse("actors:undo-merge", args=[merge.pk]))

    for thing in (kept, merged, said, since, place):
        thing.refresh_from_db()
    assert (kept.name, kept.activity, kept.rna) == ("La Remise à Neuf", "", None)
    assert (merged.status, merged.rna, merged.merged_into) == ("verified", "W751245606", None)
    assert (said.organisation, since.organisation, place.organisation) == (merged, kept, merged)
    assert place.is_head
    assert people_of(merged) == {person.pk}
    with pytest.raises(Refused, match="déjà annulée"):
        actions.undo_merge(merge, by=officer)


def test_what_someone_corrected_since_the_merge_survives_its_undoing(officer, kept, merged):
    merge = actions.merge_organisations(kept, merged, by=officer)
    actions.edit_sheet(kept, by=officer, activity="Réemploi et transport")

    actions.undo_merge(merge, by=officer)

    kept.refresh_from_db()
    assert kept.activity == "Réemploi et transport"


def test_who_speaks_for_both_keeps_one_voice_and_finds_both_again(officer, kept, merged):
    person = PersonFactory(represents=kept)
    Representative.objects.create(person=person, organisation=merged, starts_on=clock.today() - AGO)

    merge = actions.merge_organisations(kept, merged, by=officer)

    assert Representative.objects.filter(person=person, organisation=kept).count() == 1
    actions.undo_merge(merge, by=officer)
    assert Representative.objects.filter(person=person).values("organisation").distinct().count() == 2


def test_a_member_merged_into_its_network_does_not_join_itself(officer, kept, merged):
    actions.join_network(merged, kept, by=officer, starts_on=clock.today())

    actions.merge_organisations(kept, merged, by=officer)

    assert not kept.memberships.filter(member=kept).exists()


def test_sealed_versions_do_not_change(officer, kept, merged):
    said = ContributionFactory(published=True, organisation=merged, published_at=clock.now() - AGO)
    plan = PlanFactory(consultation=said.consultation)
    clause = clause_from(plan, by=officer, sources=[Fed("contribution", contribution=said)])
    write_reply(said, plan=plan, by=officer, outcome="retenue", reason="Reprise.", clauses=[clause])
    version = freeze_version(plan, by=officer, note="Premier jet.")
    before = version.seal

    merge = actions.merge_organisations(kept, merged, by=officer)
    assert faults(version) == []
    actions.undo_merge(merge, by=officer)

    version.refresh_from_db()
    assert (version.seal, faults(version)) == (before, [])
    said.refresh_from_db()
    assert said.fingerprint == fingerprint(said.text, said.salt)


def test_every_row_that_names_an_organisation_follows_or_is_said_not_to(db):
    """Whoever adds a foreign key to an organisation says here what a merge does with it."""
    followed = {(model._meta.label, field) for model, field in FOLLOW} | {
        ("consultations.Contribution", "organisation"),
        ("consultations.Seat", "organisation"),
        ("consultations.Decision", "owner_organisation"),
    }
    followed |= {("consultations.Registration", "organisation"), ("consultations.Objection", "organisation")}
    # words
    followed |= {("consultations.Comment", "organisation"), ("consultations.Endorsement", "organisation")}
    stay = {("actors.Organisation", "merged_into"), ("actors.Merge", "kept"), ("actors.Merge", "merged")}
    # Questionnaires and votes of priorities: tests/consultations/test_answering.py, test_priorities.py
    followed |= {("consultations.Ballot", "organisation")}
    # Who was named in a writing group writes on through the sheet kept; a letter sent and a position held were theirs.
    stay |= {
        ("plans.GroupMember", "organisation"),
        ("plans.Letter", "organisation"),
        ("plans.Position", "organisation"),
    }
    # Invitations to review: tests/plans/test_invited_to_review.py
    followed |= {("plans.ReviewInvitation", "organisation")}
    stay |= {("consultations.Participation", "organisation"), ("consultations.Sheet", "organisation")}
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.many_to_one and field.related_model is Organisation
    }
    through = {label for label in found if label[0].startswith("actors.Organisation_")}
    assert found - through - followed - stay == set()


def test_a_chain_of_merges_leads_to_the_last_sheet(client, officer, kept, merged):
    last = OrganisationFactory()
    actions.merge_organisations(kept, merged, by=officer)
    second = actions.merge_organisations(last, kept, by=officer)

    assertRedirects(client.get(merged.get_absolute_url()), last.get_absolute_url())
    with pytest.raises(Refused, match="annulez d’abord cette fusion-là"):
        actions.undo_merge(Merge.objects.exclude(pk=second.pk).get(), by=officer)


def test_only_two_whole_sheets_merge(officer, kept, merged):
    with pytest.raises(Refused, match="même fiche"):
        actions.merge_organisations(kept, kept, by=officer)
    waiting = OrganisationFactory(status=OrganisationStatus.TO_VERIFY)
    with pytest.raises(Refused, match="Vérifiez d’abord"):
        actions.merge_organisations(kept, waiting, by=officer)
    actions.merge_organisations(kept, merged, by=officer)
    with pytest.raises(Refused, match="vient d’être fusionnée"):
        actions.merge_organisations(OrganisationFactory(), merged, by=officer)


def test_a_merged_sheet_is_neither_edited_nor_brought_back_alone(officer, kept, merged):
    actions.merge_organisations(kept, merged, by=officer)

    with pytest.raises(Refused):
        actions.edit_sheet(merged, by=officer, activity="Autre")
    with pytest.raises(Refused, match="annulez la fusion"):
        actions.restore_organisation(merged, by=officer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crossed", [False, True])
def test_of_two_people_merging_at_once_one_wins_and_the_other_is_told(run_tasks, crossed):
    officer = PersonFactory(post="ess_team")
    one, two = OrganisationFactory(), OrganisationFactory()
    said = ContributionFactory(published=True, organisation=two)
    pairs = iter([(one, two), (two, one) if crossed else (one, two)])
    barrier, told = threading.Barrier(2), []

    def merge():
        kept, merged = next(pairs)
        barrier.wait()
        try:
            actions.merge_organisations(kept, merged, by=officer)
        except Refused as refused:
            told.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=merge) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    merge = Merge.objects.get()
    assert len(told) == 1
    assert "vient d’être fusionnée" in told[0]
    assert Contribution.objects.get(pk=said.pk).organisation == merge.kept


def test_what_a_hand_chose_or_corrected_is_still_kept_from_imports_once_merged(officer, kept, merged):
    Organisation.objects.filter(pk=merged.pk).update(kept_by_hand=["activity"])

    merge = actions.merge_organisations(kept, merged, by=officer, take=["name"])

    kept.refresh_from_db()
    assert kept.kept_by_hand == ["activity", "name"]
    actions.undo_merge(merge, by=officer)
    kept.refresh_from_db()
    assert kept.kept_by_hand == []


def test_the_places_of_a_merged_sheet_wait_as_they_were_for_its_undoing(client, officer, kept, merged):
    kept.establishments.create(siret="73282932000074", is_head=True)
    merged.establishments.create(name="Atelier", is_head=True)
    merge = actions.merge_organisations(kept, merged, by=officer)
    client.force_login(officer)
    address = reverse("actors:new-establishment", args=[merged.slug])

    assert client.post(address, {"name": "Autre", "is_head": "on"}).status_code == 409

    actions.undo_merge(merge, by=officer)
    assert merged.establishments.get(is_head=True).name == "Atelier"
