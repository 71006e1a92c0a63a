"""Typing: 500 lines pasted and previewed among 10,000 contributions.

Figure to reach: the page of the preview in one second at most.
"""

import json
import random
import re
import statistics
import time
import uuid

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from consultations import actions
from consultations.models import Contribution, ContributionStatus
from essportal.database import CHECKOUT
from tests.factories import ConsultationFactory, LocalAuthorityFactory, PersonFactory

KNOWN, PASTED, ROUNDS = 10_000, 500, 5
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=ROUNDS)


def run(options):
    call_command("migrate", verbosity=0)
    draw = random.Random(1)
    said, heard = _sentences()
    officer = PersonFactory(name="Banc", post="ess_team")
    LocalAuthorityFactory()
    consultation = ConsultationFactory()
    _fill(draw, said, consultation)
    client = Client(SERVER_NAME="localhost")
    client.force_login(officer, BACKEND)
    form = {"consultation": consultation.pk, "channel": "mail"}
    walls, processor = [], []
    for __ in range(options.rounds):
        # One line in five repeats what was said, a few words changed; the others are new.
        lines = [_changed(draw, draw.choice(heard if rank % 5 else said), said) for rank in range(PASTED)]
        wall, cpu = time.perf_counter(), time.process_time()
        page = client.post(reverse("consultations:paste-ideas"), {**form, "lines": "\n".join(lines)})
        walls.append(time.perf_counter() - wall)
        processor.append(time.process_time() - cpu)
        doubles = page.content.decode().count("doublon probable") - 1
    _say(
        f"{PASTED} lines previewed among {KNOWN:,} contributions, {doubles} doubles found",
        statistics.median(walls),
        processor,
    )
    wall = time.perf_counter()
    chosen = [(uuid.uuid4(), line) for line in lines]
    actions.import_batch(chosen, by=officer, key=uuid.uuid4(), consultation=consultation, channel="mail")
    _say(f"{PASTED} lines typed", time.perf_counter() - wall, [0])


def _sentences():
    corpus = json.loads((CHECKOUT / "plans/demonstration/corpus/contributions.json").read_text())
    found = [one for item in corpus["contributions"] for one in re.split(r"(?<=[.!?])\s+", item["text"])]
    found = [one.strip().replace("\n", " ") for one in found if len(one) > 30]
    return found[: len(found) // 2], found[len(found) // 2 :]


def _changed(draw, sentence, others):
    words = sentence.split()
    for __ in range(draw.randint(1, 4)):
        words[draw.randrange(len(words))] = draw.choice(draw.choice(others).split())
    return " ".join(words)


def _fill(draw, said, consultation):
    base = consultation.published_at
    rows = [
        Contribution(
            reference=f"C-2026-{rank:05d}",
            consultation=consultation,
            title=f"Idée {rank}",
            text=" ".join(draw.sample(said, draw.randint(1, 5))),
            status=ContributionStatus.FILED,
            created_at=base,
            filed_at=base,
            salt="0" * 16,
            fingerprint="0" * 64,
        )
        for rank in range(KNOWN)
    ]
    Contribution.objects.bulk_create(rows, batch_size=2_000)


def _say(words, seconds, processor):
    print(f"{words}: {seconds:.2f} s, {statistics.median(processor):.2f} s of processor", flush=True)  # noqa: T201
