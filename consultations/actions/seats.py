"""Who sits where, between two dates: named, replaced, ended; and what becomes of seats when a mandate ends."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from actors.models import ElectedMember, Organisation, Person
from consultations.actions.bodies import kept_by_the_database
from consultations.journal import Verb
from consultations.models import Body, College, Seat
from consultations.selectors.seating import last_day, seat_refusal
from essportal import clock
from essportal.errors import Refused
from essportal.journal import record

HOLDERS = ("organisation", "mandate", "department")


@transaction.atomic
def name_seat(
    college: College, *, by: Person, starts_on: date, ends_on: date | None = None, person: Person | None = None, **held
) -> Seat:
    """`held` is organisation, mandate or department. An open seat ends with its body, or with its mandate."""
    college = _lock(college)
    (field, holder), mandate = next((name, held[name]) for name in HOLDERS if held.get(name)), held.get("mandate")
    ends_on = ends_on or last_day(college, mandate)
    if found := seat_refusal(college, mandate=mandate, starts_on=starts_on, ends_on=ends_on, holder=(field, holder)):
        raise Refused(found)
    person = mandate.person if mandate else person
    seat = Seat(college=college, person=person, starts_on=starts_on, ends_on=ends_on, **{field: holder})
    with kept_by_the_database(_("Ce siège vient d’être pourvu par quelqu’un d’autre. Rechargez la page.")):
        seat.save()
    record(Verb.SEAT_NAMED, college.body, by=by, seat=seat.pk, person=person and person.pk)
    return seat


@transaction.atomic
def seat_person(seat: Seat, *, by: Person, person: Person | None) -> Seat:
    """Who takes a place that nobody held yet, or was noted wrong: nobody sat before them."""
    seat = _lock_seat(seat)
    _not_an_official_s(seat)
    seat.person = person
    seat.save(update_fields=["person"])
    record(Verb.SEAT_NAMED, seat.college.body, by=by, seat=seat.pk, person=person and person.pk)
    return seat


@transaction.atomic
def replace_in_seat(seat: Seat, *, by: Person, person: Person | None, starts_on: date) -> Seat:
    """From that day another person sits for the same organisation or department; who sat before keeps their dates."""
    seat = _lock_seat(seat)
    _not_an_official_s(seat)
    if starts_on <= seat.starts_on:
        raise Refused(_("Ce siège commence ce jour-là ou après : corrigez qui l’occupe, au lieu de le remplacer."))
    if seat.ends_on and starts_on > seat.ends_on:
        raise Refused(_("Ce siège prend fin avant cette date : créez-en un autre."))
    until, seat.ends_on = seat.ends_on, starts_on - timedelta(days=1)
    seat.save(update_fields=["ends_on"])
    successor = Seat(
        college=seat.college,
        organisation=seat.organisation,
        department=seat.department,
        person=person,
        starts_on=starts_on,
        ends_on=until,
    )
    with kept_by_the_database():
        successor.save()
    record(Verb.SEAT_REPLACED, seat.college.body, by=by, seat=seat.pk, successor=successor.pk)
    return successor


@transaction.atomic
def end_seat(seat: Seat, *, by: Person | None, ends_on: date) -> Seat:
    """Its last day, that day included: sooner than foreseen, or later as far as its body and mandate go."""
    seat = _lock_seat(seat)
    if ends_on < seat.starts_on:
        raise Refused(_("La fin vient avant le début. Un siège noté par erreur se retire."))
    held = next((name, getattr(seat, name)) for name in HOLDERS if getattr(seat, name))
    if found := seat_refusal(
        seat.college, mandate=seat.mandate, starts_on=seat.starts_on, ends_on=ends_on, holder=held, but=seat
    ):
        raise Refused(found)
    return _end(seat, by=by, ends_on=ends_on)


@transaction.atomic
def withdraw_seat(seat: Seat, *, by: Person) -> Body:
    """Noted by mistake, today or for a day to come: it never counted."""
    seat = _lock_seat(seat)
    if not can_withdraw(seat):
        raise Refused(_("Ce siège est en cours depuis un jour au moins : mettez-y fin, l’histoire le garde."))
    record(Verb.SEAT_WITHDRAWN, seat.college.body, by=by, seat=seat.pk)
    seat.delete()
    return seat.college.body


def can_withdraw(seat: Seat) -> bool:
    return seat.starts_on >= clock.today()


@transaction.atomic
def end_seats_of_mandate(mandate: ElectedMember, *, by: Person) -> None:
    """The mandate has a new end: no seat that it holds lasts longer, and one that would begin after never does."""
    held = Seat.objects.select_for_update(of=("self",)).filter(mandate=mandate).select_related("college__body")
    for seat in held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=mandate.ends_on)):
        if seat.starts_on > mandate.ends_on:
            record(Verb.SEAT_WITHDRAWN, seat.college.body, by=by, seat=seat.pk)
            seat.delete()
        else:
            _end(seat, by=by, ends_on=mandate.ends_on)


@transaction.atomic
def drop_seats_of_mandate(mandate: ElectedMember, *, by: Person) -> None:
    """The mandate was noted by mistake and goes: so do the seats that stood on it, which had not begun before today."""
    for seat in Seat.objects.filter(mandate=mandate).select_related("college__body"):
        record(Verb.SEAT_WITHDRAWN, seat.college.body, by=by, seat=seat.pk)
        seat.delete()


@transaction.atomic
def end_seats_of_organisation(organisation: Organisation, *, by: Person) -> None:
    """It leaves the directory: its running seats end today, those to come are dropped; its history stays."""
    day = clock.today()
    held = Seat.objects.select_for_update(of=("self",)).filter(organisation=organisation)
    for seat in held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).select_related("college__body"):
        if seat.starts_on > day:
            record(Verb.SEAT_WITHDRAWN, seat.college.body, by=by, seat=seat.pk)
            seat.delete()
        else:
            _end(seat, by=by, ends_on=day)


@transaction.atomic
def leave_seats(person: Person) -> None:
    """The account is erased: the place stays, for its organisation to name someone; the past keeps it without name."""
    running = Seat.objects.filter(person=person).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()))
    running.update(person=None)


def _end(seat, *, by, ends_on):
    seat.ends_on = ends_on
    with kept_by_the_database():
        seat.save(update_fields=["ends_on"])
    record(Verb.SEAT_ENDED, seat.college.body, by=by, seat=seat.pk, ends_on=ends_on.isoformat())
    return seat


def _not_an_official_s(seat):
    if seat.mandate_id:
        raise Refused(_("Ce siège est celui d’un mandat : mettez-y fin, puis nommez un autre élu."))


def _lock(college):
    """The college is the lock of its seats."""
    return College.objects.select_for_update(of=("self",)).select_related("body").get(pk=college.pk)


def _lock_seat(seat):
    _lock(seat.college)
    found = Seat.objects.select_for_update(of=("self",))
    return found.select_related("college__body", "organisation", "department", "mandate").get(pk=seat.pk)
