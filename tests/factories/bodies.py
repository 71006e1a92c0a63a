from datetime import date, timedelta

import factory

from consultations import actions
from consultations.models import Body, BodyKind, College, MeetingStatus, Registration, RegistrationStatus, Seat
from essportal import clock
from tests.factories.actors import PersonFactory
from tests.factories.consultations import MeetingFactory


def a_year_ago() -> date:
    return clock.today() - timedelta(days=365)


class BodyFactory(factory.django.DjangoModelFactory):
    """A public follow-up committee; `private=True` for its members alone, `inner=True` for those of the authority."""

    class Meta:
        model = Body

    class Params:
        private = factory.Trait(is_public=False)
        inner = factory.Trait(kind=BodyKind.STEERING)

    slug = factory.Sequence(lambda n: f"instance-{n}")
    kind = BodyKind.FOLLOW_UP
    name = factory.Sequence(lambda n: f"Comité de suivi {n}")
    starts_on = factory.LazyFunction(a_year_ago)


class CollegeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = College

    body = factory.SubFactory(BodyFactory)
    rank = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Collège {n}")


class SeatFactory(factory.django.DjangoModelFactory):
    """Held for `organisation`, `mandate` or `department`: give one."""

    class Meta:
        model = Seat

    college = factory.SubFactory(CollegeFactory)
    starts_on = factory.LazyFunction(a_year_ago)


def sitting(body=None, *, days=-14, **fields):
    """A sitting held (or announced, when it is to come), of a body or of none."""
    status = MeetingStatus.HELD if days < 0 else MeetingStatus.ANNOUNCED
    starts_at = clock.now() + timedelta(days=days)
    fields = {"kind": "seance", "title": "Séance du comité", "status": status, **fields}
    return MeetingFactory(body=body, starts_at=starts_at, consultation=None, **fields)


def came(meeting, person=None, **fields):
    """Someone was there, and it is noted."""
    return Registration.objects.create(
        meeting=meeting,
        person=person,
        status=RegistrationStatus.CONFIRMED,
        registered_at=clock.now(),
        attended=True,
        **fields,
    )


def minutes_of(meeting, *, by=None, text="Le comité retient l’avance.", sent=False, approved=False):
    """Written by the portal's own actions, as far as told."""
    by = by or PersonFactory(post="ess_team")
    minutes = actions.open_minutes(meeting, by=by)
    section = minutes.sections.first()
    actions.write_minutes(minutes, by=by, texts={section.pk: (0, text)})
    if sent or approved:
        # Approved at once, they gave those present no day to come.
        until = clock.today() + timedelta(days=-1 if approved else 14)
        minutes = actions.send_minutes(minutes, by=by, corrections_until=until)
    if approved:
        minutes = actions.approve_minutes(minutes, by=by, reason="Aucune séance ne suit.")
    return minutes


def decided(meeting, *, by=None, kind="decision", text="", **fields):
    text = text or f"Chiffrer chaque mesure.{'!' * meeting.decisions.count()}"
    return actions.take_decision(meeting, by=by or PersonFactory(post="ess_team"), kind=kind, text=text, **fields)
