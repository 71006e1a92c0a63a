"""The authority, its territory, its organisations and its people."""

from datetime import date

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from actors import actions
from actors.models import Kind, PartnerKind, Person, PolicyArea, PostKind
from actors.models.departments import Rank
from actors.territory import communes
from essportal import clock
from plans.demonstration import networks
from plans.demonstration.corpus import Story, at, read

EPCI = "200069854"
FIRST_DAY = date(2023, 9, 1)
ESUS_SINCE = date(2022, 5, 2)
PARTNERS = {
    "chambre consulaire": PartnerKind.CHAMBER,
    "établissement financier": PartnerKind.FUNDER,
    "établissement public": PartnerKind.PUBLIC,
    "bailleur public": PartnerKind.PUBLIC,
    "groupement d’intérêt public": PartnerKind.PUBLIC,
}
HOUSE, HOMES = "val-de-clain.example", "habitants.example"
POSTS = [
    ("maud_parangon", "Maud Parangon", PostKind.GENERAL_MANAGEMENT, "directrice générale des services"),
    ("ines_registre", "Inès Registre", PostKind.SECRETARIAT, "secrétaire des assemblées"),
    ("tom_discret", "Tom Discret", PostKind.DPO, "délégué à la protection des données"),
    ("lise_serrure", "Lise Serrure", PostKind.ADMINISTRATOR, "administratrice du portail"),
]


def settle(story: Story) -> None:
    actors = read("actors")
    with clock.standing_at(at(FIRST_DAY, 9)):
        _territory(story, actors)
        _posts(story, actors["team"])
        _departments(story, actors)
        _organisations(story, actors["organisations"])
        _networks(story, actors["networks"])
        _elected(story, actors["elected"])
        for item in actors["organisations"]:
            _representative(story, item)
    networks.part_ways(story, FIRST_DAY)
    for item in actors["departments"]:
        _correspondents(story, item)


def signed_up(name: str, *, name_is_public: bool = True) -> Person:
    """Someone who came by themselves: the account that the first code they gave back opened."""
    person = Person.objects.create_user(_email(name, HOMES), name=name, name_is_public=name_is_public)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _email(name, domain):
    first, __, rest = name.partition(" ")
    return f"{slugify(first)}.{slugify(rest)}@{domain}" if rest else f"{slugify(first)}@{domain}"


def _welcome(story, key, name, domain):
    """The first officer is welcomed by nobody, and welcomes all the others."""
    by = story.people.get("sacha_specimen")
    story.people[key] = actions.welcome(by=by, email=_email(name, domain), name=name, name_is_public=True)
    return story.people[key]


def _territory(story, actors):
    story.communes = {commune.code: commune for commune in communes(EPCI)}
    authority = actors["authority"]
    actions.settle_authority(
        by=None,
        communes=story.communes.values(),
        policy_areas=[(area["key"], area["name"]) for area in actors["policy_areas"]],
        seat=story.communes[authority["seat"]],
        contact="Équipe ESS, hôtel communautaire, Poitiers",
        address="Hôtel communautaire, place de la Démonstration, 86000 Poitiers",
        publisher="La présidente de la communauté urbaine",
        host="Hébergement de démonstration, Poitiers",
        dpo_contact="Délégué à la protection des données, dpo@val-de-clain.example",
        **{name: authority[name] for name in ("name", "short_name", "kind", "assembly", "accent")},
    )
    story.areas = {area.slug: area for area in PolicyArea.objects.all()}


def _posts(story, team):
    posts = [(item["key"], item["name"], PostKind.ESS_TEAM, item["function"]) for item in team] + POSTS
    for key, name, kind, function in posts:
        by = story.people.get("sacha_specimen")
        person = _welcome(story, key, name, HOUSE)
        actions.appoint(person, by=by, kind=kind, function=function, starts_on=FIRST_DAY)


def _departments(story, actors):
    for item in [*actors["departments"], *actors["authority"]["other_services"]]:
        story.departments[item["key"]] = actions.add_department(
            by=story.officer,
            slug=item["key"].replace("_", "-"),
            name=item["name"],
            policy_areas=[story.areas[key] for key in item.get("competences", [])],
        )


def _organisations(story, organisations):
    written = ("name", "legal_form", "legal_category", "activity", "description", "size_band")
    for item in organisations:
        story.organisations[item["key"]] = actions.add_organisation(
            by=story.officer,
            slug=item["key"].replace("_", "-"),
            kind=Kind.COMMERCIAL if item["family"] == "ess_company" else item["family"],
            municipality=story.communes[item["commune"]],
            partner_kind=PARTNERS.get(item["legal_form"], PartnerKind.OTHER) if item["family"] == "partner" else "",
            esus_from=ESUS_SINCE if item["esus"] else None,
            is_scic=item["legal_form"].startswith("SCIC"),
            siret=item["siret"],
            rna=item["rna"],
            policy_areas=[story.areas[key] for key in item["policy_areas"]],
            **{name: item[name] or "" for name in written},
        )


def _networks(story, networks):
    for item in networks:
        network = actions.add_organisation(
            by=story.officer,
            slug=item["key"].replace("_", "-"),
            name=item["name"],
            description=item["description"],
            kind=Kind.ASSOCIATION,
            is_network=True,
        )
        story.organisations[item["key"]] = network
        for key in item["members"]:
            actions.join_network(story.organisations[key], network, by=story.officer, starts_on=FIRST_DAY)


def _elected(story, elected):
    for item in elected:
        person = _welcome(story, item["key"], item["name"], HOUSE)
        actions.note_mandate(
            person, by=story.officer, council=item["council"], title=item["mandate"], starts_on=FIRST_DAY
        )


def _representative(story, item):
    organisation = story.organisations[item["key"]]
    person = _welcome(story, item["key"], item["representative"]["name"], f"{organisation.slug}.example")
    actions.name_representative(
        person, organisation, by=story.officer, function=item["representative"]["function"], starts_on=FIRST_DAY
    )


def _correspondents(story, item):
    """Named on the day they began; one department has nobody."""
    for rank in (Rank.HOLDER, Rank.SUBSTITUTE) if item["correspondent"] else ():
        name = item["correspondent"][rank.value]
        since = date.fromisoformat(item["correspondent"]["since"])
        with clock.standing_at(at(since, 9)):
            person = _welcome(story, slugify(name).replace("-", "_"), name, HOUSE)
            actions.name_correspondent(
                person, by=story.officer, department=story.departments[item["key"]], rank=rank, starts_on=since
            )
