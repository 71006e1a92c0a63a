"""Coming to a meeting: a place, a rank, a place given back; whoever asks first is served first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import close_old_connections, connections
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.actions import erase_person, merge_organisations, undo_merge
from consultations import actions
from consultations.models import MeetingStatus, Registration, RegistrationStatus
from consultations.selectors.recalling import forget_what_is_over
from essportal import clock
from essportal.errors import Refused
from tests.factories import MeetingFactory, OrganisationFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CONFIRMED, WAITING = RegistrationStatus.CONFIRMED, RegistrationStatus.WAITING


def come(meeting, person=None, **more):
    person = person or PersonFactory()
    return actions.register(meeting, by=person, person=person, **more)


def page(meeting, name="register"):
    return reverse(f"consultations:{name}", args=[meeting.reference])


def statuses(meeting):
    return list(meeting.registrations.order_by("registered_at", "pk").values_list("status", flat=True))


@pytest.mark.django_db
def test_a_member_takes_a_place_for_their_organisation_and_hears_it_once(client, member, organisation, run_tasks):
    meeting = MeetingFactory(capacity=2, online_address="https://visio.exemple.test/salle")
    client.force_login(member, BACKEND)
    filled = {"in_the_name_of": f"o{organisation.pk}", "need": "Une rampe."}

    first = client.post(page(meeting), filled, follow=True)
    client.post(page(meeting), filled)
    run_tasks()

    assertContains(first, "Votre place est réservée")
    mine = Registration.objects.get()
    assert (mine.person, mine.organisation, mine.status, mine.need) == (member, organisation, CONFIRMED, "Une rampe.")
    assert [message.subject for message in mail.outbox] == ["Votre place est réservée : Fabrique de Chauvigny"]
    assert "https://visio.exemple.test/salle" in mail.outbox[0].body
    assert mail.outbox[0].attachments[0][2] == "text/calendar; method=REQUEST"


@pytest.mark.django_db
def test_the_address_on_line_is_known_only_by_who_has_a_place(client, member, officer):
    meeting = MeetingFactory(capacity=1, online_address="https://visio.exemple.test/salle")
    come(meeting)
    come(meeting, member)

    for person in (None, member, PersonFactory()):
        if person:
            client.force_login(person, BACKEND)
        for name in ("meeting", "register", "meeting-calendar"):
            assertNotContains(client.get(page(meeting, name)), "visio.exemple.test")
    client.force_login(Registration.objects.confirmed().get().person, BACKEND)
    assertContains(client.get(page(meeting, "meeting")), "visio.exemple.test")
    assertContains(client.get(page(meeting, "meeting-calendar")), "visio.exemple.test")
    assert b"visio" not in client.get(reverse("consultations:public-calendar")).content


@pytest.mark.django_db
def test_one_does_not_come_for_an_organisation_that_is_not_one_s_own(client, member):
    other = OrganisationFactory()
    meeting = MeetingFactory()
    client.force_login(member, BACKEND)

    answer = client.post(page(meeting), {"in_the_name_of": f"o{other.pk}"})

    assert answer.status_code == 200
    assert not Registration.objects.exists()


@pytest.mark.django_db
def test_when_it_is_full_one_waits_and_a_place_given_back_goes_to_the_first_who_waits(client, run_tasks):
    meeting = MeetingFactory(capacity=1)
    holder, second, third = come(meeting), come(meeting), come(meeting)
    run_tasks()
    mail.outbox.clear()
    client.force_login(holder.person, BACKEND)

    client.get(page(meeting, "cancel-registration"))
    answer = client.post(page(meeting, "cancel-registration"))
    again = client.post(page(meeting, "cancel-registration"))
    run_tasks()

    for done in (answer, again):
        assertRedirects(done, reverse("consultations:my-space"), fetch_redirect_response=False)
    assert statuses(meeting) == ["cancelled", CONFIRMED, WAITING]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([second.person.email], "Une place s’est libérée pour vous : Fabrique de Chauvigny")
    ]
    client.force_login(third.person, BACKEND)
    assertContains(client.get(page(meeting)), "rang 1")


@pytest.mark.django_db
def test_whoever_comes_back_after_cancelling_stands_behind_those_who_waited():
    meeting = MeetingFactory(capacity=1)
    holder, waiting = come(meeting), come(meeting)
    actions.cancel_registration(holder, by=holder.person)

    back = come(meeting, holder.person)

    waiting.refresh_from_db()
    assert (waiting.status, back.status) == (CONFIRMED, WAITING)


@pytest.mark.django_db
def test_more_places_are_given_in_order_and_fewer_throw_nobody_out(client, officer):
    meeting = MeetingFactory(capacity=1)
    for __ in range(4):
        come(meeting)
    actions.revise_meeting(meeting, by=officer, capacity=3)
    assert statuses(meeting) == [CONFIRMED] * 3 + [WAITING]
    client.force_login(officer, BACKEND)
    times = {"starts_at": "2027-03-11T18:30", "ends_at": "2027-03-11T21:00"}

    answer = client.post(
        reverse("consultations:edit-meeting", args=[meeting.reference]),
        {"kind": "fabrique", "title": "Fabrique", "is_public": "on", "capacity": "2", **times},
    )

    assertContains(answer, "3 personnes ont déjà leur place")
    with pytest.raises(Refused, match="3 personnes ont déjà leur place"):
        actions.revise_meeting(meeting, by=officer, capacity=2)
    actions.revise_meeting(meeting, by=officer, capacity=None)
    assert statuses(meeting) == [CONFIRMED] * 4


@pytest.mark.django_db
def test_registrations_close_when_it_begins(client, member):
    meeting = MeetingFactory(capacity=1, starts_at=clock.now() + timedelta(minutes=5))
    mine = come(meeting)

    with clock.standing_at(meeting.starts_at - timedelta(seconds=1)):
        come(meeting, member)
    with clock.standing_at(meeting.starts_at):
        with pytest.raises(Refused, match="a commencé"):
            come(meeting)
        with pytest.raises(Refused, match="a commencé"):
            actions.cancel_registration(mine, by=mine.person)
        client.force_login(PersonFactory(), BACKEND)
        assertContains(client.get(page(meeting)), "Les inscriptions sont closes")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [MeetingStatus.PREPARING, MeetingStatus.CANCELLED, MeetingStatus.HELD])
def test_one_registers_only_for_what_is_announced(member, status):
    with pytest.raises(Refused):
        come(MeetingFactory(status=status), member)


@pytest.mark.django_db
def test_a_visitor_says_they_come_then_signs_in_and_has_their_place(client, run_tasks):
    meeting = MeetingFactory(capacity=1)
    newcomer = PersonFactory(name="")

    sent = client.post(page(meeting), {"name": "Ada Nouvelle", "need": "Un repas."})
    nothing_yet = Registration.objects.count()
    client.force_login(newcomer, BACKEND)

    assert sent.status_code == 302
    assert sent.headers["Location"].endswith(f"next={page(meeting).replace('/', '%2F')}")
    assert nothing_yet == 0
    mine = Registration.objects.get()
    assert (mine.person, mine.name, mine.need, mine.status) == (newcomer, "Ada Nouvelle", "Un repas.", CONFIRMED)
    assertContains(client.get(page(meeting)), "Votre place est réservée")


@pytest.mark.django_db
def test_a_visitor_who_signs_in_too_late_reads_that_it_is_closed(client):
    meeting = MeetingFactory()
    client.post(page(meeting), {"name": "Ada Nouvelle", "need": ""})
    actions.cancel_meeting(meeting, by=PersonFactory(post="ess_team"))

    client.force_login(PersonFactory(), BACKEND)

    assertContains(client.get(page(meeting)), "Cette rencontre est annulée")
    assert not Registration.objects.exists()


@pytest.mark.django_db
def test_the_team_registers_someone_who_telephoned_once(client, officer, organisation):
    meeting = MeetingFactory(capacity=5)
    client.force_login(officer, BACKEND)
    address = page(meeting, "work-registrations")
    key = client.get(address).context["form"]["key"].value()

    for __ in range(2):
        client.post(address, {"name": "Zoé <b>Téléphone</b>", "organisation": organisation.name, "key": str(key)})

    made = Registration.objects.get()
    assert (made.person, made.organisation, made.registered_by) == (None, organisation, officer)
    assertContains(client.get(address), "Zoé &lt;b&gt;Téléphone&lt;/b&gt;")


@pytest.mark.django_db
def test_a_form_without_anybody_is_sent_back(client, officer):
    meeting = MeetingFactory()
    client.force_login(officer, BACKEND)

    answer = client.post(page(meeting, "work-registrations"), {"key": "7d444840-9dc0-11d1-b245-5ffdce74fad2"})

    assertContains(answer, "Donnez au moins un nom")


@pytest.mark.django_db
def test_an_erased_person_gives_their_place_back_and_leaves_no_name(member, run_tasks):
    past, coming = MeetingFactory(status=MeetingStatus.HELD, starts_at=clock.now()), MeetingFactory(capacity=1)
    actions.welcome_unannounced(past, by=member, person=member, name="Dominique")
    come(coming, member, need="Une rampe.")
    second = come(coming)

    erase_person(member, by=member)

    second.refresh_from_db()
    assert second.status == CONFIRMED
    assert set(Registration.objects.filter(person=member).values_list("name", "need")) == {("", "")}
    assert Registration.objects.get(meeting=past).attended
    assert Registration.objects.get(meeting=past).called == member.pseudonym


@pytest.mark.django_db
def test_a_merge_takes_registrations_along_and_gives_them_back(officer, organisation):
    merged = OrganisationFactory()
    mine = come(MeetingFactory(), organisation=merged)

    merge = merge_organisations(organisation, merged, by=officer)
    mine.refresh_from_db()
    assert mine.organisation == organisation
    undo_merge(merge, by=officer)

    mine.refresh_from_db()
    assert mine.organisation == merged


@pytest.mark.django_db
def test_what_was_needed_is_forgotten_after_the_meeting_and_names_a_year_later(officer):
    meeting = MeetingFactory()
    actions.register(meeting, by=officer, name="Zoé Téléphone", need="Un repas.")

    with clock.standing_at(meeting.ends_at + timedelta(hours=25)):
        forget_what_is_over()
    assert list(Registration.objects.values_list("name", "need")) == [("Zoé Téléphone", "")]
    with clock.standing_at(meeting.ends_at + timedelta(days=367)):
        forget_what_is_over()
    assert list(Registration.objects.values_list("name", "need")) == [("", "")]


@pytest.mark.django_db
def test_others_do_not_read_who_comes_nor_what_they_need(client, member):
    meeting = MeetingFactory()
    come(meeting, PersonFactory(name="Camille Discrète"), need="Je suis en fauteuil.")
    client.force_login(member, BACKEND)

    for name in ("meeting", "register"):
        answer = client.get(page(meeting, name))
        assertNotContains(answer, "Discrète")
        assertNotContains(answer, "fauteuil")


# Races: the first second of registrations.

PEOPLE, PLACES, AT_ONCE = 300, 60, 16


def all_at_once(deed, people, at_once=AT_ONCE):
    def one(person):
        close_old_connections()
        try:
            return deed(person)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, people))


@pytest.mark.django_db(transaction=True)
def test_300_people_for_60_places_in_the_first_second(run_tasks):
    meeting = MeetingFactory(capacity=PLACES)
    people = PersonFactory.create_batch(PEOPLE)

    all_at_once(lambda person: actions.register(meeting, by=person, person=person), people)
    run_tasks()

    order = list(meeting.registrations.order_by("registered_at", "pk"))
    assert [one.status for one in order] == [CONFIRMED] * PLACES + [WAITING] * (PEOPLE - PLACES)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in people)
    ranks = [m.body.split("au rang ")[1].split(".")[0] for m in mail.outbox if "au rang " in m.body]
    assert sorted(map(int, ranks)) == list(range(1, PEOPLE - PLACES + 1))


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_second_oversells():
    """The naive twin: count, then write. It shows that the race above is a real one."""
    meeting = MeetingFactory(capacity=1)
    people = PersonFactory.create_batch(4)
    together = threading.Barrier(len(people))

    def naive(person):
        left = meeting.registrations.confirmed().count() < meeting.capacity
        together.wait(20)
        Registration.objects.create(
            meeting=meeting, person=person, status=CONFIRMED if left else WAITING, registered_at=timezone.now()
        )

    all_at_once(naive, people, len(people))

    assert meeting.registrations.confirmed().count() > meeting.capacity


@pytest.mark.django_db(transaction=True)
def test_cancelling_and_registering_at_once_never_gives_a_place_twice_nor_loses_one():
    meeting = MeetingFactory(capacity=5)
    holders = [come(meeting) for __ in range(5)]
    waiting = [come(meeting) for __ in range(5)]
    newcomers = PersonFactory.create_batch(5)
    deeds = [lambda one=one: actions.cancel_registration(one, by=one.person) for one in holders]
    deeds += [lambda one=one: actions.register(meeting, by=one, person=one) for one in newcomers]

    all_at_once(lambda deed: deed(), [deed for pair in zip(deeds[:5], deeds[5:], strict=True) for deed in pair], 8)

    assert set(meeting.registrations.confirmed()) == set(waiting)
    assert meeting.registrations.waiting().count() == len(newcomers)


@pytest.mark.django_db(transaction=True)
def test_the_same_person_twice_at_once_has_one_place(run_tasks):
    meeting, person = MeetingFactory(capacity=9), PersonFactory()

    all_at_once(lambda one: actions.register(meeting, by=one, person=one), [person] * 6, 6)
    run_tasks()

    assert meeting.registrations.count() == 1
    assert len(mail.outbox) == 1
