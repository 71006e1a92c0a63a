from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal import clock
from essportal.forms import PortalForm, PortalModelForm
from plans.models import Plan

REVIEW_LASTS = timedelta(days=30)


class FreezeForm(PortalForm):
    after = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Pourquoi cette version"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Cette note est scellée avec le texte : elle ne changera plus."),
    )


class SubmitForm(PortalForm):
    closes_on = forms.DateField(label=gettext_lazy("Fin de la relecture"))
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Qui la lit"),
        choices=[
            ("1", gettext_lazy("Tout le monde : la version et les réponses sont publiées")),
            ("0", gettext_lazy("Les élus, la direction générale et le secrétariat des assemblées seulement")),
        ],
        coerce=lambda value: value == "1",
        initial="1",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"initial": {"closes_on": clock.today() + REVIEW_LASTS, "is_public": "1"}, **kwargs})

    def clean_closes_on(self):
        if self.cleaned_data["closes_on"] <= clock.today():
            raise ValidationError(_("Laissez au moins un jour pour relire."))
        return self.cleaned_data["closes_on"]


class AnswerForm(PortalForm):
    answer = forms.CharField(label=gettext_lazy("Réponse"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


class PlanForm(PortalModelForm):
    """The plan itself: its years, its consultations, the day until which contributions are due a reply."""

    class Meta:
        model = Plan
        fields = ["title", "starts_on", "ends_on", "cutoff_on", "consultations"]
        widgets = {
            "consultations": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consultations"].required = False
