"""Writing, keeping, filing: the deeds themselves, without a page."""

import hashlib
import threading
import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from consultations import actions
from consultations.models import Channel, Contribution, ContributionStatus
from essportal import clock
from essportal.errors import Refused
from essportal.journal import timeline
from plans.drafting import fingerprint
from tests.factories import ConsultationFactory, ContributionFactory, PersonFactory

PARIS = ZoneInfo("Europe/Paris")


def draft_of(person, consultation=None, **fields):
    fields = {"title": "Six ans de bail", "text": "Sinon rien ne tient debout.", **fields}
    return actions.save_draft(by=person, consultation=consultation or ConsultationFactory(), key=uuid.uuid4(), **fields)


def test_a_draft_saved_twice_with_the_same_key_is_one_draft(member):
    consultation, key = ConsultationFactory(), uuid.uuid4()

    actions.save_draft(by=member, consultation=consultation, key=key, title="Un", text="Un mot.")
    draft = actions.save_draft(by=member, consultation=consultation, key=key, title="Un", text="Deux mots.")

    assert Contribution.objects.count() == 1
    assert draft.text == "Deux mots."


def test_filing_gives_a_reference_a_fingerprint_and_the_function_of_that_day(member, organisation):
    draft = draft_of(member, organisation=organisation)

    contribution = actions.file_contribution(draft, by=member)

    assert contribution.status == ContributionStatus.FILED
    assert contribution.channel == Channel.ONLINE
    assert contribution.reference == f"C-{clock.today().year}-0001"
    assert contribution.fingerprint == fingerprint(contribution.text, contribution.salt)
    assert contribution.function == "présidente"


def test_the_author_receives_one_receipt_with_the_words_and_the_fingerprint(member, run_tasks):
    contribution = actions.file_contribution(draft_of(member, text="L’été & l’hiver <ensemble>"), by=member)

    run_tasks()
    run_tasks()

    (sent,) = mail.outbox
    assert sent.to == [member.email]
    assert contribution.reference in sent.subject
    assert "L’été & l’hiver <ensemble>" in sent.body
    assert contribution.fingerprint in sent.body
    assert contribution.get_absolute_url() in sent.body


def test_the_fingerprint_is_computed_again_from_what_the_receipt_prints(member, run_tasks):
    draft = draft_of(member, text="Un bail\u00a0: six ans.\n\n- Oui\u202f!")

    contribution = actions.file_contribution(draft, by=member)

    run_tasks()

    __, text, after = mail.outbox[0].body.split("--------------------\n")
    salt = after.split("Sel\u00a0:\n")[1].split("\n")[0]
    digest = hashlib.sha256(f"{salt}\n{text[:-1]}".encode()).hexdigest()
    assert digest == contribution.fingerprint
    assert f"{digest}\n" in after
    assert "Titre\u00a0: Six ans de bail" in mail.outbox[0].body


def test_filing_twice_gives_back_the_same_contribution(member, run_tasks):
    draft = draft_of(member)

    first = actions.file_contribution(draft, by=member)
    second = actions.file_contribution(draft, by=member)
    run_tasks()

    assert first.reference == second.reference
    assert timeline(first).count() == 1
    assert len(mail.outbox) == 1


def test_nobody_files_or_changes_the_draft_of_another(member, other_member):
    draft = draft_of(member)

    with pytest.raises(Refused):
        actions.file_contribution(draft, by=other_member)
    with pytest.raises(Refused):
        actions.save_draft(by=other_member, consultation=draft.consultation, key=draft.key, title="Pris", text="Pris")
    with pytest.raises(Refused):
        actions.drop_draft(draft, by=other_member)

    draft.refresh_from_db()
    assert (draft.status, draft.title) == (ContributionStatus.DRAFT, "Six ans de bail")


def test_filed_words_can_no_longer_be_saved_even_behind_the_portal(member):
    contribution = actions.file_contribution(draft_of(member), by=member)

    with pytest.raises(Refused, match=contribution.reference):
        actions.save_draft(
            by=member, consultation=contribution.consultation, key=contribution.key, title="Autre", text="Autre"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(text="Autre")


def test_an_empty_text_is_not_filed(member):
    with pytest.raises(Refused, match="Écrivez"):
        actions.file_contribution(draft_of(member, text="  "), by=member)


def test_a_closed_consultation_refuses_and_keeps_the_draft(member):
    draft = draft_of(member, ConsultationFactory(closed=True))

    with pytest.raises(Refused, match="reste dans vos brouillons"):
        actions.file_contribution(draft, by=member)

    draft.refresh_from_db()
    assert draft.status == ContributionStatus.DRAFT


def test_the_last_second_before_midnight_in_paris_is_in_time_and_midnight_is_not(member):
    consultation = ConsultationFactory()
    consultation.windows.update(closes_at=datetime(2027, 4, 1, tzinfo=PARIS))
    first, second = draft_of(member, consultation), draft_of(member, consultation)

    with clock.standing_at(datetime(2027, 3, 31, 23, 59, 59, tzinfo=PARIS)):
        filed = actions.file_contribution(first, by=member)
    with clock.standing_at(datetime(2027, 4, 1, tzinfo=PARIS)), pytest.raises(Refused):
        actions.file_contribution(second, by=member)

    assert filed.status == ContributionStatus.FILED


def test_a_consultation_not_yet_published_receives_nothing(member):
    with pytest.raises(Refused):
        actions.file_contribution(draft_of(member, ConsultationFactory(published_at=None)), by=member)


def test_a_draft_can_be_dropped_by_its_author(member):
    actions.drop_draft(draft_of(member), by=member)

    assert not Contribution.objects.exists()


def test_a_filed_contribution_is_never_dropped(member):
    contribution = ContributionFactory(author=member)

    with pytest.raises(Refused):
        actions.drop_draft(contribution, by=member)

    assert Contribution.objects.filter(pk=contribution.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_once_makes_one_contribution_and_one_receipt(run_tasks):
    member, consultation, key = PersonFactory(), ConsultationFactory(), uuid.uuid4()
    barrier, references = threading.Barrier(2), []

    def send():
        barrier.wait()
        with transaction.atomic():
            draft = actions.save_draft(by=member, consultation=consultation, key=key, title="Bail", text="Six ans.")
            references.append(actions.file_contribution(draft, by=member).reference)

    run_together(send)
    run_tasks()

    assert Contribution.objects.count() == 1
    assert len(set(references)) == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_the_naive_way_to_take_a_form_sent_twice_fails():
    """Look for the key, then write: the second of two sends meets an error instead of the contribution."""
    member, consultation, key = PersonFactory(), ConsultationFactory(), uuid.uuid4()
    looked, met = threading.Barrier(2), []

    def send():
        there = Contribution.objects.filter(key=key).exists()
        looked.wait()
        try:
            if not there:
                words = {"title": "Bail", "text": "Six ans.", "created_at": clock.now()}
                Contribution.objects.create(consultation=consultation, author=member, key=key, **words)
        except IntegrityError as error:
            met.append(error)

    run_together(send)

    assert len(met) == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_filing_at_once_have_two_references_that_follow(run_tasks):
    consultation = ConsultationFactory()
    drafts = [draft_of(PersonFactory(), consultation) for __ in range(2)]
    barrier = threading.Barrier(2)
    waiting = iter(drafts)

    def send():
        draft = next(waiting)
        barrier.wait()
        actions.file_contribution(draft, by=draft.author)

    run_together(send)
    run_tasks()

    numbers = sorted(int(c.reference[-4:]) for c in Contribution.objects.all())
    assert numbers == [1, 2]


def run_together(deed):
    def safely():
        try:
            deed()
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=safely) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
