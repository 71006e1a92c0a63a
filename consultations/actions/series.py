from django.db import transaction

from actors.models import Person
from consultations.journal import Verb
from consultations.models import Series
from essportal.journal import record
from essportal.text import slug


@transaction.atomic
def open_series(*, by, name, presentation="") -> Series:
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if same := Series.objects.filter(name=name, presentation=presentation).first():  # the same form sent twice
        return same
    series = Series.objects.create(slug=_free(slug(name.replace("–", "-"))), name=name, presentation=presentation)
    record(Verb.SERIES_OPENED, series, by=by)
    return series


@transaction.atomic
def revise_series(series, *, by, **fields) -> Series:
    """Its address stays, since people keep it."""
    for name, value in fields.items():
        setattr(series, name, value)
    series.save(update_fields=list(fields))
    record(Verb.SERIES_REVISED, series, by=by)
    return series


def _free(wanted: str) -> str:
    taken = set(Series.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return wanted if wanted not in taken else next(s for n in range(2, 10_000) if (s := f"{wanted}-{n}") not in taken)
