"""Measure sheets: what makes one complete, and two put together."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# What people look for before a vote, in the order of the form. The rest is welcome, and not asked of every measure.
ASKED = {
    "plain": _("En clair"),
    "constat": _("Constat"),
    "expected": _("Résultats attendus"),
    "social_utility": _("Utilité sociale"),
    "lead": _("Pilote"),
    "referent": _("Élu référent"),
    "departments": _("Directions associées"),
    "partners": _("Partenaires"),
    "publics": _("Publics"),
    "municipalities": _("Communes"),
    "levers": _("Leviers"),
    "policy_areas": _("Compétences"),
    "start": _("Début"),
    "end": _("Fin"),
    "human_means": _("Moyens humains"),
    "budget": _("Budget"),
    "indicators": _("Indicateurs"),
}


@dataclass(frozen=True)
class Completeness:
    filled: int
    missing: list

    @property
    def total(self) -> int:
        return self.filled + len(self.missing)


def completeness(sheet: dict) -> Completeness:
    missing = [label for name, label in ASKED.items() if not sheet.get(name)]
    return Completeness(len(ASKED) - len(missing), missing)


def united(first: dict, second: dict) -> dict:
    """Lists put together, each thing once; elsewhere the first one's word, or the second's where it had none."""
    if not first or not second:
        return first or second
    return {name: _united(first.get(name), second.get(name)) for name in [*first, *(second.keys() - first.keys())]}


def _united(mine, theirs):
    if isinstance(mine, list) and isinstance(theirs, list):
        return mine + [one for one in theirs if one not in mine]
    return mine or theirs
