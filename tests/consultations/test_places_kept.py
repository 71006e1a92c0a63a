"""A place that changes hands or words: until when, once, and who is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from consultations import actions
from consultations.models import Registration
from essportal import clock
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def come(meeting, person):
    return actions.register(meeting, by=person, person=person)


def page(meeting, name="register"):
    return reverse(f"consultations:{name}", args=[meeting.reference])


def test_in_whose_name_one_came_no_longer_changes_once_it_has_begun(client, member, organisation):
    meeting = MeetingFactory()
    mine = come(meeting, member)
    client.force_login(member, BACKEND)

    with clock.standing_at(meeting.starts_at + timedelta(minutes=1)):
        answer = client.post(page(meeting), {"in_the_name_of": f"o{organisation.pk}", "need": "Une rampe."})

    assert answer.status_code == 409
    mine.refresh_from_db()
    assert (mine.organisation, mine.need) == (None, "")


def test_whoever_was_ticked_too_early_then_cancelled_was_not_there(officer, member):
    meeting = MeetingFactory(starts_at=clock.now() + timedelta(minutes=1))
    mine = come(meeting, member)
    actions.note_attendance(mine, by=officer, attended=True)

    actions.cancel_registration(mine, by=member)

    assert not Registration.objects.filter(attended=True).exists()


def test_a_place_cancelled_twice_is_cancelled_once_and_one_taken_back_by_the_team_is_told(
    client, member, officer, run_tasks
):
    meeting, other = MeetingFactory(), MeetingFactory()
    come(meeting, member)
    taken_back = come(other, member)
    run_tasks()
    mail.outbox.clear()
    client.force_login(member, BACKEND)

    by_oneself = [client.post(page(meeting, "cancel-registration")).status_code for __ in range(2)]
    client.force_login(officer, BACKEND)
    address = reverse("consultations:cancel-for-someone", args=[other.reference, taken_back.pk])
    by_the_team = [client.post(address).status_code for __ in range(2)]
    run_tasks()

    assert by_oneself == by_the_team == [302, 302]
    assert [message.subject for message in mail.outbox] == [f"Inscription annulée : {other.title}"]
    assert mail.outbox[0].to == [member.email]
