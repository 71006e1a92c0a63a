"""Which sheets may already speak of the same organisation."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from actors.models import Organisation

# Under this share of common trigrams, two names are those of two organisations.
ALIKE = 0.45
MOST = 5


@dataclass(frozen=True)
class Double:
    organisation: Organisation
    why: str


def doubles(among, *, name: str, siren: str | None = None, rna: str | None = None, but=None) -> list[Double]:
    """The likeliest first: the same number, then a name that is nearly the same, accents and case left aside."""
    among = among.exclude(pk=but.pk) if but else among
    same = Q(siren=siren) if siren else Q(pk=None)
    same |= Q(rna=rna) if rna else Q(pk=None)
    numbered = list(among.filter(same).select_related("municipality")[:MOST])
    found = [Double(one, _("le même numéro")) for one in numbered]
    named = (
        among.exclude(pk__in=[one.pk for one in numbered])
        .annotate(
            alike=Greatest(TrigramSimilarity("name__unaccent", name), TrigramSimilarity("acronym__unaccent", name))
        )
        .filter(alike__gte=ALIKE)
        .select_related("municipality")
        .order_by("-alike", "pk")
    )
    return [*found, *(Double(one, _("un nom proche")) for one in named[: MOST - len(found)])]
