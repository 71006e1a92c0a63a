"""Representing an organisation: claimed, handed over, ended; and what a representative may change."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors import actions
from actors.exports import personal_data
from actors.forgetting import forget_lapsed
from actors.models import Claim, ClaimStatus, Correction, HandOver, Organisation, OrganisationStatus, Person
from essportal import clock
from essportal.errors import Refused
from tests.factories import MunicipalityFactory, OrganisationFactory, PersonFactory


def fresh(person):
    return Person.objects.get(pk=person.pk)


def test_a_person_claims_an_imported_sheet_and_speaks_for_it_once_accepted(client, officer, organisation):
    person = PersonFactory()
    client.force_login(person)
    assertContains(client.get(organisation.get_absolute_url()), "Je représente cette organisation")

    client.post(reverse("actors:claim", args=[organisation.slug]), {"function": "président", "note": "Appelez-moi."})

    assert fresh(person).organisation_ids == []
    actions.accept_claim(Claim.objects.get(), by=officer)
    assert fresh(person).organisation_ids == [organisation.pk]
    assertContains(client.get(organisation.get_absolute_url()), "Modifier la fiche")


def test_claiming_twice_is_claiming_once(organisation):
    person = PersonFactory()

    first = actions.claim_organisation(organisation, by=person)

    assert actions.claim_organisation(organisation, by=person) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(person=person, organisation=organisation)


def test_one_person_may_represent_two_organisations(officer, member, organisation):
    second = OrganisationFactory()

    actions.accept_claim(actions.claim_organisation(second, by=member), by=officer)

    assert sorted(fresh(member).organisation_ids) == sorted([organisation.pk, second.pk])


def test_a_sheet_nobody_may_read_cannot_be_claimed(client, member):
    hidden = OrganisationFactory(status=OrganisationStatus.TO_VERIFY)
    client.force_login(member)

    assert client.post(reverse("actors:claim", args=[hidden.slug]), {}).status_code == 404
    with pytest.raises(Refused):
        actions.claim_organisation(hidden, by=member)


def test_a_representative_edits_the_public_fields_and_no_import_takes_them_back(client, member, organisation):
    client.force_login(member)
    address = reverse("actors:edit-own-sheet", args=[organisation.slug])

    sent = client.post(address, {"activity": "Réemploi", "website": "remise.example", "name": "Pirate", "siren": "1"})

    assertRedirects(sent, organisation.get_absolute_url())
    organisation.refresh_from_db()
    assert (organisation.activity, organisation.name) == ("Réemploi", "La Remise à Neuf")
    assert organisation.website == "https://remise.example"
    assert organisation.kept_by_hand == ["activity", "website"]


def test_the_sheet_of_another_is_out_of_reach(client, other_member, organisation):
    client.force_login(other_member)
    for page in ("edit-own-sheet", "ask-correction", "hand-over", "stop-representing"):
        assert client.post(reverse(f"actors:{page}", args=[organisation.slug]), {}).status_code == 403


def test_what_identifies_an_organisation_goes_to_the_team(client, officer, member, organisation, next_morning):
    client.force_login(member)
    typed = {"name": "La Remise", "kind": "cooperative", "siren": "732 829 320"}
    client.post(reverse("actors:ask-correction", args=[organisation.slug]), typed)
    organisation.refresh_from_db()
    assert organisation.name == "La Remise à Neuf"

    client.force_login(officer)
    page = reverse("actors:check-correction", args=[Correction.objects.get().pk])
    assertContains(client.get(page), "732\xa0829\xa0320")
    client.post(page, {"decision": "accept"})

    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind, organisation.siren) == ("La Remise", "cooperative", "732829320")
    assert "est corrigée" in next_morning()[-1].subject


def test_a_correction_is_refused_with_a_reason_and_once(officer, member, organisation, next_morning):
    correction = actions.ask_correction(organisation, by=member, fields={"name": "Autre"})
    with pytest.raises(Refused, match="Dites pourquoi"):
        actions.settle_correction(correction, by=officer, accepted=False)

    actions.settle_correction(correction, by=officer, accepted=False, reason="Le nom déposé est l’ancien.")

    assert "Le nom déposé est l’ancien." in next_morning()[-1].body
    with pytest.raises(Refused, match="déjà refusée"):
        actions.settle_correction(correction, by=officer, accepted=True)


def test_a_representative_hands_over_and_leaves(client, member, organisation, run_tasks):
    client.force_login(member)
    typed = {"email": "Suite@Exemple.test", "function": "présidente", "giver_leaves": "on"}
    client.post(reverse("actors:hand-over", args=[organisation.slug]), typed)
    run_tasks()
    assert mail.outbox[-1].to == ["suite@exemple.test"]

    follower = PersonFactory(email="suite@exemple.test")
    client.force_login(follower)
    offer = HandOver.objects.get()
    assertContains(client.get("/mon-espace/"), "On vous propose de représenter")
    client.post(offer.get_absolute_url(), {"deed": "take"})

    assert fresh(follower).organisation_ids == [organisation.pk]
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert fresh(member).organisation_ids == []
    assert member.representative_set.get().ends_on == clock.today()


def test_an_offer_is_seen_by_its_address_only_and_opens_once(client, member, other_member, organisation):
    offer = actions.offer_hand_over(organisation, by=member, email="suite@exemple.test")
    client.force_login(other_member)

    assert client.post(offer.get_absolute_url(), {"deed": "take"}).status_code == 404
    with pytest.raises(Refused, match="une autre adresse"):
        actions.take_over(offer, by=other_member)
    follower = PersonFactory(email="suite@exemple.test")
    actions.take_over(offer, by=follower)
    with pytest.raises(Refused, match="plus ouvert"):
        actions.take_over(offer, by=follower)


def test_an_offer_lapses_after_two_weeks_and_its_address_is_forgotten(member, organisation):
    offer = actions.offer_hand_over(organisation, by=member, email="suite@exemple.test")
    follower = PersonFactory(email="suite@exemple.test")

    with clock.standing_at(clock.now() + timedelta(days=14)):
        with pytest.raises(Refused, match="14 jours"):
            actions.take_over(offer, by=follower)
        assert forget_lapsed() == 1

    assert not HandOver.objects.exists()


def test_an_offer_is_declined_or_called_back(client, member, other_member, organisation):
    offer = actions.offer_hand_over(organisation, by=member, email="suite@exemple.test")
    client.force_login(other_member)
    assert client.post(reverse("actors:call-back", args=[offer.pk])).status_code == 404

    client.force_login(member)
    client.post(reverse("actors:call-back", args=[offer.pk]))

    assert not HandOver.objects.open().exists()
    # Its address can be written to again.
    actions.offer_hand_over(organisation, by=member, email="suite@exemple.test")


def test_a_representative_stops_and_the_past_is_kept(client, member, organisation):
    client.force_login(member)
    page = reverse("actors:stop-representing", args=[organisation.slug])
    assertContains(client.get(page), "Plus personne ne la représentera.")

    client.post(page)

    link = member.representative_set.get()
    assert link.ends_on == clock.today()
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert client.post(page).status_code == 403


def test_the_team_ends_a_representation_and_says_so(client, officer, member, organisation, next_morning):
    link = member.representative_set.get()
    client.force_login(officer)

    client.post(reverse("actors:end-representation", args=[organisation.slug, link.pk]))

    (sent,) = next_morning()
    assert sent.to == [member.email]
    assert "Vous ne représentez plus La Remise à Neuf" in sent.body
    other = OrganisationFactory()
    assert client.post(reverse("actors:end-representation", args=[other.slug, link.pk])).status_code == 404


def test_the_team_writes_corrects_archives_and_brings_back_a_sheet(client, officer):
    client.force_login(officer)
    typed = {"name": "Écluse & Cie", "kind": "cooperative", "legal_form": "SCIC SAS", "is_scic": "on"}
    client.post(reverse("actors:new-sheet"), {**typed, "siren": "", "rna": ""})
    sheet = Organisation.objects.get()
    assert (sheet.slug, sheet.status, sheet.siren, sheet.rna) == ("ecluse-cie", "verified", None, None)

    client.post(reverse("actors:edit-sheet", args=[sheet.slug]), {**typed, "siren": "732829320"})
    sheet.refresh_from_db()
    assert (sheet.siren, sheet.kept_by_hand) == ("732829320", ["siren"])
    move = reverse("actors:move-sheet", args=[sheet.slug])
    client.post(move, {"deed": "archive"})
    assertNotContains(client.get("/annuaire/?q=zzz"), "Écluse")
    client.logout()
    assert client.get(sheet.get_absolute_url()).status_code == 404

    client.force_login(officer)
    client.post(move, {"deed": "restore"})
    sheet.refresh_from_db()
    assert sheet.is_verified


def test_the_team_is_told_of_a_doubtful_number_and_of_one_already_taken(client, officer, organisation):
    Organisation.objects.filter(pk=organisation.pk).update(siren="732829320")
    client.force_login(officer)
    typed = {"name": "Autre", "kind": "association"}

    assertContains(client.post(reverse("actors:new-sheet"), {**typed, "siren": "732829320"}), "Une autre fiche porte")
    assertContains(client.post(reverse("actors:new-sheet"), {**typed, "siren": "123456789"}), "La clé de ce numéro")
    client.post(reverse("actors:new-sheet"), {**typed, "siren": "123456789", "sure": "on"})

    assert Organisation.objects.filter(siren="123456789").exists()


def test_an_approval_ends_after_it_began(client, officer):
    client.force_login(officer)
    typed = {"name": "A", "kind": "association", "esus_from": "2026-05-01", "esus_until": "2025-05-01"}

    assertContains(client.post(reverse("actors:new-sheet"), typed), "vient après son début")


def test_naming_another_head_office_moves_the_title(client, officer, organisation):
    client.force_login(officer)
    page = reverse("actors:new-establishment", args=[organisation.slug])
    client.post(page, {"siret": "73282932000074", "name": "Atelier", "is_head": "on", "is_open": "on"})
    client.post(page, {"siret": "35600000049837", "name": "Boutique", "is_head": "on", "is_open": "on"})

    heads = organisation.establishments.filter(is_head=True)
    assert [place.name for place in heads] == ["Boutique"]
    assertContains(client.post(page, {"siret": "73282932000074"}), "déjà dans l’annuaire")
    place = organisation.establishments.get(name="Atelier")
    client.post(reverse("actors:remove-establishment", args=[organisation.slug, place.pk]))
    assert organisation.establishments.count() == 1


def test_the_desk_counts_what_waits_in_the_menu_and_in_the_things_to_do(client, officer, organisation, member):
    actions.claim_organisation(organisation, by=PersonFactory())
    actions.ask_correction(organisation, by=member, fields={"name": "La Remise"})
    client.force_login(officer)

    todo = client.get(reverse("plans:todo"))

    assertContains(todo, "Répondre à 1 personne qui dit représenter une organisation")
    assertContains(todo, "Relire 1 correction de fiche")
    assertContains(client.get(reverse("actors:work-directory")), "2 demandes attendent votre réponse")


def test_each_answered_claim_says_so_on_its_own_page(client, officer, organisation):
    person = PersonFactory()
    claim = actions.claim_organisation(organisation, by=person)
    actions.refuse_claim(claim, by=officer, reason="Le bureau dit ne pas vous connaître.")
    client.force_login(person)

    page = client.get(claim.get_absolute_url())

    assertContains(page, "Le bureau dit ne pas vous connaître.")
    assertContains(page, "Demander de nouveau")
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.REFUSED


def test_two_people_giving_the_same_number_at_once_are_told_apart(officer):
    actions.write_sheet(by=officer, name="Une", kind="association", siren="732829320")

    with pytest.raises(Refused, match="vient de recevoir ce numéro"):
        actions.write_sheet(by=officer, name="Autre", kind="association", siren="732829320")


def test_what_one_asked_is_in_the_file_of_ones_data(organisation):
    person = PersonFactory()
    actions.claim_organisation(organisation, by=person, note="Appelez la présidente.")

    assert personal_data(person)["organisations_demandees"][0]["mot"] == "Appelez la présidente."


def test_nobody_writes_to_the_whole_world_in_the_name_of_an_organisation(member, organisation):
    for number in range(10):
        actions.offer_hand_over(organisation, by=member, email=f"quelquun{number}@exemple.test")

    with pytest.raises(Refused, match="Réessayez demain"):
        actions.offer_hand_over(organisation, by=member, email="encore@exemple.test")


def test_an_organisation_named_like_a_page_keeps_its_own_address(client, officer):
    client.force_login(officer)
    client.post(reverse("actors:new-sheet"), {"name": "Inscrire", "kind": "association"})

    assert Organisation.objects.get().slug == "inscrire-1"


def test_who_no_longer_speaks_for_an_organisation_gives_it_to_nobody(client, officer, member, organisation):
    friend = PersonFactory()
    offer = actions.offer_hand_over(organisation, by=member, email=friend.email)
    actions.end_fact(member.representative_set.get(), by=officer, ends_on=clock.today() - timedelta(days=1))
    client.force_login(friend)

    response = client.post(offer.get_absolute_url())

    assertContains(response, "ne représente plus l’organisation", status_code=409)
    assert fresh(friend).organisation_ids == []


def test_taking_over_twice_in_a_row_leads_to_the_sheet_both_times(client, member, organisation):
    follower = PersonFactory()
    offer = actions.offer_hand_over(organisation, by=member, email=follower.email)
    client.force_login(follower)

    for _click in range(2):
        assertRedirects(client.post(offer.get_absolute_url()), organisation.get_absolute_url())

    assert follower.representative_set.count() == 1


def test_the_siret_of_a_refused_sheet_is_free_again(client, officer, organisation):
    refused = OrganisationFactory(status=OrganisationStatus.REFUSED)
    refused.establishments.create(siret="73282932000074")
    client.force_login(officer)

    client.post(reverse("actors:new-establishment", args=[organisation.slug]), {"siret": "732 829 320 00074"})

    assert organisation.establishments.get().siret == "73282932000074"
    assert refused.establishments.get().siret is None


def test_what_passed_between_one_and_the_team_is_in_the_file_of_ones_data(member, organisation):
    follower = PersonFactory()
    actions.ask_correction(organisation, by=member, fields={"name": "Remise"})
    actions.offer_hand_over(organisation, by=member, email=follower.email, function="trésorier")

    mine, theirs = personal_data(member), personal_data(follower)

    assert mine["corrections_demandees"][0]["ce_qui_change"] == {"name": "Remise"}
    assert [one["organisation"] for one in mine["relais_proposes"]] == [organisation.name]
    assert follower.email not in str(mine)
    assert [one["fonction"] for one in theirs["relais_recus"]] == ["trésorier"]


def test_a_correction_whose_commune_left_the_territory_is_refused_and_empties_nothing(officer, organisation, member):
    organisation.municipality = MunicipalityFactory()
    organisation.save()
    correction = actions.ask_correction(organisation, by=member, fields={"municipality": "01001"})

    with pytest.raises(Refused, match="n’est plus du territoire"):
        actions.settle_correction(correction, by=officer, accepted=True, reason="")

    organisation.refresh_from_db()
    assert organisation.municipality
