"""How one searches the directory. An unknown choice is left aside rather than refused."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Kind, Municipality, Organisation
from essportal.forms import PortalForm

MOST_WORDS = 8


class DirectoryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="filter_words",
        label=_("Nom, activité ou commune"),
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    famille = django_filters.ChoiceFilter(
        field_name="kind", choices=Kind.choices, label=_("Famille"), empty_label=_("Toutes les familles")
    )
    commune = django_filters.ModelChoiceFilter(
        field_name="municipality",
        queryset=Municipality.objects.all(),
        label=_("Commune"),
        empty_label=_("Toutes les communes"),
    )
    reseau = django_filters.ChoiceFilter(
        field_name="is_network",
        choices=[("True", _("têtes de réseau seulement"))],
        label=_("Réseaux"),
        empty_label=_("Réseaux et organisations"),
    )

    class Meta:
        model = Organisation
        form = PortalForm
        fields = []

    def filter_words(self, organisations, name, value):
        """Each word must be found somewhere; accents and case do not count."""
        for word in value[:200].split()[:MOST_WORDS]:
            organisations = organisations.filter(
                Q(name__unaccent__icontains=word)
                | Q(activity__unaccent__icontains=word)
                | Q(municipality__name__unaccent__icontains=word)
            )
        return organisations

    @property
    def is_active(self):
        return any(getattr(self.form, "cleaned_data", {}).values())
