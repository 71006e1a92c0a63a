"""The opening second of registrations: 300 people, 60 places, through the web server as browsers would.

Figures to reach: exactly 60 confirmed, 240 queued in the order of arrival, one e-mail each. The naive twin (count, then
write, without the lock) runs beside it, to show that the second is a real race.
"""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import close_old_connections, connections
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from procrastinate.contrib.django.models import ProcrastinateJob

from actors.models import LocalAuthority, Person
from consultations.models import Meeting, Registration, RegistrationStatus
from essportal import clock
from tests.bench.measuring import gunicorn


def arguments(parser):
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--places", type=int, default=60)
    parser.add_argument("--clients", type=int, default=24, help="how many send their form at the same time")


def run(options):
    call_command("migrate", verbosity=0)
    LocalAuthority.objects.get_or_create(
        pk=1, defaults={"name": "Val de Clain", "short_name": "Val de Clain", "kind": "EPCI", "assembly": "conseil"}
    )
    people = [_person(rank) for rank in range(options.people)]
    sessions = [_session(person) for person in people]
    meeting = _meeting(options.places)
    with gunicorn("essportal.wsgi") as (port, __), ThreadPoolExecutor(options.clients) as clients:
        start = time.monotonic()
        codes = list(clients.map(lambda session: _send(port, meeting, session), sessions))
        elapsed = time.monotonic() - start
    _tell(meeting, codes, elapsed)
    _twin(people, options)


def _person(rank):
    person, made = Person.objects.get_or_create(
        email=f"personne{rank}@banc.exemple", defaults={"name": f"Personne {rank}"}
    )
    if made:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _session(person):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


def _meeting(places):
    starts = clock.now() + timedelta(days=7)
    return Meeting.objects.create(
        reference=f"R-{int(time.time() * 1000) % 10**9}",
        kind="fabrique",
        title="Banc",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        status="announced",
        capacity=places,
    )


def _send(port, meeting, session):
    secret = _get_new_csrf_string()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(
        "POST",
        f"/rencontres/{meeting.reference}/inscription/",
        body=urlencode({"need": "", "csrfmiddlewaretoken": _mask_cipher_secret(secret)}),
        headers={
            "Host": "localhost",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}",
        },
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _tell(meeting, codes, elapsed):
    order = list(meeting.registrations.order_by("registered_at", "pk").values_list("status", "pk"))
    statuses = [status for status, __ in order]
    confirmed = statuses.count(RegistrationStatus.CONFIRMED)
    queued = statuses.count(RegistrationStatus.WAITING)
    in_order = statuses == [RegistrationStatus.CONFIRMED] * confirmed + [RegistrationStatus.WAITING] * queued
    mails = ProcrastinateJob.objects.filter(task_name__endswith="send_registration").values_list("args", flat=True)
    mails = [job["registration_id"] for job in mails if job["registration_id"] in {pk for __, pk in order}]
    print(  # noqa: T201
        f"{len(codes)} forms in {elapsed:.1f} s ({len(codes) / elapsed:.0f} a second), answers {sorted(set(codes))}\n"
        f"  {confirmed} confirmed, {queued} queued, in order of arrival: {in_order},"
        f" {len(mails)} e-mails for {len(set(mails))} people",
        flush=True,
    )


def _twin(people, options):
    """Count, then write, as one does without thinking of the neighbour."""
    meeting = _meeting(options.places)

    def naive(person):
        close_old_connections()
        try:
            taken = meeting.registrations.filter(status=RegistrationStatus.CONFIRMED).count()
            status = RegistrationStatus.CONFIRMED if taken < meeting.capacity else RegistrationStatus.WAITING
            Registration.objects.create(meeting=meeting, person=person, status=status, registered_at=clock.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(options.clients) as clients:
        list(clients.map(naive, people))
    sold = meeting.registrations.filter(status=RegistrationStatus.CONFIRMED).count()
    print(f"  the naive twin: {sold} confirmed for {meeting.capacity} places", flush=True)  # noqa: T201
