"""A body's life: created, revised, dissolved. What the council creates ends with the council."""

from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from actors.models import Person
from consultations.journal import Verb
from consultations.models import Body, College, CouncilTerm, MeetingStatus, Seat
from consultations.models.bodies import OF_THE_COUNCIL
from consultations.selectors.seating import council_refusal
from essportal.errors import Refused
from essportal.journal import record
from essportal.text import slug
from essportal.typography import day

# Words that stand at the place of a body's address.
RESERVED = {"nouvelle", "mandats"}


@transaction.atomic
def create_body(*, by: Person, colleges=(), municipalities=(), **fields) -> Body:
    """`colleges` are pairs (name, number of places or None), in their order."""
    _hold(fields["kind"], fields["starts_on"], fields.get("ends_on"))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    same = {name: fields[name] for name in ("kind", "name", "starts_on")}
    if found := Body.objects.filter(**same).first():  # the same form sent twice
        return found
    with kept_by_the_database():
        body = Body.objects.create(slug=_free_slug(fields["name"]), **fields)
    body.municipalities.set(municipalities)
    _set_colleges(body, colleges)
    record(Verb.BODY_CREATED, body, by=by)
    return body


@transaction.atomic
def revise_body(body: Body, *, by: Person, colleges=None, municipalities=None, **fields) -> Body:
    """Seats that lasted as long as the body still do, as far as their mandate goes; what is not given stays."""
    body = lock(body)
    before = body.ends_on
    changed = sorted(name for name, value in fields.items() if getattr(body, name) != value)
    for name, value in fields.items():
        setattr(body, name, value)
    _hold(body.kind, body.starts_on, body.ends_on)
    if _seats(body).filter(starts_on__lt=body.starts_on).exists():
        raise Refused(_("Des sièges commencent avant cette date : changez-les d’abord."))
    if body.ends_on != before:
        _refuse_sittings_after(body, body.ends_on)
    _shorten(body, body.ends_on)
    with kept_by_the_database():
        body.save()
    if body.ends_on != before:
        _lengthen(body, before)
    if municipalities is not None:
        body.municipalities.set(municipalities)
    if colleges is not None:
        _set_colleges(body, colleges)
    record(Verb.BODY_REVISED, body, by=by, changed=changed)
    return body


@transaction.atomic
def dissolve_body(body: Body, *, by: Person, ends_on: date, closing_act: str = "") -> Body:
    """Its last day, that day included; its seats end with it, and its history stays."""
    body = lock(body)
    if ends_on < body.starts_on:
        raise Refused(_("La fin vient avant le début."))
    _hold(body.kind, body.starts_on, ends_on)
    _refuse_sittings_after(body, ends_on)
    _shorten(body, ends_on)
    body.ends_on, body.closing_act = ends_on, closing_act
    with kept_by_the_database():
        body.save(update_fields=["ends_on", "closing_act"])
    record(Verb.BODY_DISSOLVED, body, by=by, ends_on=ends_on.isoformat())
    return body


@transaction.atomic
def note_term(*, by: Person, starts_on: date, ends_on: date) -> CouncilTerm:
    with kept_by_the_database(_("Un autre mandat du conseil couvre déjà une partie de ces dates.")):
        term = CouncilTerm.objects.create(starts_on=starts_on, ends_on=ends_on)
    record(Verb.COUNCIL_TERM_NOTED, term, by=by)
    return term


@transaction.atomic
def revise_term(term: CouncilTerm, *, by: Person, starts_on: date, ends_on: date) -> CouncilTerm:
    """A council that ends sooner takes along what it created."""
    term = CouncilTerm.objects.select_for_update().get(pk=term.pk)
    created = Body.objects.select_for_update().filter(kind__in=OF_THE_COUNCIL)
    created = created.filter(starts_on__range=(term.starts_on, term.ends_on))
    if early := created.filter(starts_on__lt=starts_on).first():
        raise Refused(_("%(body)s a été créée avant cette date : changez d’abord ses dates.") % {"body": early})
    if late := created.filter(starts_on__gt=ends_on).first():
        raise Refused(_("%(body)s a été créée après cette date : changez d’abord ses dates.") % {"body": late})
    for body in created.filter(ends_on__gt=ends_on):
        _shorten(body, ends_on)
        body.ends_on = ends_on
        body.save(update_fields=["ends_on"])
        record(Verb.BODY_REVISED, body, by=by, changed=["ends_on"])
    term.starts_on, term.ends_on = starts_on, ends_on
    with kept_by_the_database(_("Un autre mandat du conseil couvre déjà une partie de ces dates.")):
        term.save()
    record(Verb.COUNCIL_TERM_REVISED, term, by=by)
    return term


def lock(body: Body) -> Body:
    return Body.objects.select_for_update().get(pk=body.pk)


@contextmanager
def kept_by_the_database(reason: str = ""):
    """Two people at once: what one of them could not see, PostgreSQL refuses."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(
            reason
            or _("Quelqu’un vient de changer cette instance ou ce mandat. Rechargez la page et regardez les dates.")
        ) from error


def _hold(kind, starts_on, ends_on):
    if found := council_refusal(kind, starts_on, ends_on):
        raise Refused(found)


def _seats(body):
    return Seat.objects.filter(college__body=body)


def _refuse_sittings_after(body, ends_on):
    """People are expected there: whoever ends the body first tells them."""
    if ends_on is None:
        return
    planned = body.meetings.filter(status__in=[MeetingStatus.PREPARING, MeetingStatus.ANNOUNCED])
    if late := planned.filter(starts_at__date__gt=ends_on).order_by("starts_at").first():
        raise Refused(
            _("Une séance est prévue le %(day)s, après cette fin : annulez-la ou avancez-la d’abord.")
            % {"day": day(late.starts_at)},
            way_out=(_("Voir la séance"), reverse("consultations:work-meeting", args=[late.reference])),
        )


def _shorten(body, ends_on):
    """Seats never outlive their body: those to come after it are dropped, the others end with it."""
    if ends_on is None:
        return
    _seats(body).filter(starts_on__gt=ends_on).delete()
    for seat in _seats(body).exclude(ends_on__lte=ends_on):
        seat.ends_on = ends_on
        seat.save(update_fields=["ends_on"])


def _lengthen(body, before):
    """Those that ended because the body did go on with it, up to the end of their mandate."""
    if before is None or (body.ends_on and body.ends_on <= before):
        return
    for seat in _seats(body).filter(ends_on=before).select_related("mandate"):
        ends = [end for end in (body.ends_on, seat.mandate and seat.mandate.ends_on) if end]
        seat.ends_on = min(ends) if ends else None
        with kept_by_the_database():
            seat.save(update_fields=["ends_on"])


def _set_colleges(body, colleges):
    """A college keeps its row, since people sit in it: found by its name, else renamed."""
    kept = {college.name.casefold(): college for college in body.colleges.all()}
    named = [(name, places, kept.pop(name.casefold(), None)) for name, places in colleges]
    gone = list(kept.values())
    for rank, (name, places, college) in enumerate(named, start=1):
        college = college or (gone.pop(0) if gone else College(body=body))
        college.rank, college.name, college.places = rank, name, places
        college.save()
    for college in gone:
        if college.seats.exists():
            raise Refused(_("Le collège « %(name)s » a des sièges : gardez-le dans la liste.") % {"name": college.name})
        college.delete()


def _free_slug(name: str) -> str:
    """Its address, made of its name; a number when another has it."""
    base = slug(name, 110)
    taken = {*RESERVED, *Body.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    return next(found for n in range(1, 10_000) if (found := base if n == 1 else f"{base}-{n}") not in taken)
