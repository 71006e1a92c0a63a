"""The authority, its territory, its organisations and its people."""

from datetime import date

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from actors.models import (
    Correspondent,
    Department,
    ElectedMember,
    Kind,
    LocalAuthority,
    Municipality,
    NetworkMembership,
    Organisation,
    OrganisationStatus,
    Person,
    PolicyArea,
    Post,
    PostKind,
    Representative,
)
from actors.models.departments import Rank
from actors.territory import communes
from plans.demonstration.corpus import Story, read

EPCI = "200069854"
FIRST_DAY = date(2023, 9, 1)
HOUSE = "val-de-clain.example"
POSTS = [
    ("maud_parangon", "Maud Parangon", PostKind.GENERAL_MANAGEMENT, "directrice générale des services"),
    ("ines_registre", "Inès Registre", PostKind.SECRETARIAT, "secrétaire des assemblées"),
    ("tom_discret", "Tom Discret", PostKind.DPO, "délégué à la protection des données"),
    ("lise_serrure", "Lise Serrure", PostKind.ADMINISTRATOR, "administratrice du portail"),
]


def settle(story: Story) -> None:
    actors = read("actors")
    _territory(story, actors)
    _departments(story, actors)
    _organisations(story, actors)
    _networks(story, actors["networks"])
    _posts(story, actors["team"])
    _elected(story, actors["elected"])
    _correspondents(story, actors["departments"])
    for item in actors["organisations"]:
        _representative(story, item)


def person_named(name: str, domain: str, *, name_is_public: bool = True) -> Person:
    first, __, rest = name.partition(" ")
    email = f"{slugify(first)}.{slugify(rest)}@{domain}" if rest else f"{slugify(first)}@{domain}"
    person = Person.objects.create_user(email, name=name, name_is_public=name_is_public)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _territory(story, actors):
    story.communes = {commune.code: commune for commune in communes(EPCI)}
    Municipality.objects.bulk_create(story.communes.values())
    authority = actors["authority"]
    LocalAuthority.objects.create(
        pk=1,
        seat=story.communes[authority["seat"]],
        contact="Équipe ESS, hôtel communautaire, Poitiers",
        **{name: authority[name] for name in ("name", "short_name", "kind", "assembly", "accent")},
    )


def _departments(story, actors):
    for area in actors["policy_areas"]:
        story.areas[area["key"]] = PolicyArea.objects.create(slug=area["key"], name=area["name"])
    for item in [*actors["departments"], *actors["authority"]["other_services"]]:
        department = Department.objects.create(slug=item["key"].replace("_", "-"), name=item["name"])
        department.policy_areas.set(story.areas[key] for key in item.get("competences", []))
        story.departments[item["key"]] = department


def _organisations(story, actors):
    for item in actors["organisations"]:
        organisation = Organisation.objects.create(
            slug=item["key"].replace("_", "-"),
            status=OrganisationStatus.VERIFIED,
            kind=Kind.COMMERCIAL if item["family"] == "ess_company" else item["family"],
            municipality=story.communes[item["commune"]],
            is_esus=item["esus"],
            siret=item["siret"],
            rna=item["rna"],
            **{
                name: item[name] or ""
                for name in ("name", "legal_form", "legal_category", "activity", "description", "size_band")
            },
        )
        organisation.policy_areas.set(story.areas[key] for key in item["policy_areas"])
        story.organisations[item["key"]] = organisation


def _networks(story, networks):
    for item in networks:
        network = Organisation.objects.create(
            slug=item["key"].replace("_", "-"),
            name=item["name"],
            description=item["description"],
            status=OrganisationStatus.VERIFIED,
            kind=Kind.ASSOCIATION,
            is_network=True,
        )
        story.organisations[item["key"]] = network
        NetworkMembership.objects.bulk_create(
            NetworkMembership(network=network, member=story.organisations[key], starts_on=FIRST_DAY)
            for key in item["members"]
        )


def _posts(story, team):
    posts = [(item["key"], item["name"], PostKind.ESS_TEAM, item["function"]) for item in team] + POSTS
    for key, name, kind, function in posts:
        story.people[key] = person_named(name, HOUSE)
        Post.objects.create(person=story.people[key], kind=kind, function=function, starts_on=FIRST_DAY)


def _elected(story, elected):
    for item in elected:
        story.people[item["key"]] = person_named(item["name"], HOUSE)
        ElectedMember.objects.create(
            person=story.people[item["key"]], council=item["council"], title=item["mandate"], starts_on=FIRST_DAY
        )


def _correspondents(story, departments):
    for item in departments:
        for rank in (Rank.HOLDER, Rank.SUBSTITUTE) if item["correspondent"] else ():
            Correspondent.objects.create(
                department=story.departments[item["key"]],
                person=person_named(item["correspondent"][rank.value], HOUSE),
                rank=rank,
                starts_on=item["correspondent"]["since"],
            )


def _representative(story, item):
    organisation = story.organisations[item["key"]]
    person = person_named(item["representative"]["name"], f"{organisation.slug}.example")
    story.people[item["key"]] = person
    Representative.objects.create(
        person=person, organisation=organisation, function=item["representative"]["function"], starts_on=FIRST_DAY
    )
