"""Within the delay an author corrects; the first words stay whole, and nobody's support is moved under them."""

import itertools
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.models import Attachment, Contribution, Endorsement, Rules
from essportal import clock
from essportal.errors import Refused
from essportal.journal import timeline
from plans.selectors.gate import missing
from tests.factories import ConsultationFactory, ContributionFactory, OrganisationFactory, PersonFactory, PlanFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


NUMBERS = itertools.count(1)


def filed(member, hours_ago=1, **fields):
    """Of another series than the one that filing counts."""
    at, reference = clock.now() - timedelta(hours=hours_ago), f"C-2025-{next(NUMBERS):04d}"
    return ContributionFactory(author=member, filed_at=at, reference=reference, text="Six ans de bial.", **fields)


def corrected(first, by, text="Six ans de bail."):
    draft = actions.start_correction(first, by=by)
    draft = actions.save_draft(by=by, consultation=draft.consultation, key=draft.key, text=text)
    return actions.file_contribution(draft, by=by)


def test_a_correction_never_shows_again_a_passage_that_was_masked(member, officer):
    Rules.objects.create(consultation=(first := filed(member, published=True)).consultation, moderation="after")
    draft = actions.start_correction(first, by=member)
    actions.mask_passage(first, by=officer, passage="Six ans", motive="donnees_personnelles")

    with pytest.raises(Refused, match="masqué un passage"):
        actions.file_contribution(draft, by=member)


def test_an_author_corrects_and_the_first_words_are_kept(client, member, run_tasks):
    first = filed(member)
    client.force_login(member, BACKEND)
    assertContains(client.get(first.get_absolute_url()), "Corriger ma contribution")

    response = client.post(reverse("consultations:correct", args=[first.reference]))
    draft = first.replaced_by
    assertRedirects(response, reverse("consultations:edit-draft", args=[draft.key]))
    assertContains(client.get(response.url), "Six ans de bial.")
    actions.save_draft(by=member, consultation=draft.consultation, key=draft.key, text="Six ans de bail.")
    verify = reverse("consultations:verify", args=[draft.key])
    assertContains(client.get(verify), "prend la place de")
    client.post(verify)
    run_tasks()

    first.refresh_from_db()
    draft.refresh_from_db()
    assert (first.status, first.text) == ("withdrawn", "Six ans de bial.")
    assert (draft.status, draft.text) == ("filed", "Six ans de bail.")
    assert draft.fingerprint != first.fingerprint
    assert f"Elle prend la place de {first.reference}" in mail.outbox[0].body
    assert "contribution_corrected" in {entry.verb for entry in timeline(first)}


def test_the_gate_asks_one_reply_and_the_correction_keeps_the_first_day(member, officer):
    consultation = ConsultationFactory()
    plan = PlanFactory(consultation=consultation)
    first = filed(member, consultation=consultation, published=True)

    new = corrected(first, member)
    new = actions.publish_contribution(new, by=officer)

    assert new.published_at == first.published_at
    assert missing(plan) == [new]


def test_the_address_of_the_first_leads_to_the_correction(client, member, officer):
    first = filed(member, published=True)
    new = actions.publish_contribution(corrected(first, member), by=officer)

    response = client.get(first.get_absolute_url())

    assert response.status_code == 410
    assertContains(response, new.get_absolute_url(), status_code=410)
    assertNotContains(response, "bial", status_code=410)


def test_files_come_along_as_copies(member):
    first = filed(member)
    Attachment.objects.create(
        contribution=first,
        file=ContentFile(b"%PDF", "bail.pdf"),
        name="bail.pdf",
        content_type="application/pdf",
        size=4,
        sha256="0",
    )

    new = corrected(first, member)

    copy, original = new.attachments.get(), first.attachments.get()
    assert copy.file.name != original.file.name
    assert copy.file.read() == original.file.read()


def test_asked_twice_it_is_one_draft_and_another_person_gets_none(client, member, other_member):
    first = filed(member, published=True)

    assert actions.start_correction(first, by=member) == actions.start_correction(first, by=member)
    client.force_login(other_member, BACKEND)
    assert client.post(reverse("consultations:correct", args=[first.reference])).status_code == 403


@pytest.mark.parametrize("hours", [24, 25])
def test_after_the_delay_the_first_stays_and_the_text_may_be_filed_apart(client, member, hours):
    first = filed(member, hours_ago=23)
    draft = actions.start_correction(first, by=member)
    with clock.standing_at(first.filed_at + timedelta(hours=hours)):
        with pytest.raises(Refused, match="délai"):
            actions.file_contribution(draft, by=member)
        client.force_login(member, BACKEND)
        page = client.get(reverse("consultations:verify", args=[draft.key]))
        assertContains(page, "En faire une contribution à part")
        client.post(reverse("consultations:file-apart", args=[draft.key]))
        draft.refresh_from_db()
        actions.file_contribution(draft, by=member)

    assert list(Contribution.objects.values_list("status", flat=True).order_by("pk")) == ["filed", "filed"]


def test_the_delay_is_the_one_that_the_team_sets(client, officer, member):
    first = filed(member, hours_ago=3)
    client.force_login(officer, BACKEND)

    typed = {"moderation": "before", "hours_to_correct": "2", "answers_on": ""}
    client.post(reverse("consultations:edit-rules", args=[first.consultation.slug]), typed)

    with pytest.raises(Refused, match="délai"):
        actions.start_correction(first, by=member)


def test_nobody_corrects_what_others_already_support(member, other_member):
    first = filed(member, published=True)
    theirs = other_member.representations[0].organisation
    Endorsement.objects.create(contribution=first, organisation=theirs, by=other_member, at=clock.now())

    with pytest.raises(Refused, match="soutenue"):
        actions.start_correction(first, by=member)


def test_once_the_contributions_are_closed_nobody_corrects(member):
    first = filed(member, consultation=ConsultationFactory(closed=True))

    with pytest.raises(Refused, match="fermées"):
        actions.start_correction(first, by=member)


def test_where_moderation_comes_after_it_is_published_at_once_and_read_later(client, officer, member):
    consultation = ConsultationFactory()
    actions.set_rules(consultation, by=officer, moderation="after")
    draft = actions.save_draft(by=member, consultation=consultation, key=uuid.uuid4(), title="Un", text="Bail.")

    contribution = actions.file_contribution(draft, by=member)

    assert contribution.status == "published"
    client.force_login(officer, BACKEND)
    assertContains(client.get("/travail/"), "Relire 1 contribution déjà publiée")
    page = client.get(reverse("consultations:work-contributions") + "?statut=published&a-lire=1")
    assertContains(page, contribution.reference)
    client.post(reverse("consultations:note-reading", args=[contribution.reference]))
    assert not Contribution.objects.unread().exists()


def test_where_moderation_comes_after_an_unverified_association_still_waits(officer):
    consultation = ConsultationFactory()
    actions.set_rules(consultation, by=officer, moderation="after")
    organisation = OrganisationFactory(status="to_verify")
    person = PersonFactory(represents=organisation)
    draft = actions.save_draft(
        by=person, consultation=consultation, key=uuid.uuid4(), title="Un", text="Bail.", organisation=organisation
    )

    assert actions.file_contribution(draft, by=person).status == "filed"


def test_the_receipt_says_when_the_reply_is_expected(member, officer, run_tasks):
    consultation = ConsultationFactory()
    draft = actions.save_draft(by=member, consultation=consultation, key=uuid.uuid4(), title="Un", text="Bail.")
    contribution = actions.file_contribution(draft, by=member)
    rules = Rules.objects.of(consultation)
    assert rules.answer_expected_on(contribution) > clock.today() + timedelta(days=90)
    actions.set_rules(consultation, by=officer, answers_on=clock.today() + timedelta(days=10))

    run_tasks()

    expected = clock.today() + timedelta(days=10)
    assert "au plus tard le" in mail.outbox[0].body
    assert str(expected.year) in mail.outbox[0].body.split("au plus tard le")[1][:40]
