"""The portal is founded, then filled with the people and organisations of a territory; the journal says by whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from actors import actions
from actors.models import LocalAuthority, Municipality, Person, PolicyArea, PostKind
from actors.models.departments import Rank
from actors.territory import communes
from essportal import clock
from essportal.errors import Refused
from essportal.journal import sentence, timeline
from tests.factories import DepartmentFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
NAMES = {
    "name": "Communauté urbaine du Val de Clain",
    "short_name": "Val de Clain",
    "kind": "communauté urbaine",
    "assembly": "conseil communautaire",
}


def told(subject):
    return [sentence(entry) for entry in timeline(subject)]


def test_a_portal_is_founded_on_the_forty_communes_of_its_territory():
    its = communes("200069854")

    authority = actions.settle_authority(by=None, communes=its, policy_areas=[("sport", "Sport")], seat=its[0], **NAMES)

    assert Municipality.objects.exclude(outline="").count() == 40
    assert PolicyArea.objects.get().name == "Sport"
    assert told(authority) == ["a ouvert le portail de la collectivité"]


def test_a_portal_has_one_authority(authority):
    with pytest.raises(Refused, match="déjà sa collectivité"):
        actions.settle_authority(by=None, communes=[], **NAMES)


def test_a_colour_too_pale_to_be_read_is_refused():
    with pytest.raises(ValidationError, match="trop claire"):
        actions.settle_authority(by=None, communes=[], accent="#c0d0c0", **NAMES)

    assert not LocalAuthority.objects.exists()


def test_the_first_officer_is_welcomed_by_nobody_and_is_of_the_team_from_that_day():
    today = clock.today()

    person = actions.welcome(by=None, email="Sacha@val-de-clain.example", name="Sacha Spécimen")
    actions.appoint(person, by=None, kind=PostKind.ESS_TEAM, starts_on=today)

    assert Person.objects.get(email="sacha@val-de-clain.example").is_ess_team
    assert told(person) == ["a nommé une personne à un poste", "a ouvert un compte"]


def test_an_appointment_to_come_opens_nothing_today(officer):
    person = PersonFactory()

    actions.appoint(person, by=officer, kind=PostKind.DPO, starts_on=clock.today() + timedelta(days=1))

    assert not person.is_dpo


def test_two_people_do_not_share_an_address(officer, member):
    with pytest.raises(Refused, match="déjà un compte"):
        actions.welcome(by=officer, email=member.email.upper(), name="Quelqu’un")


def test_a_department_has_one_holder_at_a_time_and_one_substitute(officer):
    department, today = DepartmentFactory(name="Direction des déchets"), clock.today()
    holder, substitute = PersonFactory(), PersonFactory()
    actions.name_correspondent(holder, by=officer, department=department, rank=Rank.HOLDER, starts_on=today)

    with pytest.raises(Refused, match="est déjà correspondant titulaire de cette direction"):
        actions.name_correspondent(substitute, by=officer, department=department, rank=Rank.HOLDER, starts_on=today)
    actions.name_correspondent(substitute, by=officer, department=department, rank=Rank.SUBSTITUTE, starts_on=today)

    assert holder.is_correspondent
    assert substitute.is_correspondent


def test_a_mandate_makes_an_elected_member_whose_name_is_public(officer):
    person = PersonFactory(name="Alix Modèle")

    actions.note_mandate(person, by=officer, council="conseil", title="vice-présidente", starts_on=clock.today())

    assert person.public_name == "Alix Modèle"
    assert told(person) == ["a noté un mandat"]


def test_the_team_adds_an_organisation_its_representative_and_its_network(client, officer):
    network, person, today = OrganisationFactory(is_network=True), PersonFactory(), clock.today()

    added = actions.add_organisation(by=officer, slug="roues-libres", name="Roues Libres", kind="association")
    actions.join_network(added, network, by=officer, starts_on=today)
    actions.name_representative(person, added, by=officer, starts_on=today)

    assert network.name in client.get(added.get_absolute_url()).content.decode()
    assert person.organisation_ids == [added.pk]
    assert set(told(added)) == {"a ajouté une organisation à l’annuaire", "a noté une adhésion à un réseau"}


SETTLE = {
    "name": "Communauté urbaine du Val de Clain",
    "short_name": "Val de Clain",
    "kind": "communauté urbaine",
    "epci": "200069854",
    "seat": "86194",
    "officer_name": "Sacha Spécimen",
    "officer_email": "sacha.specimen@val-de-clain.example",
}


def test_one_command_opens_an_empty_portal_and_its_first_officer_gets_to_work(client):
    call_command("settle", **SETTLE)

    officer = Person.objects.get(email="sacha.specimen@val-de-clain.example")
    client.force_login(officer)
    assert LocalAuthority.objects.get().seat.name == "Poitiers"
    assert client.get(reverse("plans:todo")).status_code == 200
    assert client.get(reverse("plans:plan-frame")).status_code == 200


@pytest.mark.parametrize(
    ("mistake", "said"),
    [({"seat": "75056"}, "n’est pas dans l’EPCI"), ({"officer_email": "sacha"}, "adresse")],
)
def test_a_portal_that_cannot_be_opened_says_why_and_nothing_is_written(mistake, said):
    with pytest.raises(CommandError, match=said):
        call_command("settle", **SETTLE | mistake)

    assert not LocalAuthority.objects.exists()
    assert not Municipality.objects.exists()


def test_a_portal_already_open_stays_as_it_is(authority):
    with pytest.raises(CommandError, match="déjà sa collectivité"):
        call_command("settle", **SETTLE)
