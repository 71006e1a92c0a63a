"""The words to which one agrees: shown beside the box, kept with the proof that it was ticked."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


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
