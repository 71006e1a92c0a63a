"""A private meeting: its title in no list, feed, search, count, breadcrumb, slot nor error, for who is not expected."""

import pytest
from django.urls import reverse

from consultations import actions
from consultations.forms.files import CheckedFile
from consultations.models import MeetingStatus
from essportal import clock
from tests.factories import ContributionFactory, MeetingFactory, MunicipalityFactory, PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TITLE, SERIES = "Séance à huis clos", "Les séances fermées"


@pytest.fixture
def private(officer, organisation):
    series = actions.open_series(by=officer, name=SERIES)
    meeting = MeetingFactory(
        title=TITLE,
        kind="seance",
        is_public=False,
        series=series,
        municipality=MunicipalityFactory(name="Commune tenue secrète"),
        starts_at=clock.now(),
        capacity=5,
    )
    actions.welcome_unannounced(meeting, by=officer, name="Camille", organisation=organisation)
    ContributionFactory(published=True, meeting=meeting, consultation=meeting.consultation, organisation=organisation)
    return meeting


def pages(meeting, organisation):
    one = [
        reverse(f"consultations:{name}", args=[meeting.reference])
        for name in ("meeting", "register", "meeting-calendar", "cancel-registration")
    ]
    lists = ["consultations:meetings", "consultations:public-calendar", "consultations:contributions", "plans:home"]
    return [
        *one,
        *map(reverse, lists),
        meeting.series.get_absolute_url(),
        f"/rencontres/?mois={clock.today():%Y-%m}",
        organisation.get_absolute_url(),
        meeting.consultation.get_absolute_url(),
        *[said.get_absolute_url() for said in meeting.contributions.all()],
    ]


@pytest.mark.parametrize("who", [None, "member", "dpo"])
def test_who_is_not_expected_reads_it_nowhere(client, request, private, organisation, who):
    if who:
        client.force_login(request.getfixturevalue(who), BACKEND)

    for address in pages(private, organisation):
        said = client.get(address, follow=True).content.decode()
        assert TITLE not in said, address
        assert SERIES not in said, address
        if address.startswith("/rencontres/"):
            assert "Commune tenue secrète" not in said, address


def test_a_form_sent_by_who_is_not_expected_does_nothing(client, member, private):
    client.force_login(member, BACKEND)

    answer = client.post(reverse("consultations:register", args=[private.reference]), {"need": ""})

    assert answer.status_code == 404
    assert not private.registrations.filter(person=member).exists()


def test_who_is_invited_reads_it_until_the_invitation_is_taken_back(client, officer, member):
    meeting = MeetingFactory(title=TITLE, is_public=False)
    (invited,) = actions.invite_to_meeting(meeting, by=officer, people=[member])
    paper = actions.send_document(
        meeting, by=officer, title="Note", file=CheckedFile("n.pdf", b"%PDF-1.7", "application/pdf"), tell=False
    )
    client.force_login(member, BACKEND)
    addresses = [
        meeting.get_absolute_url(),
        reverse("consultations:meeting-document", args=[meeting.reference, paper.pk]),
    ]

    before = [client.get(address).status_code for address in addresses]
    actions.take_invitation_back(invited, by=officer)

    assert before == [200, 200]
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_who_was_invited_by_an_address_alone_reads_it_once_they_sign_in_with_it(client, officer):
    meeting = MeetingFactory(is_public=False)
    actions.invite_to_meeting(meeting, by=officer, addresses=["Voisine@exemple.test"])
    neighbour, other = PersonFactory(email="voisine@exemple.test"), PersonFactory()

    codes = []
    for person in (neighbour, other):
        client.force_login(person, BACKEND)
        codes.append(client.get(meeting.get_absolute_url()).status_code)

    assert codes == [200, 404]


def test_who_cancels_a_place_in_a_private_meeting_reads_it_no_more(client, member):
    meeting = MeetingFactory(is_public=False)
    mine = actions.register(meeting, by=member, person=member)
    client.force_login(member, BACKEND)
    assert client.get(meeting.get_absolute_url()).status_code == 200

    actions.cancel_registration(mine, by=member)

    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_the_public_calendar_is_the_same_for_the_team(client, officer, private):
    MeetingFactory(title="En préparation", status=MeetingStatus.PREPARING)
    client.force_login(officer, BACKEND)

    content = client.get(reverse("consultations:public-calendar")).content.decode()

    assert TITLE not in content
    assert "En préparation" not in content


def test_an_organisation_s_page_tells_the_meetings_it_came_to(client, officer, organisation):
    came = MeetingFactory(title="Fabrique où elle vint", starts_at=clock.now())
    missed = MeetingFactory(title="Fabrique manquée", starts_at=clock.now())
    actions.welcome_unannounced(came, by=officer, name="Ada", organisation=organisation)
    person = PersonFactory()
    absent = actions.welcome_unannounced(missed, by=officer, person=person, organisation=organisation)
    actions.note_attendance(absent, by=officer, attended=False)

    said = client.get(organisation.get_absolute_url()).content.decode()

    assert "Fabrique où elle vint" in said
    assert "Fabrique manquée" not in said
    assert "Ada" not in said


def test_a_meeting_given_up_while_it_was_prepared_is_never_announced_as_cancelled(client, officer, elected):
    meeting = MeetingFactory(title="Annonce du retrait du partenaire", status=MeetingStatus.PREPARING)
    actions.cancel_meeting(meeting, by=officer)
    addresses = [meeting.get_absolute_url(), "/rencontres/", f"/rencontres/?mois={meeting.starts_at:%Y-%m}"]
    addresses += ["/rencontres/calendrier.ics", meeting.consultation.get_absolute_url()]

    for person in (None, elected):
        if person:
            client.force_login(person, BACKEND)
        assert not any("retrait du partenaire" in client.get(one).content.decode() for one in addresses)
    client.force_login(officer, BACKEND)
    assert client.get(meeting.get_absolute_url()).status_code == 200
