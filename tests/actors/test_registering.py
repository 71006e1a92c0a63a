"""Someone of the house registers an organisation, before or after signing in; the team checks."""

import threading

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors import actions
from actors.models import Claim, ClaimStatus, Organisation, OrganisationStatus, Representative, SheetDraft
from essportal.errors import Refused
from essportal.journal import timeline
from tests.factories import MunicipalityFactory, OrganisationFactory, PersonFactory

TYPED = {
    "name": "Les Jardins du Clain",
    "kind": "association",
    "activity": "Jardins partagés",
    "function": "trésorière",
}
REGISTER, CHECK = reverse("actors:register"), reverse("actors:check-registration")


@pytest.fixture
def newcomer(db):
    return PersonFactory(name="Noa Nouveau")


def registered(person, **typed):
    actions.keep_sheet_draft(person, {"name": "Les Jardins du Clain"})
    fields = {"name": "Les Jardins du Clain", "kind": "association", "municipality": None, "activity": ""}
    return actions.register_organisation(by=person, **{**fields, **typed})


def test_a_visitor_writes_first_and_signs_in_after(client, newcomer):
    assertRedirects(client.post(REGISTER, TYPED), CHECK)
    assertContains(client.get(CHECK), "Recevoir mon code")
    sent = client.post(CHECK)
    assert sent.headers["Location"].endswith("next=%2Fannuaire%2Finscrire%2Fverifier%2F")

    client.force_login(newcomer)

    assertContains(client.get(CHECK), "Envoyer à l’équipe")
    assert SheetDraft.objects.get().typed["name"] == "Les Jardins du Clain"
    assert not Organisation.objects.exists()


def test_what_is_sent_is_a_sheet_to_verify_and_its_person_speaks_for_it_meanwhile(client, newcomer, run_tasks):
    client.force_login(newcomer)
    client.post(REGISTER, TYPED)

    page = client.post(CHECK, follow=True)
    run_tasks()

    sheet = Organisation.objects.get()
    assert (sheet.status, sheet.slug, sheet.siren) == (OrganisationStatus.TO_VERIFY, "les-jardins-du-clain", None)
    assert Representative.objects.get().function == "trésorière"
    assertContains(page, "C’est arrivé. Et maintenant ?")
    assert "est arrivée" in mail.outbox[0].subject
    assert not SheetDraft.objects.exists()
    client.logout()
    assert client.get(sheet.get_absolute_url()).status_code == 404


def test_a_draft_may_be_half_empty_and_is_found_again_in_ones_space(client, newcomer):
    client.force_login(newcomer)

    client.post(REGISTER, {"name": "Les Jardins", "deed": "keep"})

    assertContains(client.get("/mon-espace/"), "Les Jardins")
    assertContains(client.get(REGISTER), 'value="Les Jardins"')
    client.post(reverse("actors:drop-registration"))
    assertNotContains(client.get(REGISTER), "Les Jardins")


def test_a_wrong_key_is_doubted_then_confirmed_and_never_blocks(client, newcomer):
    client.force_login(newcomer)

    doubted = client.post(REGISTER, {**TYPED, "number": "889 742 876"})
    assertContains(doubted, "Ce numéro est le bon")
    assertContains(doubted, "Les Jardins du Clain")
    client.post(REGISTER, {**TYPED, "number": "889 742 876", "sure": "on"})
    client.post(CHECK)

    assert Organisation.objects.get().siren == "889742876"


@pytest.mark.parametrize(
    ("typed", "siren", "rna", "siret"),
    [
        ("732 829 320", "732829320", None, None),
        ("73282932000074", "732829320", None, "73282932000074"),
        ("w9t1002867", None, "W9T1002867", None),
        ("5,580,147", None, None, None),
        ("35600000049837", "356000000", None, "35600000049837"),
    ],
)
def test_a_siren_a_siret_or_an_rna_goes_in_the_same_field(client, newcomer, typed, siren, rna, siret):
    client.force_login(newcomer)

    answer = client.post(REGISTER, {**TYPED, "number": typed})

    if not (siren or rna):
        assertContains(answer, "Ce n’est ni un SIREN")
        return
    client.post(CHECK)
    sheet = Organisation.objects.get()
    assert (sheet.siren, sheet.rna) == (siren, rna)
    assert [place.siret for place in sheet.establishments.all()] == ([siret] if siret else [])


def test_a_lost_leading_zero_is_put_back(client, newcomer):
    client.force_login(newcomer)
    client.post(REGISTER, {**TYPED, "number": "5880034", "sure": "on"})
    client.post(CHECK)

    assert Organisation.objects.get().siren == "005880034"


def test_a_sheet_that_may_be_the_same_is_shown_and_leads_to_the_claim(client, newcomer):
    known = OrganisationFactory(name="Les jardins du Claîn", siren="732829320")
    client.force_login(newcomer)
    client.post(REGISTER, TYPED)

    page = client.get(CHECK)

    assertContains(page, "Est-ce la vôtre")
    assertContains(page, reverse("actors:claim", args=[known.slug]))
    same = client.post(REGISTER, {**TYPED, "name": "Tout autre nom", "number": "732829320"})
    assertContains(same, "Une fiche porte déjà ce numéro")
    assertContains(same, "le même numéro")


def test_a_sheet_that_waits_or_is_refused_is_never_shown_to_others(client, newcomer):
    OrganisationFactory(name="Les Jardins du Clain", status=OrganisationStatus.TO_VERIFY)
    client.post(REGISTER, TYPED)

    assertNotContains(client.get(CHECK), "Est-ce la vôtre")


def test_the_team_accepts_and_the_person_is_told(client, officer, newcomer, run_tasks, next_morning):
    claim = registered(newcomer, function="trésorière")
    run_tasks()
    client.force_login(officer)

    client.post(reverse("actors:check-claim", args=[claim.pk]), {"decision": "accept"})

    claim.refresh_from_db()
    assert (claim.status, claim.organisation.status) == (ClaimStatus.ACCEPTED, OrganisationStatus.VERIFIED)
    assert next_morning()[-1].subject == "Vous représentez Les Jardins du Clain"
    assert Representative.objects.filter(person=newcomer).count() == 1


def test_a_refusal_needs_a_reason_which_its_person_reads(client, officer, newcomer, next_morning):
    claim = registered(newcomer, siren="732829320")
    client.force_login(officer)
    page = client.post(reverse("actors:check-claim", args=[claim.pk]), {"decision": "refuse"})
    assertContains(page, "la personne le lira")

    answer = {"decision": "refuse", "words": "Cette association n’agit pas sur le territoire."}
    client.post(reverse("actors:check-claim", args=[claim.pk]), answer)

    assert Organisation.objects.get().status == OrganisationStatus.REFUSED
    assert not Representative.objects.exists()
    assert "n’agit pas sur le territoire" in next_morning()[-1].body
    client.force_login(newcomer)
    assertContains(client.get(claim.get_absolute_url()), "n’agit pas sur le territoire")
    # Its number is free for whoever is really of the house.
    assert registered(newcomer, siren="732829320").organisation.siren == "732829320"


def test_the_team_asks_for_more_and_the_person_answers_by_editing(client, officer, newcomer, run_tasks):
    claim = registered(newcomer)
    actions.ask_for_more(claim, by=officer, question="Dans quelle commune agissez-vous ?")
    run_tasks()
    place = MunicipalityFactory(name="Chauvigny")
    client.force_login(newcomer)
    assertContains(client.get("/mon-espace/"), "L’équipe attend une précision de vous.")

    client.post(claim.get_absolute_url(), {**TYPED, "municipality": place.pk, "note": "À Chauvigny."})

    claim.refresh_from_db()
    assert (claim.status, claim.organisation.municipality) == (ClaimStatus.WAITING, place)
    assert claim.organisation.kept_by_hand == []


def test_nobody_answers_reads_or_withdraws_the_claim_of_another(client, newcomer, member):
    claim = registered(newcomer)
    client.force_login(member)

    assert client.post(claim.get_absolute_url(), TYPED).status_code == 404
    assert client.post(reverse("actors:withdraw-claim", args=[claim.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.withdraw_claim(claim, by=member)


def test_a_claim_is_answered_once_and_the_second_officer_is_told(officer, newcomer):
    claim = registered(newcomer)
    actions.accept_claim(claim, by=officer)

    with pytest.raises(Refused, match="acceptée"):
        actions.refuse_claim(claim, by=officer, reason="Trop tard.")

    assert Organisation.objects.get().status == OrganisationStatus.VERIFIED


def test_forged_fields_change_neither_state_nor_person(client, newcomer, officer):
    client.force_login(newcomer)
    forged = {"status": "verified", "person": officer.pk, "merged_into": 1, "slug": "pris"}
    client.post(REGISTER, {**TYPED, **forged})
    client.post(CHECK, forged)

    sheet = Organisation.objects.get()
    assert (sheet.status, sheet.slug) == (OrganisationStatus.TO_VERIFY, "les-jardins-du-clain")
    assert Claim.objects.get().person == newcomer


def test_five_waiting_claims_are_enough(newcomer):
    for number in range(5):
        registered(newcomer, name=f"Association {number}")

    with pytest.raises(Refused, match="5 demandes en attente"):
        registered(newcomer, name="Une de plus")


def test_who_leaves_takes_their_draft_and_their_words_to_the_team(newcomer):
    claim = registered(newcomer, note="Mon téléphone : 05 49 00 00 00")
    actions.keep_sheet_draft(newcomer, TYPED)

    actions.erase_person(newcomer, by=newcomer)

    claim.refresh_from_db()
    assert (claim.status, claim.note) == (ClaimStatus.WITHDRAWN, "")
    assert not SheetDraft.objects.exists()


def test_the_list_of_what_waits_costs_the_same_with_three_and_with_thirty(client, officer):
    client.force_login(officer)
    costs = []
    for total in (3, 30):
        while Organisation.objects.count() < total:
            registered(PersonFactory(), name=f"Association {Organisation.objects.count()}")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("actors:work-directory"))
        costs.append(len(queries))

    assertContains(page, "30 demandes attendent votre réponse")
    # The menu of the team and its list of things to do come with every desk.
    assert costs[1] <= costs[0] <= 28


def test_the_register_is_in_the_journal_without_a_name(officer, newcomer):
    claim = registered(newcomer)
    actions.accept_claim(claim, by=officer)

    verbs = list(timeline(claim.organisation).values_list("verb", flat=True))
    assert set(verbs) == {"organisation_registered", "organisation_verified", "claim_accepted"}
    assert all("Jardins" not in str(entry.details) for entry in timeline(claim.organisation))


@pytest.mark.django_db(transaction=True)
def test_the_same_sheet_sent_twice_at_once_is_one_sheet(run_tasks):
    person = PersonFactory()
    actions.keep_sheet_draft(person, TYPED)
    barrier, made = threading.Barrier(2), []

    def send():
        barrier.wait()
        fields = {"name": "Les Jardins", "kind": "association", "municipality": None, "activity": ""}
        made.append(actions.register_organisation(by=person, **fields).pk)
        connection.close()

    together(send)

    assert len(made) == 2
    assert len(set(made)) == Organisation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_answer_at_once_and_one_is_told(run_tasks):
    officer, claim = PersonFactory(post="ess_team"), registered(PersonFactory())
    barrier, told = threading.Barrier(2), []
    answers = iter([actions.accept_claim, lambda c, by: actions.refuse_claim(c, by=by, reason="Non.")])

    def answer():
        deed = next(answers)
        barrier.wait()
        try:
            deed(claim, by=officer)
        except Refused as refused:
            told.append(refused.reason)
        finally:
            connection.close()

    together(answer)

    claim.refresh_from_db()
    assert len(told) == 1
    assert (claim.status == "accepted") == claim.organisation.is_verified


def together(deed):
    threads = [threading.Thread(target=deed) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_sheet_that_came_without_a_claim_stands_on_the_desk_beside_those_that_did(client, officer, newcomer):
    written = OrganisationFactory(name="Sans demande", status=OrganisationStatus.TO_VERIFY)
    claim = registered(newcomer)
    client.force_login(officer)

    page = client.get(reverse("actors:work-directory"))

    assertContains(page, reverse("actors:work-sheet", args=[written.slug]))
    assertContains(page, reverse("actors:check-claim", args=[claim.pk]))


def test_a_sheet_whose_person_awaits_an_answer_is_not_put_away(client, officer, newcomer):
    claim = registered(newcomer)
    client.force_login(officer)
    address = reverse("actors:move-sheet", args=[claim.organisation.slug])

    response = client.post(address, {"deed": "archive"})

    assertContains(response, "répondez d’abord à sa demande", status_code=409)
    assertNotContains(client.get(reverse("actors:work-sheet", args=[claim.organisation.slug])), 'value="archive"')
