"""The morning's digests: 10,000 people with an account, 200 of whom have news.

Figures to reach: 200 tasks in the queue and 200 e-mails, as many queries to find them as for a hundred people.
"""

import sys
import time

from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from actors import digests
from actors.models import LocalAuthority, Person
from actors.upkeep import send_what_is_due
from consultations.models import Consultation, Follow
from essportal import clock

DAY = digests.READ_BACK / 31


def arguments(parser):
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--with-news", type=int, default=200)


def run(options):
    call_command("migrate", verbosity=0)
    LocalAuthority.objects.get_or_create(
        pk=1, defaults={"name": "Val de Clain", "short_name": "Val de Clain", "kind": "EPCI", "assembly": "conseil"}
    )
    began = clock.now() - 20 * DAY
    people = Person.objects.bulk_create(
        [Person(email=f"personne{rank}@banc.exemple", joined_at=began) for rank in range(options.people)]
    )
    quiet, told = (
        Consultation.objects.create(slug=slug, title=slug, question="?", published_at=published)
        for slug, published in (("calme", began), ("nouvelle", clock.now()))
    )
    for rank, person in enumerate(people):
        thing = told if rank < options.with_news else quiet
        Follow.objects.create(person=person, consultation=thing, at=began + DAY)
    with clock.standing_at(clock.now() + DAY):
        _measure("find whom to write to", digests.people_with_news)
        _measure("put them in the queue", lambda: send_what_is_due.func(0))
        jobs = list(ProcrastinateJob.objects.filter(task_name="actors.tasks.send_digest", status="todo"))
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
            mail.outbox = []
            _measure("send", lambda: [digests.send_digest(job.args["person_id"]) for job in jobs])
            sys.stdout.write(f"{options.people} people: {len(jobs)} tasks, {len(mail.outbox)} e-mails\n")
        _measure("an hour later", digests.people_with_news)


def _measure(what, deed):
    start = time.monotonic()
    with CaptureQueriesContext(connection) as asked:
        deed()
    sys.stdout.write(f"{what}: {time.monotonic() - start:.2f} s, {len(asked)} queries\n")
