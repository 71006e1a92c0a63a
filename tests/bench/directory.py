"""The directory: its first page, its choices and its searches, at 1,000 and at 100,000 organisations."""

import random
from datetime import timedelta

from django.core.management import call_command
from django.db import connection

from actors.models import (
    Kind,
    LocalAuthority,
    Municipality,
    NetworkMembership,
    Organisation,
    PartnerKind,
    PolicyArea,
    SizeBand,
)
from actors.territory import communes
from essportal import clock
from essportal.text import slug
from tests.bench import measuring

NOUNS = [
    "Atelier",
    "Épicerie",
    "Recyclerie",
    "Mutuelle",
    "Régie",
    "Coopérative",
    "Maison",
    "Fabrique",
    "Jardin",
    "Café",
    "Garage",
    "Cantine",
]
TRADES = [
    "solidaire",
    "partagé",
    "nourricier",
    "mobile",
    "citoyen",
    "ouvert",
    "itinérant",
    "associatif",
    "populaire",
    "paysan",
    "vivant",
]
ACTIVITIES = [
    *("réemploi de meubles", "vélo et réparation", "circuits courts", "aide à domicile", "insertion par le travail"),
    *("culture et spectacle", "habitat participatif", "énergie citoyenne", "petite enfance", "sport pour tous"),
]
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "bu",
    "da",
    "de",
    "di",
    "do",
    "du",
    "fa",
    "fe",
    "fi",
    "fo",
    "ga",
    "go",
    "la",
    "le",
    "li",
    "lo",
    "lu",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "pa",
    "pe",
    "pi",
    "po",
]
AREAS, NETWORKS = 14, 6
AT_ONCE = 5_000


def arguments(parser):
    measuring.arguments(parser, [1_000, 100_000])


def run(options):
    call_command("migrate", verbosity=0)
    if not LocalAuthority.objects.exists():
        settle()
    smallest: dict[str, float] = {}
    for size in sorted(options.sizes):
        fill(size)
        print(f"\n{Organisation.objects.count():,} organisations", flush=True)  # noqa: T201
        measuring.measure(_pages(), options, smallest)


def settle():
    LocalAuthority.objects.create(pk=1, name="Val de Clain", short_name="Val de Clain", kind="EPCI", assembly="conseil")
    for place in communes("200069854"):
        place.save()
    PolicyArea.objects.bulk_create(PolicyArea(slug=f"c{n}", name=f"Compétence {n}") for n in range(AREAS))


def fill(size):
    """Up to that number, each with two areas; one out of three in a network. The same at each run."""
    draw = random.Random(size)
    places = list(Municipality.objects.order_by("pk").values_list("pk", flat=True))
    weights = [400 if rank == 20 else 1 + rank for rank in range(len(places))]
    areas = list(PolicyArea.objects.order_by("pk").values_list("pk", flat=True))
    while (there := Organisation.objects.count()) < size:
        made = [_sheet(draw, there + rank, places, weights) for rank in range(min(AT_ONCE, size - there))]
        Organisation.objects.bulk_create(made)
        links = Organisation.policy_areas.through
        links.objects.bulk_create(
            links(organisation_id=one.pk, policyarea_id=area) for one in made for area in draw.sample(areas, 2)
        )
        networks = list(Organisation.objects.filter(is_network=True).order_by("pk")[:NETWORKS])
        NetworkMembership.objects.bulk_create(
            NetworkMembership(network=draw.choice(networks), member=one, starts_on=clock.today())
            for one in made
            if not one.is_network and draw.random() < 0.33
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _sheet(draw, number, places, weights):
    proper = "".join(draw.choices(SYLLABLES, k=3)).capitalize()
    name = f"{draw.choice(NOUNS)} {draw.choice(TRADES)} de {proper}"
    partner = draw.random() < 0.05
    since = clock.today() - timedelta(days=draw.randrange(900)) if draw.random() < 0.2 else None
    return Organisation(
        slug=f"{slug(name)}-{number}",
        name=name,
        status="verified",
        kind=Kind.PARTNER if partner else draw.choices(Kind.values[:5], [70, 14, 6, 3, 7])[0],
        partner_kind=draw.choice(PartnerKind.values) if partner else "",
        is_network=number < NETWORKS,
        activity=draw.choice(ACTIVITIES),
        description=f"{proper} accueille, répare et transmet. " * 4,
        municipality_id=draw.choices(places, weights)[0],
        size_band=draw.choice(SizeBand.values[:8]),
        is_scic=draw.random() < 0.03,
        esus_from=since,
        esus_until=since and since + timedelta(days=730),
        added_at=clock.now() - timedelta(minutes=number),
    )


def _pages():
    """The first two lines are the figures to reach; a name is searched among those that are there."""
    names = list(Organisation.objects.order_by("pk").values_list("name", flat=True)[:400:10])
    rare = [name.rsplit(" ", 1)[1] for name in names]
    last = Organisation.objects.order_by("sort_name", "pk").values_list("pk", flat=True)
    deep = last[Organisation.objects.count() * 3 // 4]
    return {
        "first page": ["/annuaire/"],
        "search, a name": [f"/annuaire/?q={word}" for word in rare],
        "search, a common word": ["/annuaire/?q=recyclerie"],
        "search, two common words": ["/annuaire/?q=recyclerie+solidaire"],
        "search, mistyped": [f"/annuaire/?q={word[:-3]}x{word[-2:]}" for word in rare],
        "by commune and family": ["/annuaire/?commune=86062&famille=cooperative"],
        "a deep page": [f"/annuaire/?apres={deep}"],
        "the newest": ["/annuaire/?tri=recentes"],
        "by commune": ["/annuaire/?tri=commune"],
    }
