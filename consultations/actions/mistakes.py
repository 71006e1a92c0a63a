"""What was noted by mistake and never served goes; what has served stays, and ends otherwise."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from actors.models import Person
from consultations.actions.bodies import kept_by_the_database
from consultations.journal import Verb
from consultations.models import Body, CouncilTerm, Series
from essportal.errors import Refused
from essportal.journal import record


@transaction.atomic
def withdraw_series(series: Series, *, by: Person) -> None:
    _drop(
        Series.objects.select_for_update().get(pk=series.pk),
        Verb.SERIES_WITHDRAWN,
        by=by,
        reason=_("Des rencontres appartiennent à cette série\u00a0: mettez-les d’abord dans une autre."),
    )


@transaction.atomic
def withdraw_body(body: Body, *, by: Person) -> None:
    """Its colleges go with it; a seat, a sitting, an opinion keep it."""
    _drop(
        Body.objects.select_for_update().get(pk=body.pk),
        Verb.BODY_WITHDRAWN,
        by=by,
        reason=_("Cette instance a déjà des sièges, des séances ou des avis\u00a0: dissolvez-la, son histoire reste."),
    )


@transaction.atomic
def withdraw_term(term: CouncilTerm, *, by: Person) -> None:
    reason = _("Le conseil de ce mandat a créé des commissions\u00a0: changez plutôt ses dates.")
    with kept_by_the_database(reason):
        _drop(
            CouncilTerm.objects.select_for_update().get(pk=term.pk), Verb.COUNCIL_TERM_WITHDRAWN, by=by, reason=reason
        )


def _drop(thing, verb, *, by, reason):
    record(verb, thing, by=by)
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError as error:
        raise Refused(reason) from error
