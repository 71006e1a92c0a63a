"""The words to which one agrees: shown beside the box, kept with the proof that it was ticked."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Wording:
    label: str
    help_text: str

    def __str__(self):
        return f"{self.label}. {self.help_text}"


NAME = Wording(
    _("J’accepte que mon nom soit affiché"),
    _("Si vous décochez, votre nom disparaît aussi des contributions déjà publiées."),
)
SIGNATURE = Wording(
    _("Afficher mon nom avec ma contribution"),
    _(
        "Sinon, elle est signée de votre organisation, ou « Une personne du territoire ». "
        "Vous pourrez changer d’avis dans Mon espace."
    ),
)


def too_few_places(taken: int) -> str:
    return ngettext(
        "%(n)s personne a déjà sa place : gardez au moins %(n)s place, ou annulez d’abord son inscription.",
        "%(n)s personnes ont déjà leur place : gardez au moins %(n)s places, ou annulez d’abord des inscriptions.",
        taken,
    ) % {"n": taken}
