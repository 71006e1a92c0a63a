"""The contributions: their first page, their choices and their searches, at 1,000, 10,000 and 100,000."""

import random
from datetime import timedelta

from django.core.management import call_command
from django.db import connection

from actors.models import LocalAuthority, Municipality, Organisation, Person, PolicyArea
from consultations.models import Channel, Consultation, Contribution, Meeting, Permission, Question, Window
from essportal import clock
from tests.bench import directory, measuring

ORGANISATIONS, QUESTIONS, MEETINGS = 2_000, 8, 30
AT_ONCE = 5_000
SUBJECTS = [
    *("local partagé", "bail long", "achats responsables", "mobilité douce", "aide alimentaire", "formation courte"),
    *("garantie bancaire", "atelier de réparation", "commande publique", "habitat participatif", "emploi des jeunes"),
]
SENTENCES = [
    "Nous manquons de place et chaque année le bail est remis en cause.",
    "Les marchés sont trop gros pour une association de trois salariés.",
    "Il faudrait un lieu où se retrouver, avec des horaires du soir.",
    "Les épiceries solidaires du secteur attendent un véhicule frigorifique.",
    "On nous demande trois dossiers différents pour la même subvention.",
]


def arguments(parser):
    measuring.arguments(parser, [1_000, 10_000, 100_000])


def run(options):
    settle()
    smallest: dict[str, float] = {}
    for size in sorted(options.sizes):
        fill(size)
        print(f"\n{Contribution.objects.count():,} contributions", flush=True)  # noqa: T201
        measuring.measure(_pages(), options, smallest)


def settle():
    call_command("migrate", verbosity=0)
    if not LocalAuthority.objects.exists():
        directory.settle()
    directory.fill(ORGANISATIONS)
    if not Consultation.objects.exists():
        _open()


def _open():
    now = clock.now()
    frame = Consultation.objects.create(slug="plan", title="Le plan", published_at=now - timedelta(days=90))
    Window.objects.create(
        consultation=frame,
        permission=Permission.CONTRIBUTE,
        opens_at=now - timedelta(days=90),
        closes_at=now + timedelta(days=90),
    )
    for rank in range(QUESTIONS):
        Question.objects.create(consultation=frame, rank=rank, title=f"Question {rank}")
    for rank in range(MEETINGS):
        start = now - timedelta(days=rank + 1)
        Meeting.objects.create(
            reference=f"R-2026-{rank:03d}",
            consultation=frame,
            kind="fabrique",
            title=f"Fabrique {rank}",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            status="held",
        )
    Person.objects.create(email="voix@exemple.test", name="Camille Exemple", joined_at=now)


def fill(size):
    """Up to that number: one out of ten waits, half of them speak for an organisation. The same at each run."""
    draw = random.Random(size)
    frame, person = Consultation.objects.get(), Person.objects.get()
    among = [
        [None, *Organisation.objects.order_by("pk").values_list("pk", flat=True)[:ORGANISATIONS]],
        list(Question.objects.order_by("pk").values_list("pk", flat=True)),
        list(Municipality.objects.order_by("pk").values_list("pk", flat=True)),
        [None, *Meeting.objects.order_by("pk").values_list("pk", flat=True)],
    ]
    areas = list(PolicyArea.objects.order_by("pk").values_list("pk", flat=True))
    while (there := Contribution.objects.count()) < size:
        rows = range(there, min(size, there + AT_ONCE))
        made = Contribution.objects.bulk_create(_contribution(draw, number, frame, person, among) for number in rows)
        links = Contribution.policy_areas.through
        links.objects.bulk_create(links(contribution_id=one.pk, policyarea_id=draw.choice(areas)) for one in made)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _contribution(draw, number, frame, person, among):
    organisations, questions, places, meetings = among
    at = clock.now() - timedelta(minutes=500_000 - 5 * number)
    proper = "".join(draw.choices(directory.SYLLABLES, k=3)).capitalize()
    waits = draw.random() < 0.1
    return Contribution(
        reference=f"C-2026-{number:04d}",
        consultation=frame,
        question_id=draw.choice(questions),
        title=f"{draw.choice(SUBJECTS).capitalize()} à {proper}",
        text=" ".join(draw.sample(SENTENCES, 4)),
        status="filed" if waits else "published",
        channel=draw.choice(Channel.values),
        author=person,
        organisation_id=draw.choice(organisations) if draw.random() < 0.5 else None,
        meeting_id=draw.choice(meetings) if draw.random() < 0.3 else None,
        municipality_id=draw.choice(places),
        created_at=at,
        filed_at=at,
        published_at=None if waits else at,
        salt="0123456789abcdef",
        fingerprint=f"{number:064x}",
    )


def _pages():
    """The first two lines are the figures to reach; a place is searched among those that are named."""
    published = Contribution.objects.published().order_by("pk")
    rare = [title.rsplit(" ", 1)[1] for title in published.values_list("title", flat=True)[:400:10]]
    deep = published[published.count() // 4].pk
    commune = Municipality.objects.order_by("pk").first().pk
    return {
        "first page": ["/contributions/"],
        "search, a rare word": [f"/contributions/?q={word}" for word in rare],
        "search, a common word": ["/contributions/?q=mobilit%C3%A9"],
        "search, two common words": ["/contributions/?q=bail+marches"],
        "by commune and channel": [f"/contributions/?commune={commune}&canal=paper"],
        "without a reply": ["/contributions/?suite=attente"],
        "a deep page": [f"/contributions/?apres={deep}"],
        "the oldest": ["/contributions/?tri=anciennes"],
    }
