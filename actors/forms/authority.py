"""The authority's settings, by page: its names, its look, its legal notices."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors import identifiers
from actors.defaults import ASSEMBLIES, KINDS
from actors.models import LocalAuthority
from actors.pictures import NotAPicture, redrawn
from essportal.forms import LimitedFileField, LineField, PortalForm, PortalModelForm


class IdentityForm(PortalModelForm):
    name = LineField(
        label=gettext_lazy("Nom entier"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : Communauté urbaine du Val de Clain."),
    )
    short_name = LineField(
        label=gettext_lazy("Nom court"), max_length=60, help_text=gettext_lazy("Celui qui paraît en haut des pages.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Nature"))
    assembly = forms.ChoiceField(label=gettext_lazy("Assemblée qui délibère"))
    siren = forms.CharField(
        label=gettext_lazy("SIREN"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    siren_confirmed = forms.BooleanField(
        label=gettext_lazy("Ce SIREN est juste malgré sa clé"),
        required=False,
        help_text=gettext_lazy("Quelques numéros réels ont une clé fausse. Relisez-le sur un avis de l’Insee."),
    )

    class Meta:
        model = LocalAuthority
        fields = ["name", "short_name", "kind", "assembly", "siren", "tagline"]
        help_texts = {"tagline": gettext_lazy("Une ligne sous le nom, en haut des pages.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, known in (("kind", KINDS), ("assembly", ASSEMBLIES)):
            kept = getattr(self.instance, name)
            others = [kept] if kept and kept not in known else []
            self.fields[name].choices = [("", _("Choisir…")), *((word, word) for word in [*known, *others])]
        self.initial["siren"] = identifiers.written(self.instance.siren)
        self.known_siren = self.instance.siren
        if not self._is_doubtful():
            del self.fields["siren_confirmed"]
        self.order_fields(["name", "short_name", "kind", "assembly", "siren", "siren_confirmed", "tagline"])

    def _is_doubtful(self) -> bool:
        """A number whose key is wrong is asked again, never refused."""
        try:
            number = identifiers.siren(self.data.get("siren", ""))
        except ValueError:
            return False
        return number != self.known_siren and not identifiers.key_is_right(number)

    def clean_siren(self):
        typed = self.cleaned_data["siren"]
        if not typed:
            return ""
        try:
            number = identifiers.siren(typed)
        except ValueError as error:
            raise ValidationError(_("Un SIREN a neuf chiffres, par exemple 732 829 320.")) from error
        if "siren_confirmed" in self.fields and not self.data.get("siren_confirmed"):
            raise ValidationError(
                _("La clé de ce numéro est fausse : relisez-le. S’il est juste, cochez la case qui le dit.")
            )
        return number

    @property
    def deed(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ColourField(forms.CharField):
    widget = forms.TextInput(attrs={"type": "color", "class": "form-control-color"})

    def to_python(self, value):
        return super().to_python(value).lower()


class LookForm(PortalForm):
    accent = ColourField(
        label=gettext_lazy("Couleur des liens et des boutons"),
        min_length=7,
        max_length=7,
        help_text=gettext_lazy("Elle doit se lire sur le papier du portail : contraste de 4,5 au moins."),
    )
    logo = LimitedFileField(label=gettext_lazy("Logo"), kinds=("png", "jpg"), megabytes=2, required=False)
    no_logo = forms.BooleanField(label=gettext_lazy("Retirer le logo"), required=False)

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **{"initial": {"accent": authority.accent}, **kwargs})
        if authority.logo_id is None:
            del self.fields["no_logo"]

    def clean_accent(self):
        accent = self.cleaned_data["accent"]
        LocalAuthority._meta.get_field("accent").run_validators(accent)
        return accent

    def clean_logo(self):
        file = self.cleaned_data["logo"]
        if not file:
            return None
        try:
            return redrawn(file)
        except NotAPicture as error:
            raise ValidationError(
                _("Cette image ne s’ouvre pas, ou elle est trop grande. Enregistrez-la en PNG, puis réessayez.")
            ) from error


class LegalForm(PortalModelForm):
    class Meta:
        model = LocalAuthority
        fields = ["contact", "address", "publisher", "host", "dpo_contact"]
        labels = {"contact": gettext_lazy("Équipe ESS")}
        help_texts = {
            "contact": gettext_lazy("Qui répond aux questions : nom du service, téléphone, courriel."),
            "address": gettext_lazy("De la collectivité, comme sur son papier à lettres."),
            "publisher": gettext_lazy("Sa fonction suffit : la présidente, le maire."),
            "host": gettext_lazy("Nom, adresse et téléphone de qui héberge le portail : la loi les demande."),
            "dpo_contact": gettext_lazy("Où lui écrire : une adresse de service plutôt qu’un nom."),
        }

    @property
    def deed(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
