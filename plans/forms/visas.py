from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal.forms import PortalForm, ProseField
from plans.models import VisaKind


class VisaForm(PortalForm):
    """What a department answers; `seen` is the number of answers that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(
        label=gettext_lazy("Le visa de votre direction"), choices=VisaKind.choices, widget=forms.RadioSelect
    )
    text = ProseField(
        label=gettext_lazy("La réserve"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Pour un visa avec réserve : ce qu’il faudrait changer, et pourquoi."),
    )

    def clean(self):
        data = super().clean()
        if data.get("kind") == VisaKind.RESERVE and not data.get("text"):
            self.add_error("text", _("Dites votre réserve."))
        return data


class OverrideForm(PortalForm):
    reason = ProseField(
        label=gettext_lazy("Pourquoi passer outre"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Cette raison est publique : elle se lit sur la page de la mesure."),
    )
