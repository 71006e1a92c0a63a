"""The plan as it is read: a version of 300 clauses, two compared, one of 1,000 frozen, the PDF of 100 pages."""

import random
import time

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import LocalAuthority, Person
from consultations.models import Consultation, Contribution, ContributionStatus
from essportal import clock, pdf
from plans.actions import freeze_version
from plans.documents.book import book
from plans.documents.pdf import TEMPLATE
from plans.models import Clause, Plan, Revision, Source, Version
from tests.bench import measuring
from tests.bench.directory import settle

WORDS = [
    "collectivité",
    "comptoir",
    "réemploi",
    "vallée",
    "association",
    "bail",
    "école",
    "quartier",
    "emploi",
    "formation",
    "insertion",
    "marché",
    "clause",
    "territoire",
    "habitant",
    "partenaire",
    "financement",
    "année",
    "objectif",
    "coopérative",
    "épicerie",
    "jardin",
    "atelier",
    "mobilité",
]
SENTENCES, SOURCES = 6, 3


def arguments(parser):
    measuring.arguments(parser, [300])


def run(options):
    call_command("migrate", verbosity=0)
    if not LocalAuthority.objects.exists():
        settle()
    chance = random.Random(7)
    by = Person.objects.create(email="plume@exemple.test", name="Plume Bench")
    size = max(options.sizes)
    plan = _plan("lecture", by, size, chance)
    _shown(freeze_version(plan, by=by, note="Avant."))
    _edit(plan, by, chance, share=0.3)
    _shown(freeze_version(plan, by=by, note="Après."))
    connection.cursor().execute("ANALYZE")
    numbers = [version.number for version in Version.objects.filter(plan=plan).order_by("number")]
    pages = {
        f"reading page, {size} clauses": [f"/plan/versions/{numbers[1]}/"],
        "compared, 30 % edited": [f"/plan/versions/{numbers[0]}...{numbers[1]}/"],
        "compared side by side": [f"/plan/versions/{numbers[0]}...{numbers[1]}/?vue=cote-a-cote"],
    }
    measuring.measure(pages, options, {})
    _freeze(by, chance)
    _pdf(Version.objects.get(number=numbers[1]))


def _freeze(by, chance):
    big = _plan("gel", by, 1_000, chance)
    with CaptureQueriesContext(connection) as asked:
        freeze_version(big, by=by, note="Mille clauses.")
    spent = sum(float(one["time"]) for one in asked.captured_queries)
    print(f"  freezing 1,000 clauses: {1000 * spent:.0f} ms of SQL, {len(asked)} queries", flush=True)  # noqa: T201


def _pdf(version):
    start, used = time.monotonic(), time.process_time()
    content = pdf.set_in_pdf(TEMPLATE, book(version, "Val-de-Clain"))
    wall, cpu = time.monotonic() - start, time.process_time() - used
    pages = content.count(b"/Type /Page\n") or content.count(b"/Type/Page/")
    print(f"  PDF of {len(content) // 1000} kB, {pages} pages: {wall:.2f} s, {cpu:.2f} s CPU", flush=True)  # noqa: T201


def _shown(version):
    """Public at once: the replies and the review are not what is measured."""
    Version.objects.filter(pk=version.pk).update(submitted_at=clock.now(), is_public=True)


def _plan(slug, by, size, chance):
    """Written in bulk: axes of 50 clauses, each clause with its sources."""
    today = clock.today()
    plan = Plan.objects.create(slug=slug, title="Plan", starts_on=today, ends_on=today.replace(year=today.year + 4))
    consultation = Consultation.objects.create(slug=slug, title=slug)
    plan.consultations.add(consultation)
    said = _voices(consultation, slug, size // 2)
    clauses = Clause.objects.bulk_create(Clause(plan=plan, reference=f"{slug[0].upper()}-{n:04d}") for n in range(size))
    revisions = Revision.objects.bulk_create(
        Revision(
            clause=clause,
            number=1,
            kind="measure" if n % 50 else "section",
            title=_sentence(chance, 5),
            text=_text(chance),
            parent=clauses[n - n % 50] if n % 50 else None,
            rank=n,
            author=by,
            created_at=clock.now(),
        )
        for n, clause in enumerate(clauses)
    )
    Source.objects.bulk_create(_source(revision, one) for revision in revisions for one in chance.sample(said, SOURCES))
    return plan


def _voices(consultation, slug, count):
    return Contribution.objects.bulk_create(
        Contribution(
            reference=f"C-{slug[0].upper()}-{n:05d}",
            consultation=consultation,
            title=f"Voix {n}",
            text="Dit.",
            status=ContributionStatus.PUBLISHED,
            on_behalf_of="Une table",
            channel="workshop",
            salt="sel",
            fingerprint="0" * 64,
            created_at=clock.now(),
            filed_at=clock.now(),
            published_at=clock.now(),
        )
        for n in range(count)
    )


def _source(revision, contribution):
    return Source(revision=revision, kind="contribution", contribution=contribution, sentence="Ce qui en vient.")


def _edit(plan, by, chance, share):
    """A share of the clauses rewritten in part, each with its sources again."""
    edited = [one for one in Revision.objects.working_text(plan).order_by("pk") if chance.random() < share]
    following = Revision.objects.bulk_create(
        Revision(
            clause=one.clause,
            number=2,
            kind=one.kind,
            title=one.title,
            text=_rewritten(one.text, chance),
            parent_id=one.parent_id,
            rank=one.rank,
            base=one,
            author=by,
            created_at=clock.now(),
            reason="Mieux dit.",
        )
        for one in edited
    )
    held = {one.pk: list(one.sources.select_related("contribution")) for one in edited}
    Source.objects.bulk_create(
        _source(new, source.contribution) for new, old in zip(following, edited, strict=True) for source in held[old.pk]
    )


def _rewritten(text, chance):
    sentences = text.split(". ")
    sentences[chance.randrange(len(sentences))] = _sentence(chance, 14).rstrip(".")
    return ". ".join(sentences)


def _text(chance):
    return " ".join(f"{_sentence(chance, 14)}." for __ in range(SENTENCES))


def _sentence(chance, length):
    return " ".join(chance.choices(WORDS, k=length)).capitalize()
