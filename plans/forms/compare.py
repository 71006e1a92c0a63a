from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal.forms import PortalForm


class ChooseVersionsForm(PortalForm):
    """Any two versions of one plan, among those that the reader may see."""

    de = forms.TypedChoiceField(label=gettext_lazy("De la version"), coerce=int)
    a = forms.TypedChoiceField(label=gettext_lazy("À la version"), coerce=int)

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.plans = {version.number: version.plan_id for version in versions}
        choices = [(version.number, f"{version.number}, {version.get_status_display()}") for version in versions]
        self.fields["de"].choices = self.fields["a"].choices = choices
        if len(choices) > 1:
            self.fields["de"].initial, self.fields["a"].initial = choices[1][0], choices[0][0]

    def clean(self):
        data = super().clean()
        if len(data) == 2 and data["de"] == data["a"]:
            raise ValidationError(_("Choisissez deux versions différentes."))
        if len(data) == 2 and self.plans[data["de"]] != self.plans[data["a"]]:
            raise ValidationError(_("Ces versions sont celles de deux plans différents."))
        return data

    def numbers(self) -> tuple[int, int]:
        return tuple(sorted((self.cleaned_data["de"], self.cleaned_data["a"])))
