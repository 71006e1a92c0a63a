"""SIREN, SIRET and RNA as people type them: spaces, dots and lost zeros read; a wrong key doubted, never refused."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import identifiers
from actors.models import Organisation, OrganisationStatus

DOUBT = gettext_lazy(
    "La clé de ce numéro n’est pas celle qu’on attend. Relisez-le ; s’il est juste, cochez « Ce numéro est le bon »."
)


def read(typed: str) -> dict[str, str]:
    """Which number it is, by its shape: {"siren": …}, {"siret": …} or {"rna": …}; {} for nothing typed."""
    if not typed.strip():
        return {}
    for name in ("rna", "siren", "siret"):
        try:
            return {name: getattr(identifiers, name)(typed)}
        except ValueError:
            continue
    raise ValidationError(
        _("Ce n’est ni un SIREN (9 chiffres), ni un SIRET (14), ni un RNA (W et 9 signes). Laissez vide sinon.")
    )


def is_doubtful(number: str | None) -> bool:
    return bool(number) and number.isdigit() and len(number) in (9, 14) and not identifiers.key_is_right(number)


def taken(name: str, number: str | None, *, but=None) -> bool:
    """Held by another sheet: a refused one does not count, it gives its number back."""
    if not number:
        return False
    holders = Organisation.objects.exclude(status=OrganisationStatus.REFUSED).filter(**{name: number})
    return holders.exclude(pk=but.pk if but else None).exists()


class Sure:
    """The box that confirms a doubtful number: it appears with the doubt."""

    sure_label = gettext_lazy("Ce numéro est le bon")

    def _hide_sure(self):
        if not self.is_bound or not self.data.get(self.add_prefix("sure")):
            self.fields["sure"].widget = forms.HiddenInput()

    def _doubt(self, field: str, number: str | None) -> None:
        if is_doubtful(number) and not self.cleaned_data.get("sure"):
            self.fields["sure"].widget = forms.CheckboxInput()
            self.add_error(field, DOUBT)


class NumberField(forms.CharField):
    """One kind of number, by the name of its reader in `actors.identifiers`."""

    messages = {
        "siren": gettext_lazy("Un SIREN a 9 chiffres. Laissez vide s’il n’y en a pas."),
        "siret": gettext_lazy("Un SIRET a 14 chiffres. Laissez vide s’il n’y en a pas."),
        "rna": gettext_lazy("Un RNA s’écrit W et 9 signes, ou 10 chiffres. Il n’y en a pas en Alsace-Moselle."),
    }

    def __init__(self, *, kind: str, **kwargs):
        self.kind = kind
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return getattr(identifiers, self.kind)(typed)
        except ValueError as error:
            raise ValidationError(self.messages[self.kind]) from error
