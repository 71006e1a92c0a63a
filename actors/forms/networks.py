from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.identifiers import siren
from actors.models import NetworkMembership, Organisation
from essportal.forms import PortalForm
from essportal.search import Plain

MOST_NAMED = 5


class DatesForm(PortalForm):
    """From when to when; `network` and `member` are known, or chosen in the form."""

    starts_on = forms.DateField(label=gettext_lazy("Depuis"))
    ends_on = forms.DateField(
        label=gettext_lazy("Jusqu’au"), required=False, help_text=gettext_lazy("Vide tant qu’elle en est membre.")
    )

    def __init__(self, *args, membership: NetworkMembership, **kwargs):
        self.membership = membership
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("La fin vient après le début."))
        elif starts_on and self._sides(data):
            others = NetworkMembership.objects.between(*self._sides(data), starts_on, ends_on)
            if others.exclude(pk=self.membership.pk).exists():
                self.add_error("starts_on", _("Une adhésion au même réseau couvre déjà ces dates."))
        return data

    def _sides(self, data):
        return self.membership.network, self.membership.member


class JoinForm(DatesForm):
    """This organisation becomes a member of a network."""

    network = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Réseau"))
    field_order = ["network"]

    def __init__(self, *args, reader, membership, **kwargs):
        super().__init__(*args, membership=membership, **kwargs)
        networks = Organisation.objects.visible_to(reader).verified().filter(is_network=True)
        self.fields["network"].queryset = networks.exclude(pk=membership.member_id).order_by("sort_name")

    def _sides(self, data):
        return (data["network"], self.membership.member) if data.get("network") else None


class WelcomeForm(DatesForm):
    """An organisation becomes a member of this network. Thousands may: one types its name or its number."""

    member = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        help_text=gettext_lazy("Son nom tel qu’il est dans l’annuaire, ou son SIREN."),
    )
    field_order = ["member"]

    def __init__(self, *args, reader, membership, **kwargs):
        super().__init__(*args, membership=membership, **kwargs)
        self.sheets = Organisation.objects.visible_to(reader).filter(merged_into=None).exclude(pk=membership.network_id)

    def clean_member(self):
        typed = self.cleaned_data["member"]
        found = list(self.sheets.filter(named(typed)).order_by("sort_name", "pk")[: MOST_NAMED + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("Aucune fiche ne porte ce nom ni ce numéro. Cherchez-la d’abord dans l’annuaire."))
        raise ValidationError(_("Plusieurs fiches portent ce nom. Donnez plutôt le SIREN."))

    def _sides(self, data):
        return (self.membership.network, data["member"]) if data.get("member") else None


def named(typed: str) -> Q:
    named = Q(sort_name=Plain(Value(typed)))
    try:
        return named | Q(siren=siren(typed))
    except ValueError:
        return named
