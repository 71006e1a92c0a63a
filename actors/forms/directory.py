"""How one searches the directory."""

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from actors.models import Kind, NetworkMembership, Organisation, OrganisationStatus, PartnerKind, SizeBand
from actors.models.organisations import esus_on
from essportal import clock
from essportal.facets import Choice, FacetFilter, Ticks, Words
from essportal.listing import CLOSEST
from essportal.search import matching

FAMILIES = [choice for choice in Kind.choices if choice[0] != Kind.PARTNER]
ESUS, SCIC, HEAD = "esus", "scic", "tete"
FEATURES = [(ESUS, _("agréée ESUS")), (SCIC, _("SCIC")), (HEAD, _("tête de réseau"))]
BY_NAME, BY_COMMUNE, NEWEST = "nom", "commune", "recentes"
SORTS = [
    (CLOSEST, _("les plus proches")),
    (BY_NAME, _("par nom")),
    (BY_COMMUNE, _("par commune")),
    (NEWEST, _("les plus récentes")),
]
SHOWN = [OrganisationStatus.VERIFIED, OrganisationStatus.TO_VERIFY]
SHORT = {"st": "saint", "ste": "sainte"}


class DirectoryFilter(FacetFilter):
    q = Words(label=_("Nom, activité ou commune"))
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
        fields = []

    def __init__(self, data, queryset, *, names: dict):
        super().__init__(data, queryset, names=names)
        self.communes = names["commune"]

    def holding(self, typed: list[str]):
        state = self.chosen.get("etat")
        found = self.queryset.filter(status=state) if state else self.queryset.filter(status__in=SHOWN)
        return self._holding(found, typed)

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """Families and kinds of partners are one facet, since one is of the ESS or not."""
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
            places = named(self.communes, word)
            if places:
                found = found.filter(Q(search=matching([word])) | Q(municipality__in=places))
            else:
                elsewhere.append(word)
        return found.filter(search=matching(elsewhere)) if elsewhere else found


def named(places, word: str) -> list[str]:
    """The communes whose name holds a word that begins so; "st" stands for "saint"."""
    beginning = SHORT.get(word, word)
    return [place.key for place in places if any(part.startswith(beginning) for part in place.words)]
