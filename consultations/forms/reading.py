"""How one searches among contributions."""

import re

from django.db.models import Case, CharField, Q, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from actors.forms.directory import named
from actors.models import Kind, NetworkMembership
from consultations.models import Channel, Contribution
from consultations.selectors.naming import SAME_NAME
from essportal import clock, slots
from essportal.facets import Choice, FacetFilter, Ticks, Words
from essportal.listing import CLOSEST
from essportal.search import matching

ALONE = "sans"
VOICES = [*Kind.choices, (ALONE, _("sans organisation"))]
NEWEST, OLDEST = "recentes", "anciennes"
SORTS = [
    (CLOSEST, _("les plus proches")),
    (NEWEST, _("les plus récentes")),
    (OLDEST, _("les plus anciennes")),
]
# "C 142" as the pages show it, "C-2026-0142" as it is written.
REFERENCE = re.compile(r"c[ \u00a0-]?(?:(\d{4})[ -])?0*(\d{1,6})", re.IGNORECASE)
FIRST_YEAR = 2020


class ContributionFilter(FacetFilter):
    q = Words(label=_("Titre, texte, organisation ou commune"))
    suite = Ticks(label=_("Réponse"))
    famille = Ticks(label=_("Famille"), choices=VOICES)
    canal = Ticks(label=_("Venue"), choices=Channel.choices)
    concertation = Choice(label=_("Concertation"), empty_label=_("Toutes"))
    question = Choice(label=_("Question"), empty_label=_("Toutes"))
    commune = Choice(label=_("Commune"), empty_label=_("Toutes"))
    competence = Choice(label=_("Compétence"), empty_label=_("Toutes"))
    organisation = Choice(label=_("Organisation"), empty_label=_("Toutes"))
    reseau = Choice(label=_("Réseau"), empty_label=_("Tous"))
    rencontre = Choice(label=_("Rencontre"), empty_label=_("Toutes"))
    tri = Choice(label=_("Ordre"), choices=SORTS, empty_label=None)

    class Meta:
        model = Contribution
        fields = []

    def __init__(self, data, queryset, *, names: dict, reader):
        super().__init__(data, queryset, names=names)
        self.communes, self.organisations = names["commune"], names["organisation"]
        # The apps above say whether each was answered: here nothing is known of replies.
        self.outcomes = slots.choices("contribution-outcome", reader)
        self.names["suite"] = [(value, label) for value, label, __ in self.outcomes]

    def holding(self, typed: list[str]):
        if references := self._references():
            return self.queryset.filter(reference__in=references)
        found, elsewhere = self.queryset, []
        for word in typed:
            said_there, said_by = named(self.communes, word), self._bearers(word)
            if said_there or said_by:
                around = Q(municipality__in=said_there) | Q(organisation__in=said_by)
                found = found.filter(Q(search=matching([word])) | around)
            else:
                elsewhere.append(word)
        return found.filter(search=matching(elsewhere)) if elsewhere else found

    def _bearers(self, word) -> list[str]:
        """The organisations that have this word in their name, unless it is everybody's."""
        keys = [one.key for one in self.organisations if one.place == word]
        return keys if len(keys) <= SAME_NAME else []

    def _references(self) -> list[str]:
        found = REFERENCE.fullmatch(self.chosen.get("q", ""))
        if not found:
            return []
        year, number = found.groups()
        years = [year] if year else range(FIRST_YEAR, clock.today().year + 1)
        return [f"C-{one}-{int(number):04d}" for one in years]

    @cached_property
    def conditions(self) -> dict[str, Q]:
        plain = {"canal": "channel__in", "question": "question", "commune": "municipality"}
        linked = {"concertation": "consultation__slug", "organisation": "organisation__slug"}
        paths = plain | linked | {"rencontre": "meeting__reference"}
        asked = {name: Q(**{path: value}) for name, path in paths.items() if (value := self.chosen.get(name))}
        if families := self.chosen.get("famille"):
            asked["famille"] = Q(organisation__kind__in=families)
            if ALONE in families:
                asked["famille"] |= Q(organisation=None)
        if area := self.chosen.get("competence"):
            about = Contribution.policy_areas.through.objects.filter(policyarea=area)
            asked["competence"] = Q(pk__in=about.values("contribution"))
        if network := self.chosen.get("reseau"):
            running = NetworkMembership.objects.valid_on(clock.today()).filter(network__slug=network)
            asked["reseau"] = Q(organisation__in=running.values("member"))
        if outcomes := self.chosen.get("suite"):
            asked["suite"] = Q()
            for value, __, condition in self.outcomes:
                if value in outcomes:
                    asked["suite"] |= condition
        return asked

    @property
    def outcome(self):
        """The value of the choice "suite" for each row: each has one, the last when none of the others."""
        *others, last = [(value, condition) for value, __, condition in self.outcomes] or [("", None)]
        whens = [When(condition, then=Value(value)) for value, condition in others]
        return Case(*whens, default=Value(last[0]), output_field=CharField())
