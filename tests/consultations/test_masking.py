"""A passage masked is masked everywhere; its author is told and may appeal; the original is for two readers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions, masking
from consultations.exports import personal_data
from consultations.models import Contribution, Verdict
from essportal import clock
from essportal.errors import Refused
from essportal.journal import timeline
from tests import access_scene
from tests.access_rows import ROWS
from tests.factories import ContributionFactory, SynthesisPointFactory
from tests.test_access import ROLES

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "Hortense Canari"
MASKED = {"passage": SECRET, "motive": "donnees_personnelles", "sentence": "Son nom n’est pas à vous."}


def said(author=None, **fields):
    fields = {"title": f"Ce que dit {SECRET}", "text": f"Un bail.\n\nDemandez à {SECRET}, au 8.", **fields}
    return ContributionFactory(published=True, author=author, **fields)


@pytest.mark.parametrize(
    ("words", "passage", "left"),
    [
        ("Il ment, il ment.", "il ment", "[passage masqué], [passage masqué]."),
        ("L’été  fut\nlong", "l'été fut", "[passage masqué]\nlong"),
        ("Deux mots", "trois", None),
        ("Deux mots", " ", None),
        ("İstanbul et Ǆ sont là", "sont", "İstanbul et Ǆ [passage masqué] là"),
    ],
)
def test_a_passage_is_found_as_one_copies_it(words, passage, left):
    spans = [(start, end) for __, start, end in masking.find("text", words, passage)]

    assert masking.masked(words, spans) == left


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Il faut demander à {SECRET}", "Il faut demander à Hortense…"),
        ("Il faut demander à Hortense\nCanari", "Il faut demander à Hortense"),
    ],
)
def test_a_title_cut_out_of_the_text_loses_the_beginning_of_the_passage_too(officer, text, title):
    contribution = said(title=title, text=text)

    actions.mask_passage(contribution, by=officer, passage=SECRET, motive="donnees_personnelles")

    contribution.refresh_from_db()
    assert "Hortense" not in contribution.public_title + contribution.public_text


def test_a_title_with_more_marks_than_words_is_masked_whole(officer):
    contribution = said(title="bla " * 37, text="Rien")

    actions.mask_passage(contribution, by=officer, passage="bla", motive="propos_illicites")

    contribution.refresh_from_db()
    assert contribution.public_title == "[passage masqué]"


def test_two_masks_that_overlap_leave_one_mark_and_lifting_one_leaves_the_other(officer):
    contribution = said(text="Il ment comme toujours.", title="Un bail")
    first = actions.mask_passage(contribution, by=officer, passage="Il ment comme", motive="propos_illicites")
    actions.mask_passage(contribution, by=officer, passage="comme toujours", motive="propos_illicites")

    contribution.refresh_from_db()
    both = contribution.public_text
    actions.unmask_passage(first, by=officer)

    contribution.refresh_from_db()
    assert both == "[passage masqué]."
    assert contribution.public_text == "Il ment [passage masqué]."
    assert contribution.text == "Il ment comme toujours."


def test_a_passage_that_is_not_there_is_refused(officer):
    with pytest.raises(Refused):
        actions.mask_passage(said(), by=officer, passage="Personne", motive="propos_illicites")


def test_no_reader_finds_the_passage_at_any_address(client, request, db):
    """Every page of the portal, by every role but the two who may: what is added later is looked at too."""
    people = {role: request.getfixturevalue(role) for role in ROLES if role != "visitor"}
    things = access_scene.build(people)
    published = Contribution.objects.get(reference=things["published"])
    mine = said(people["member"], consultation=published.consultation)
    actions.mask_passage(mine, by=people["officer"], **MASKED)
    point = SynthesisPointFactory(consultation=mine.consultation, published_at=clock.now())
    actions.gather(point, [mine], by=people["officer"])
    addresses = {reverse(name, args=[things[key] for key in part]) for name, part in ROWS}
    addresses |= {mine.get_absolute_url(), reverse("consultations:contributions") + "?q=bail"}
    shown = set()

    for role in ("visitor", "member", "other_member", "administrator"):
        client.logout()
        if role != "visitor":
            client.force_login(people[role], BACKEND)
        for address in sorted(addresses):
            body = client.get(address).getvalue()
            assert SECRET.encode() not in body, f"{role}: {address}"
            if b"Demandez" in body:
                shown.add(address)

    assert mine.get_absolute_url() in shown


@pytest.mark.parametrize("words", ["Canari", "Hortense Canari", "canari"])
def test_searching_for_the_masked_words_finds_nothing(client, officer, words):
    actions.mask_passage(said(), by=officer, **MASKED)

    response = client.get(reverse("consultations:contributions"), {"q": words})

    assert not response.context["search"].page.objects


def test_the_team_and_the_dpo_read_the_original_and_nobody_else(client, officer, dpo, member):
    contribution = said(member)
    actions.mask_passage(contribution, by=officer, **MASKED)
    address = reverse("consultations:original", args=[contribution.reference])

    for person in (officer, dpo):
        client.force_login(person, BACKEND)
        assertContains(client.get(address), SECRET)
    client.force_login(member, BACKEND)
    assert client.get(address).status_code == 403
    assertNotContains(client.get(contribution.get_absolute_url()), SECRET)
    assert SECRET not in str(personal_data(member))


def test_the_author_is_told_appeals_and_the_team_takes_the_mask_off(client, officer, member, next_morning):
    contribution = said(member)
    client.force_login(officer, BACKEND)
    client.post(reverse("consultations:mask", args=[contribution.reference]), MASKED)
    ruling = contribution.rulings.get()
    (told,) = next_morning()
    assert told.to == [member.email]
    assert "Son nom n’est pas à vous." in told.body
    assert SECRET not in told.body

    with clock.standing_at(clock.now() + timedelta(days=2)):
        client.force_login(member, BACKEND)
        address = reverse("consultations:appeal", args=[contribution.reference, ruling.pk])
        assert address in told.body
        client.post(address, {"text": "Elle a dit oui."})
        client.force_login(officer, BACKEND)
        assertContains(client.get("/travail/"), "Répondre à 1 recours")
        answer = reverse("consultations:answer-appeal", args=[contribution.reference, ruling.pk])
        client.post(answer, {"verdict": Verdict.OVERTURNED, "answer": "C’est entendu."})
        (answered,) = next_morning()
    assert "C’est entendu." in answered.body
    contribution.refresh_from_db()
    assert SECRET in contribution.public_text
    assert {"passage_masked", "ruling_appealed", "appeal_answered"} <= {e.verb for e in timeline(contribution)}


def test_an_appeal_is_made_once_by_the_author_alone(client, officer, member, other_member):
    contribution = said(member)
    ruling = actions.mask_passage(contribution, by=officer, **MASKED)
    actions.appeal(ruling, by=member, text="Non.")

    with pytest.raises(Refused):
        actions.appeal(ruling, by=member, text="Encore non.")
    client.force_login(other_member, BACKEND)
    address = reverse("consultations:appeal", args=[contribution.reference, ruling.pk])
    assert client.post(address, {"text": "Moi aussi."}).status_code == 404


def test_an_appeal_upheld_publishes_again_what_was_set_aside(officer, member, next_morning):
    contribution = ContributionFactory(author=member)
    actions.set_aside_contribution(contribution, by=officer, motive="hors_sujet", sentence="Parlez du plan.")
    ruling = contribution.rulings.get()
    actions.appeal(ruling, by=member, text="C’en est le cœur.")

    actions.answer_appeal(ruling, by=officer, verdict=Verdict.OVERTURNED, answer="Vous avez raison.")

    contribution.refresh_from_db()
    ruling.refresh_from_db()
    assert contribution.status == "published"
    assert ruling.lifted_at
    (sent,) = next_morning()
    assert sent.to == [member.email]
    assert "Votre recours est entendu" in sent.body


def test_an_appeal_about_what_its_author_took_back_since_is_still_answered(officer, member):
    contribution = said(member)
    actions.set_aside_contribution(contribution, by=officer, motive="hors_sujet", sentence="Une autre concertation.")
    ruling = actions.appeal(contribution.rulings.get(), by=member, text="Si.")
    actions.withdraw_contribution(contribution, by=member)

    actions.answer_appeal(ruling, by=officer, verdict=Verdict.OVERTURNED, answer="Vous aviez raison.")

    ruling.refresh_from_db()
    contribution.refresh_from_db()
    assert ruling.lifted_at
    assert contribution.status == "withdrawn"


def test_erasing_a_masked_contribution_leaves_no_word_of_it(officer):
    contribution = said()
    actions.mask_passage(contribution, by=officer, **MASKED)

    actions.erase_contribution(contribution, by=officer)
    with pytest.raises(Refused, match="plus masqué"):
        actions.unmask_passage(contribution.rulings.get(), by=officer)

    contribution.refresh_from_db()
    assert (contribution.public_title, contribution.public_text) == ("Contribution effacée", "")


def test_the_charter_tells_each_reason_and_counts(client, officer):
    actions.mask_passage(said(), by=officer, **MASKED)

    response = client.get(reverse("consultations:charter"))

    assertContains(response, "informations personnelles sur quelqu’un d’autre")
    assertContains(response, "1 décision en vigueur")
