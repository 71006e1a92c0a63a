"""The sheet of an organisation, as the team writes it and as its representatives may."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.actions.sheets import IDENTITY, PUBLIC
from actors.forms.numbers import NumberField, Sure, taken
from actors.models import Establishment, Kind, Municipality, Organisation, OrganisationStatus, PolicyArea
from essportal.forms import LineField, PortalForm, PortalModelForm, ProseField

TAKEN = gettext_lazy("Une autre fiche porte déjà ce numéro : fusionnez-les, ou laissez vide.")


class _SheetForm(PortalModelForm):
    """Shared: the instance is only read, an action writes."""

    website = forms.URLField(label=gettext_lazy("Site"), required=False, assume_scheme="https", max_length=200)
    description = ProseField(
        label=gettext_lazy("Description"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    policy_areas = forms.ModelMultipleChoiceField(
        PolicyArea.objects.all(),
        label=gettext_lazy("Compétences de la collectivité qui la concernent"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def _post_clean(self):
        """Nothing is put in the instance: what the page shows beside the form stays what is recorded."""

    @property
    def deed(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "sure"}


class OwnSheetForm(_SheetForm):
    """What a representative may change alone, at once."""

    class Meta:
        model = Organisation
        fields = [*PUBLIC, "policy_areas"]


class _IdentityForm(Sure):
    def clean(self):
        data = super().clean()
        self._doubt("siren", data.get("siren"))
        for name in ("siren", "rna"):
            if taken(name, data.get(name), but=self.instance if self.instance.pk else None):
                self.add_error(name, TAKEN)
        if data.get("kind") != Kind.PARTNER:
            data["partner_kind"] = ""
        return data


class TeamSheetForm(_IdentityForm, _SheetForm):
    name = LineField(label=gettext_lazy("Nom"), max_length=200)
    siren = NumberField(kind="siren", label="SIREN")
    rna = NumberField(kind="rna", label=gettext_lazy("RNA"))
    sure = forms.BooleanField(label=Sure.sure_label, required=False)
    field_order = [*IDENTITY, "sure", *PUBLIC]

    class Meta:
        model = Organisation
        fields = [*IDENTITY, *PUBLIC, "is_network", "is_scic", "esus_from", "esus_until", "policy_areas"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._hide_sure()

    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("esus_from"), data.get("esus_until")
        if ends_on and not starts_on:
            self.add_error("esus_from", _("Dites depuis quand elle est agréée."))
        elif ends_on and ends_on < starts_on:
            self.add_error("esus_until", _("La fin de l’agrément vient après son début."))
        return data


class CorrectionForm(_IdentityForm, PortalModelForm):
    """What identifies an organisation: its representatives ask, the team decides."""

    name = LineField(label=gettext_lazy("Nom"), max_length=200)
    siren = NumberField(kind="siren", label="SIREN")
    rna = NumberField(kind="rna", label=gettext_lazy("RNA"))
    sure = forms.BooleanField(label=Sure.sure_label, required=False)

    class Meta:
        model = Organisation
        fields = [*IDENTITY]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._hide_sure()

    def _post_clean(self):
        """Nothing is put in the instance: it is only read."""

    @property
    def asked(self) -> dict:
        """What differs from the sheet, as JSON keeps it."""
        data = {name: self.cleaned_data[name] for name in IDENTITY}
        changed = {name: value for name, value in data.items() if getattr(self.instance, name) != value}
        if isinstance(changed.get("municipality"), Municipality):
            changed["municipality"] = changed["municipality"].pk
        return changed


class EstablishmentForm(Sure, PortalModelForm):
    siret = NumberField(kind="siret", label="SIRET")
    sure = forms.BooleanField(label=Sure.sure_label, required=False)
    field_order = ["siret", "sure", "name", "address", "municipality", "is_head", "is_open"]

    class Meta:
        model = Establishment
        fields = ["siret", "name", "address", "municipality", "is_head", "is_open"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._hide_sure()

    def _post_clean(self):
        """Nothing is put in the instance: an action writes."""

    def clean(self):
        data = super().clean()
        number = data.get("siret")
        self._doubt("siret", number)
        holders = Establishment.objects.filter(siret=number).exclude(pk=self.instance.pk)
        holders = holders.exclude(organisation__status=OrganisationStatus.REFUSED)  # it gives its numbers back
        if number and holders.exists():
            self.add_error(
                "siret", _("Cet établissement est déjà dans l’annuaire, sur une autre fiche ou sur celle-ci.")
            )
        if not number and not data.get("name") and not data.get("address"):
            self.add_error("name", _("Donnez une enseigne, une adresse ou un SIRET : il faut de quoi le reconnaître."))
        return data

    @property
    def deed(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "sure"}


class HandOverForm(PortalForm):
    email = forms.EmailField(
        label=gettext_lazy("Son adresse électronique"),
        max_length=254,
        help_text=gettext_lazy("Cette personne reçoit la proposition, et l’accepte ou non. Vérifiez chaque lettre."),
    )
    function = LineField(label=gettext_lazy("Sa fonction"), max_length=100, required=False)
    giver_leaves = forms.BooleanField(
        label=gettext_lazy("Quand elle aura accepté, je ne représenterai plus l’organisation"), required=False
    )

    def __init__(self, *args, is_representative, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_representative:
            self.fields.pop("giver_leaves")
