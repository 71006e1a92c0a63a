"""How one searches the directory. An unknown choice is left aside rather than refused."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from actors.models import Kind, NetworkMembership, Organisation, OrganisationStatus, PartnerKind, SizeBand
from actors.models.organisations import esus_on
from essportal import clock
from essportal.forms import PortalForm
from essportal.search import matching, words

FAMILIES = [choice for choice in Kind.choices if choice[0] != Kind.PARTNER]
ESUS, SCIC, HEAD = "esus", "scic", "tete"
FEATURES = [(ESUS, _("agréée ESUS")), (SCIC, _("SCIC")), (HEAD, _("tête de réseau"))]
CLOSEST, BY_NAME, BY_COMMUNE, NEWEST = "pertinence", "nom", "commune", "recentes"
SORTS = [
    (CLOSEST, _("les plus proches")),
    (BY_NAME, _("par nom")),
    (BY_COMMUNE, _("par commune")),
    (NEWEST, _("les plus récentes")),
]
SHOWN = [OrganisationStatus.VERIFIED, OrganisationStatus.TO_VERIFY]
SHORT = {"st": "saint", "ste": "sainte"}


class Ticks(django_filters.MultipleChoiceFilter):
    def __init__(self, **options):
        super().__init__(widget=forms.CheckboxSelectMultiple, method="narrow", **options)


class Choice(django_filters.ChoiceFilter):
    def __init__(self, **options):
        super().__init__(method="narrow", **options)


class DirectoryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="narrow",
        label=_("Nom, activité ou commune"),
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    famille = Ticks(label=_("Famille"), choices=FAMILIES)
    partenaire = Ticks(label=_("Partenaires"), choices=PartnerKind.choices)
    particularite = Ticks(label=_("Particularités"), choices=FEATURES)
    commune = Choice(label=_("Commune"), empty_label=_("Toutes"))
    competence = Choice(label=_("Compétence"), empty_label=_("Toutes"))
    reseau = Choice(label=_("Réseau"), empty_label=_("Tous"))
    taille = Choice(label=_("Effectif"), choices=SizeBand.choices, empty_label=_("Toutes"))
    etat = Choice(label=_("État"), choices=OrganisationStatus.choices, empty_label=_("À vérifier et vérifiées"))
    tri = Choice(label=_("Ordre"), choices=SORTS, empty_label=None)

    class Meta:
        model = Organisation
        form = PortalForm
        fields = []

    def __init__(self, data, *, names: dict, **options):
        super().__init__(data, **options)
        self.communes = names["commune"]
        self.names = {facet: [(one.slug, one.name) for one in named] for facet, named in names.items()}
        self.names["taille"] = SizeBand.choices
        self.slugs = {(facet, one.key): one.slug for facet, named in names.items() for one in named}
        for name, choices in self.names.items():
            self.form.fields[name].choices = choices

    @cached_property
    def chosen(self) -> dict:
        """What was understood of the address; nothing of what was not."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def words(self) -> list[str]:
        return words(self.chosen.get("q", ""))

    @property
    def sort(self) -> str:
        wanted = self.chosen.get("tri", CLOSEST)
        return BY_NAME if wanted == CLOSEST and not self.words else wanted

    @property
    def is_active(self) -> bool:
        return bool(self.chosen.keys() - {"tri"})

    def narrow(self, organisations, name, value):
        """All at once, in `narrowed`: a facet is counted as if nothing were chosen in it."""
        return organisations

    def holding(self, typed: list[str]):
        """Those that hold these words, whatever else was chosen."""
        state = self.chosen.get("etat")
        found = self.queryset.filter(status=state) if state else self.queryset.filter(status__in=SHOWN)
        return self._holding(found, typed)

    def narrowed(self, typed: list[str]):
        """The organisations that answer to everything that was asked."""
        return self.holding(typed).filter(*self.conditions.values())

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What each facet asks for; families and kinds of partners are one facet, since one is of the ESS or not."""
        asked, day = {}, clock.today()
        families, partners = self.chosen.get("famille", []), self.chosen.get("partenaire", [])
        if families or partners:
            unsaid = [""] if PartnerKind.OTHER in partners else []
            asked["nature"] = Q(kind__in=families) | Q(kind=Kind.PARTNER, partner_kind__in=[*partners, *unsaid])
        if features := self.chosen.get("particularite"):
            known = {ESUS: esus_on(day), SCIC: Q(is_scic=True), HEAD: Q(is_network=True)}
            asked["particularite"] = Q(*(known[feature] for feature in features))
        if code := self.chosen.get("commune"):
            asked["commune"] = Q(municipality=code)
        if size := self.chosen.get("taille"):
            asked["taille"] = Q(size_band=size)
        if area := self.chosen.get("competence"):
            linked = Organisation.policy_areas.through.objects.filter(policyarea__slug=area)
            asked["competence"] = Q(pk__in=linked.values("organisation"))
        if network := self.chosen.get("reseau"):
            linked = NetworkMembership.objects.valid_on(day).filter(network__slug=network)
            asked["reseau"] = Q(pk__in=linked.values("member"))
        return asked

    def _holding(self, found, typed):
        """Each word is in the sheet, or in the name of its commune."""
        elsewhere = []
        for word in typed:
            places = [place.key for place in self.communes if _names(place, word)]
            if places:
                found = found.filter(Q(search=matching([word])) | Q(municipality__in=places))
            else:
                elsewhere.append(word)
        return found.filter(search=matching(elsewhere)) if elsewhere else found


def _names(place, word: str) -> bool:
    return any(part.startswith(SHORT.get(word, word)) for part in place.words)
