"""Articles 15 and 20 of the GDPR: what the portal holds about one person, gathered from all the apps.

Each app registers in `AppConfig.ready` a function `(person) -> dict`: its part, made of what is tied to this person and
of nothing about anyone else. Values are texts, numbers, dates, yes or no, lists and dicts.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import gettext as _

from essportal import typography

_providers: list[Callable] = []


def register(provider: Callable) -> None:
    if provider not in _providers:
        _providers.append(provider)


def gather(person) -> dict:
    found = {}
    for provider in reversed(_providers):  # the lowest app, which knows the account, comes last
        found |= provider(person)
    return found


def readable(value):
    """The same for someone who reads: no empty line, French dates, and a title for each name."""
    if isinstance(value, dict):
        return {"facts": [(_title(name), readable(inner)) for name, inner in value.items() if _is_said(inner)]}
    if isinstance(value, list | tuple):
        return {"things": [readable(inner) for inner in value]}
    if isinstance(value, bool):
        return {"text": _("oui") if value else _("non")}
    if isinstance(value, datetime):
        return {"text": typography.moment(value)}
    return {"text": typography.day(value) if isinstance(value, date) else str(value)}


def _is_said(value) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def _title(name: str) -> str:
    return TITLES.get(name) or name.replace("_", " ").capitalize()


# The names of a file that a machine reads have no accent; these do for people.
TITLES = {
    "reference": "Référence",
    "etat": "État",
    "nom_affiche": "Nom affiché",
    "derniere_connexion": "Dernière connexion",
    "jusqu_au": "Jusqu’au",
    "ecrite": "Écrite",
    "deposee": "Déposée",
    "publiee": "Publiée",
    "retiree": "Retirée",
    "donne": "Donné",
    "texte_lu": "Texte lu",
    "a_propos": "À propos de",
    "reponse": "Réponse",
    "corrections_demandees": "Corrections demandées",
    "relais_proposes": "Relais proposés",
    "relais_recus": "Relais reçus",
    "invitations_recues": "Invitations reçues",
    "fichiers_emportes": "Fichiers emportés",
    "demandee": "Demandée",
    "acceptee": "Acceptée",
    "accepte": "Accepté",
    "recue": "Reçue",
    "repondue": "Répondue",
    "reponse_attendue": "Réponse attendue le",
    "nouvelles_recues": "Nouvelles reçues",
    "confirme": "Confirmé",
    "reserves": "Réserves",
    "lectures": "Versions relues",
}
