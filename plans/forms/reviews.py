from django import forms
from django.utils.translation import gettext, gettext_lazy

from essportal.forms import PortalForm, ProseField
from plans.models import OpinionKind


class RemarkForm(PortalForm):
    text = ProseField(
        label=gettext_lazy("Votre remarque sur cette clause"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class OpinionForm(PortalForm):
    kind = forms.ChoiceField(label=gettext_lazy("Votre avis"), choices=OpinionKind.choices, widget=forms.RadioSelect)
    text = ProseField(
        label=gettext_lazy("Vos réserves ou vos motifs"),
        help_text=gettext_lazy("Nécessaires pour un avis avec réserves ou défavorable."),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self):
        values = super().clean()
        if values.get("kind") not in (None, OpinionKind.FAVOURABLE) and not values.get("text"):
            self.add_error("text", gettext("Dites vos réserves ou vos motifs."))
        return values
