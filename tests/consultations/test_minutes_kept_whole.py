"""Minutes lose nothing: a part added meanwhile, a form sent twice, a promise about a day, an answer that is awaited."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from consultations import actions
from consultations.models import Decision, DecisionStep, Passage, Registration
from essportal import clock
from essportal.errors import Refused
from tests.factories import BodyFactory, MeetingFactory, PersonFactory, came, decided, minutes_of, sitting

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def held(db):
    return sitting(BodyFactory(name="Comité de suivi"))


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def test_a_part_that_somebody_adds_meanwhile_stops_nobody_from_saving(desk, held, officer):
    minutes = actions.open_minutes(held, by=officer)
    section = minutes.sections.get()
    page = {f"text_{section.pk}": "Écrit sur la page d’avant.", f"base_{section.pk}": 0}
    added = actions.add_section(minutes, by=PersonFactory(post="ess_team"), title="Questions diverses")
    address = reverse("consultations:write-minutes", args=[held.reference])

    by_itself = desk.post(address, page, headers={"X-Autosave": "1"})
    by_hand = desk.post(address, page | {f"base_{section.pk}": 1, f"text_{section.pk}": "Et la suite."})

    assert by_itself.json()["bases"] == {f"base_{section.pk}": 1}
    assertRedirects(by_hand, address)
    assert list(Passage.objects.values_list("section", "text")) == [
        (section.pk, "Écrit sur la page d’avant."),
        (section.pk, "Et la suite."),
    ]
    assert not added.passages.exists()


def test_what_is_sent_twice_is_noted_once(desk, held, officer, member):
    came(held, member)
    decision = decided(held, by=officer)
    minutes = minutes_of(held, by=officer, sent=True)
    part = reverse("consultations:minutes-section", args=[held.reference])
    follow = reverse("consultations:decision-follow", args=[decision.reference])
    new = reverse("consultations:decision-new", args=[held.reference])

    for __ in range(2):
        desk.post(part, {"title": "Questions diverses"})
        desk.post(new, {"kind": "decision", "text": "Inscrire 5 %."})
        desk.post(follow, {"status": "to_do", "sentence": "En cours.", "on": clock.today().isoformat()})
        actions.propose_correction(minutes, by=member, text="Six ans.")

    assert minutes.sections.filter(title="Questions diverses").count() == 1
    assert Decision.objects.filter(text="Inscrire 5 %.").count() == 1
    assert DecisionStep.objects.count() == 1
    assert minutes.corrections.count() == 1


def test_an_erratum_sent_twice_is_joined_once(desk, held, officer):
    minutes = minutes_of(held, by=officer, approved=True)
    filled = {"text": "Lire douze.", "reason": "Mal lu.", "signed_as": "L’équipe ESS"}

    for __ in range(2):
        desk.post(reverse("consultations:minutes-erratum", args=[held.reference]), filled)

    assert minutes.errata.count() == 1


def test_the_team_does_not_approve_before_the_day_it_gave_to_those_present(desk, held, officer, member):
    came(held, member)
    minutes = minutes_of(held, by=officer, sent=True)
    page = desk.get(reverse("consultations:minutes-approve", args=[held.reference]))

    assertContains(page, "Revenez ensuite")
    assertNotContains(page, "Noter l’approbation")

    with pytest.raises(Refused, match="approuvez ensuite"):
        actions.approve_minutes(minutes, by=officer, reason="Aucune séance ne suit.")
    with clock.standing_at(clock.now() + timedelta(days=16)):
        assert actions.approve_minutes(minutes, by=officer, reason="Aucune séance ne suit.").is_approved


@pytest.mark.parametrize(("accepted", "said"), [(True, "est reprise"), (False, "n’est pas reprise")])
def test_whoever_proposed_a_correction_reads_the_answer_the_next_morning(
    held, officer, member, next_morning, accepted, said
):
    came(held, member)
    minutes = minutes_of(held, by=officer, sent=True)
    correction = actions.propose_correction(minutes, by=member, text="Six ans au moins.")
    actions.settle_correction(correction, by=officer, accepted=accepted, reason="" if accepted else "C’est dit p. 2.")

    (digest,) = [message for message in next_morning() if message.to == [member.email]]
    assert said in digest.body
    assert "Six ans au moins." in digest.body
    assert ("C’est dit p. 2." in digest.body) is not accepted
    assert minutes.get_absolute_url() in digest.body


def test_who_came_where_nothing_was_written_is_forgotten_after_twelve_months(officer, organisation, member):
    meeting = MeetingFactory(starts_at=clock.now(), status="held")
    came(meeting, member, organisation=organisation)

    with clock.standing_at(clock.now() + timedelta(days=360)):
        actions.forget_attendance()
        assert Registration.objects.get().person == member
    with clock.standing_at(clock.now() + timedelta(days=370)):
        actions.forget_attendance()

    kept = Registration.objects.get()
    assert (kept.person, kept.registered_by, kept.organisation, kept.attended) == (None, None, organisation, True)
