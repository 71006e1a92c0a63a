from django import forms
from django.utils.translation import gettext_lazy

from actors.models import LocalAuthority, Municipality
from essportal.forms import PortalForm, PortalModelForm


class SearchForm(PortalForm):
    q = forms.CharField(
        label=gettext_lazy("Nom, code postal, code Insee ou numéro de département"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class SeatForm(PortalModelForm):
    class Meta:
        model = LocalAuthority
        fields = ["seat"]
        labels = {"seat": gettext_lazy("Commune du siège")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = Municipality.objects.all()
