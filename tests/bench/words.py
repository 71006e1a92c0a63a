"""One contribution with twenty replies, against the bare list; filing one, against the bare post."""

import statistics
import uuid

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import get_random_string

from actors.models import LocalAuthority, Organisation, Person
from consultations import actions
from consultations.models import Consultation, Contribution, Permission
from essportal import clock
from tests.bench.measuring import against, gunicorn, posted

REPLIES = 20
WORDS = {"title": "Six ans", "text": "Sinon rien ne tient debout. " * 20}


def arguments(parser):
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--posts", type=int, default=200, help="how many forms a round")
    parser.add_argument("--kept", action="store_true", help="both servers keep their connection to PostgreSQL")


def run(options):
    call_command("migrate", verbosity=0)
    contribution = _settle()
    path = contribution.get_absolute_url()
    with (
        gunicorn("tests.bench.bare:application", options.kept) as bare,
        gunicorn("essportal.wsgi", options.kept) as own,
    ):
        found = against(bare, own, [path], rounds=options.rounds, seconds=options.seconds)
        print(  # noqa: T201
            f"  one contribution, {REPLIES} replies {found['ratio']:6.2f} x bare list {found['cpu']:7.1f} ms CPU"
            f" (bare {found['bare_cpu']:.1f}) {_queries(path)} queries",
            flush=True,
        )
        _filing(bare, own, options)


def _settle():
    LocalAuthority.objects.get_or_create(
        pk=1,
        defaults={"name": "Val de Clain", "short_name": "Val de Clain", "kind": "EPCI", "assembly": "conseil"},
    )
    now, year = clock.now(), 365 * 86_400
    opens, closes = (type(now).fromtimestamp(now.timestamp() + shift, now.tzinfo) for shift in (-year, year))
    permitted = [(one, opens, closes) for one in (Permission.CONTRIBUTE, Permission.SUPPORT, Permission.DISCUSS)]
    officer = Person.objects.create(email=f"{uuid.uuid4().hex}@exemple.test")
    consultation = actions.open_consultation(
        by=officer, slug=uuid.uuid4().hex, title="Le plan", windows=permitted, question="Que faire ?"
    )
    actions.publish_consultation(consultation, by=officer)
    contribution = actions.publish_contribution(_filed(officer, consultation), by=officer)
    first = None
    for rank in range(REPLIES + 1):
        name = f"Organisation {rank}"
        organisation = Organisation.objects.create(
            slug=uuid.uuid4().hex, name=name, kind="association", status="verified"
        )
        person = Person.objects.create(email=f"{uuid.uuid4().hex}@exemple.test")
        person.representative_set.create(organisation=organisation, starts_on=clock.today())
        said = {"organisation": organisation, "key": uuid.uuid4(), "parent": first}
        comment = actions.say(contribution, by=person, text="Nous le vivons aussi, chaque hiver. " * 4, **said)
        first = first or comment
    return contribution


def _filed(person, consultation):
    words = {"title": "Six ans de bail", "text": "Sinon rien ne tient debout. " * 20}
    draft = actions.save_draft(by=person, consultation=consultation, key=uuid.uuid4(), **words)
    return actions.file_contribution(draft, by=person)


def _queries(path):
    with CaptureQueriesContext(connection) as captured:
        Client(headers={"host": "localhost"}).get(path)
    return len(captured)


def _filing(bare, own, options):
    """The second button, of someone signed in: from the request to the redirection."""
    person = Person.objects.create(email=f"{uuid.uuid4().hex}@exemple.test")
    consultation = Consultation.objects.latest("pk")
    client = Client(headers={"host": "localhost"})
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    secret = get_random_string(32)
    cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={secret}"
    ratios, costs, units = [], [], []
    for __ in range(options.rounds):
        keys = _drafts(person, consultation, options.posts)
        unit, unit_cpu = posted(bare[0], [(f"/{consultation.pk}/", WORDS)] * options.posts, "", bare[1])
        asks = [(f"/contribuer/{key}/verifier/", {"csrfmiddlewaretoken": secret}) for key in keys]
        speed, cpu = posted(own[0], asks, cookie, own[1])
        ratios.append(unit / speed)
        costs.append(cpu)
        units.append(unit_cpu)
    assert Contribution.objects.filter(author=person, status="filed").count() == options.posts * options.rounds
    (key,) = _drafts(person, consultation, 1)
    with CaptureQueriesContext(connection) as captured:
        client.post(f"/contribuer/{key}/verifier/")
    statements = [one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    print(  # noqa: T201
        f"  filing one {statistics.median(ratios):6.2f} x bare post {statistics.median(costs):7.1f} ms CPU"
        f" (bare {statistics.median(units):.1f}) {len(statements)} statements",
        flush=True,
    )


def _drafts(person, consultation, number):
    keys = [uuid.uuid4() for __ in range(number)]
    for key in keys:
        actions.save_draft(by=person, consultation=consultation, key=key, **WORDS)
    return keys
