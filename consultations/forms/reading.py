"""How one searches among contributions. An unknown choice is left aside rather than refused."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actors.models import Municipality, NetworkMembership, Organisation, PolicyArea
from consultations.models import Channel, Contribution, Question
from essportal import clock
from essportal.forms import PortalForm

MOST_WORDS = 8


class ContributionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="filter_words",
        label=_("Chercher"),
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )
    question = django_filters.ModelChoiceFilter(
        queryset=Question.objects.filter(consultation__published_at__isnull=False),
        label=_("Question"),
        empty_label=_("Toutes les questions"),
    )
    commune = django_filters.ModelChoiceFilter(
        field_name="municipality",
        queryset=Municipality.objects.all(),
        label=_("Commune"),
        empty_label=_("Toutes les communes"),
    )
    competence = django_filters.ModelChoiceFilter(
        field_name="policy_areas",
        queryset=PolicyArea.objects.all(),
        label=_("Compétence"),
        empty_label=_("Toutes les compétences"),
    )
    reseau = django_filters.ModelChoiceFilter(
        method="filter_network",
        queryset=Organisation.objects.verified().filter(is_network=True).order_by("sort_name"),
        to_field_name="slug",
        label=_("Réseau"),
        empty_label=_("Tous les réseaux"),
    )
    canal = django_filters.ChoiceFilter(
        field_name="channel", choices=Channel.choices, label=_("Venue"), empty_label=_("Toutes les origines")
    )

    class Meta:
        model = Contribution
        form = PortalForm
        fields = []

    def filter_network(self, contributions, name, network):
        """What its members of today said."""
        running = NetworkMembership.objects.valid_on(clock.today()).filter(network=network)
        return contributions.filter(organisation__in=running.values("member"))

    def filter_words(self, contributions, name, value):
        """Each word must be found somewhere; accents and case do not count."""
        contributions = contributions.with_public_words()
        for word in value[:200].split()[:MOST_WORDS]:
            contributions = contributions.filter(
                Q(public_title_in_sql__unaccent__icontains=word)
                | Q(public_text_in_sql__unaccent__icontains=word)
                | Q(reference__iexact=word)
                | Q(organisation__name__unaccent__icontains=word)
            )
        return contributions

    @property
    def active(self):
        """The filters in use, besides the words, as (label, choice)."""
        data = getattr(self.form, "cleaned_data", {})
        labels = dict(Channel.choices)
        return [
            (self.form.fields[name].label, labels.get(value, value))
            for name, value in data.items()
            if value and name != "q"
        ]
