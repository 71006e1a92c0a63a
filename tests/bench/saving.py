"""Saving a clause, through the web server as a browser would: sign-in, token, merge, revision, sources, journal.

Figure to reach: ≤ 4 × the bare post, one view without middleware that saves a contribution of that text. The clauses
stand in a plan of 300, and each is saved once a round, so that every save writes a revision.
"""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret

from actors.models import LocalAuthority
from consultations.models import Consultation
from plans.actions import Fed, add_clause, open_plan
from plans.models import Plan, Revision
from tests.bench.measuring import CLIENTS, gunicorn
from tests.bench.registrations import _session
from tests.factories import PersonFactory

TEXT = "\n\n".join(f"Le paragraphe {rank} dit ce que la collectivité fera, avec qui et quand." for rank in range(8))


def arguments(parser):
    parser.add_argument("--clauses", type=int, default=300, help="how many clauses the plan holds")
    parser.add_argument("--saves", type=int, default=60, help="how many are saved in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kept", action="store_true", help="both servers keep their connection to PostgreSQL")


def run(options):
    call_command("migrate", verbosity=0)
    officer = _officer()
    references = _plan(officer, options.clauses)
    consultation, __ = Consultation.objects.get_or_create(slug="banc", defaults={"title": "Banc"})
    session = _session(officer)
    ratios, times = [], []
    with (
        gunicorn("tests.bench.bare:application", options.kept) as (bare, __),
        gunicorn("essportal.wsgi", options.kept) as (own, __),
    ):
        for rank in range(options.rounds + 1):
            chosen = references[: options.saves]
            typed = {"title": "Banc", "text": f"{TEXT} {rank}"}
            unit = _all(bare, [(f"/{consultation.pk}/", typed, session)] * options.saves)
            typed = [(f"/travail/redaction/{ref}/", _typed(ref, rank), session) for ref in chosen]
            spent = _all(own, typed)
            if rank:  # the first round warms both servers
                ratios.append(spent / unit)
                times.append(1000 * spent / options.saves)
    written = Revision.objects.filter(number__gt=1).count()
    print(  # noqa: T201
        f"  saving a clause: {statistics.median(ratios):.2f} x the bare post, {statistics.median(times):.1f} ms each"
        f" ({CLIENTS} at once), {written} revisions written",
        flush=True,
    )


def _officer():
    LocalAuthority.objects.get_or_create(
        pk=1, defaults={"name": "Val de Clain", "short_name": "Val de Clain", "kind": "EPCI", "assembly": "conseil"}
    )
    return PersonFactory(post="ess_team")


def _plan(officer, size):
    plan = Plan.objects.current() or open_plan(
        by=officer, title="Banc", starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
    )
    for rank in range(plan.clauses.count(), size):
        source = Fed("authority", sentence="Banc.")
        add_clause(plan, by=officer, kind="measure", title=f"Mesure {rank}", text=TEXT, sources=[source], rank=rank)
    return list(plan.clauses.values_list("reference", flat=True))


def _typed(reference, rank):
    newest = Revision.objects.filter(clause__reference=reference).order_by("-number").first()
    text = newest.text.replace("Le paragraphe 3", f"Le paragraphe {rank}, revu,", 1)
    return {"base": newest.pk, "title": newest.title, "text": f"{text} {rank}", "reason": "Banc."}


def _all(port, posts) -> float:
    """Seconds for all of them, two at a time."""
    start = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        codes = set(clients.map(lambda post: _send(port, *post), posts))
    if not codes <= {302, 303}:
        raise SystemExit(f"answers {sorted(codes)}")
    return time.monotonic() - start


def _send(port, path, data, session):
    secret = _get_new_csrf_string()
    sending = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sending.request(
        "POST",
        path,
        body=urlencode(data | {"csrfmiddlewaretoken": _mask_cipher_secret(secret)}),
        headers={
            "Host": "localhost",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}",
        },
    )
    answer = sending.getresponse()
    answer.read()
    sending.close()
    return answer.status
