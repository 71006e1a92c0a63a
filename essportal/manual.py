"""The *mode d’emploi*: one page for each role, in the words of the screens."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Page(NamedTuple):
    slug: str
    title: str
    template: str


PAGES = [
    Page("habitant", _("Habitante, habitant, visiteur"), "essportal/help/visitor.html"),
    Page("organisation", _("Personne qui représente une organisation"), "essportal/help/representative.html"),
    Page("equipe-ess", _("Équipe ESS"), "essportal/help/ess_team.html"),
    Page("elu", _("Élue, élu"), "essportal/help/elected.html"),
    Page("correspondant", _("Correspondante, correspondant ESS d’une direction"), "essportal/help/correspondent.html"),
    Page("direction-generale", _("Direction générale"), "essportal/help/general_management.html"),
    Page("secretariat", _("Secrétariat des assemblées"), "essportal/help/secretariat.html"),
    Page("protection-des-donnees", _("Délégué à la protection des données"), "essportal/help/dpo.html"),
    Page("administrateur", _("Administratrice, administrateur"), "essportal/help/administrator.html"),
]
