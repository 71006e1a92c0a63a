"""How long a body and its seats may last: questions asked by forms, beside the date, and by actions, under a lock."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import ElectedMember
from consultations.models import College, CouncilTerm
from consultations.models.bodies import OF_THE_COUNCIL
from essportal.typography import day


def council_refusal(kind: str, starts_on: date, ends_on: date | None) -> str:
    """Why a body of the council cannot last so long, as a French sentence; nothing when it can."""
    if kind not in OF_THE_COUNCIL:
        return ""
    term = CouncilTerm.objects.valid_on(starts_on).first()
    if term is None:
        return _(
            "Cette commission est créée par le conseil : notez d’abord le mandat du conseil qui couvre le %(day)s."
        ) % {"day": day(starts_on)}
    if ends_on is None or ends_on > term.ends_on:
        return _(
            "Le conseil crée cette commission pour la durée de son mandat au plus (CGCT, article L2143-2) : "
            "choisissez une fin au plus tard le %(day)s."
        ) % {"day": day(term.ends_on)}
    return ""


def last_day(college: College, mandate: ElectedMember | None) -> date | None:
    """The last day a seat may have: that of its body, or of the mandate it is held by; nothing when neither ends."""
    ends = [end for end in (college.body.ends_on, mandate and mandate.ends_on) if end]
    return min(ends) if ends else None


def seat_refusal(
    college: College, *, mandate=None, starts_on: date, ends_on: date | None, holder=None, but=None
) -> str:
    """Why this seat cannot be, as a French sentence; `holder` is (name of the field, its object)."""
    body = college.body
    if starts_on < body.starts_on:
        return _("L’instance existe depuis le %(day)s : un siège ne commence pas avant.") % {"day": day(body.starts_on)}
    if body.ends_on and (starts_on > body.ends_on or (ends_on and ends_on > body.ends_on)):
        return _("L’instance prend fin le %(day)s : un siège ne dure pas au-delà.") % {"day": day(body.ends_on)}
    if mandate is not None and (found := _outlives(mandate, starts_on, ends_on)):
        return found
    times = college.seats.exclude(pk=but.pk if but else None).overlapping(starts_on, ends_on)
    if holder and times.filter(**{holder[0]: holder[1]}).exists():
        return _("%(holder)s a déjà un siège dans ce collège à ces dates.") % {"holder": holder[1]}
    return _full(college, times, starts_on)


def _outlives(mandate, starts_on, ends_on) -> str:
    if starts_on < mandate.starts_on:
        return _("Ce mandat commence le %(day)s : le siège aussi, au plus tôt.") % {"day": day(mandate.starts_on)}
    if mandate.ends_on and (starts_on > mandate.ends_on or (ends_on and ends_on > mandate.ends_on)):
        return _("Ce mandat prend fin le %(day)s : le siège ne dure pas au-delà.") % {"day": day(mandate.ends_on)}
    return ""


def _full(college, times, starts_on) -> str:
    """As many seats at once as there are places: looked at on the first day, and on each day another one begins."""
    if college.places is None:
        return ""
    held = list(times)
    days = {starts_on, *(seat.starts_on for seat in held if seat.starts_on > starts_on)}
    fullest = max(sum(s.starts_on <= on and (s.ends_on is None or s.ends_on >= on) for s in held) for on in days)
    if fullest < college.places:
        return ""
    said = ngettext(
        "Ce collège a %(n)s siège, déjà pourvu à ces dates. Mettez-y fin d’abord, ou changez le nombre de sièges.",
        "Ce collège a %(n)s sièges, tous pourvus à ces dates. Mettez fin à l’un d’eux, ou changez leur nombre.",
        college.places,
    )
    return said % {"n": college.places}
