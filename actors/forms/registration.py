"""What a person of the organisation types: short, and without any number if there is none."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.numbers import Sure, read, taken
from actors.models import Kind, Municipality
from essportal.forms import LineField, PortalForm, ProseField


class ClaimForm(PortalForm):
    function = LineField(
        label=gettext_lazy("Votre fonction dans l’organisation"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Par exemple : présidente, trésorier, salariée."),
    )
    note = ProseField(
        label=gettext_lazy("Un mot pour l’équipe"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Ce qui l’aide à vous reconnaître : un site, un téléphone, une personne. Jamais publié."
        ),
    )


class RegisterForm(Sure, ClaimForm):
    """A draft may be half empty; what goes to the team may not (`complete=True`)."""

    name = LineField(label=gettext_lazy("Nom de l’organisation"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("C’est…"),
        choices=[("", gettext_lazy("Choisir…")), *Kind.choices],
        help_text=gettext_lazy("Une SCOP ou une SCIC est une coopérative. Un organisme public est un partenaire."),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(),
        label=gettext_lazy("Commune"),
        required=False,
        empty_label=gettext_lazy("Hors du territoire, ou je ne sais pas"),
    )
    activity = LineField(
        label=gettext_lazy("Ce qu’elle fait, en une ligne"),
        max_length=200,
        required=False,
    )
    number = forms.CharField(
        label=gettext_lazy("SIREN, SIRET ou numéro d’association"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Aucun n’est nécessaire. Les espaces ne comptent pas."),
    )
    sure = forms.BooleanField(label=Sure.sure_label, required=False)
    field_order = ["name", "kind", "municipality", "activity", "number", "sure", "function", "note"]
    # Whose number it may already be: the sheet that came with a claim.
    sheet = None

    def __init__(self, *args, complete=True, sheet=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.numbers = sheet, {}
        self.fields["kind"].required = complete
        self._hide_sure()

    def clean_number(self):
        typed = self.cleaned_data["number"]
        self.numbers = read(typed)
        return typed

    def clean(self):
        data = super().clean()
        for name, number in self.numbers.items():
            self._doubt("number", number)
            if taken("siren" if name == "siret" else name, number[:9] if name == "siret" else number, but=self.sheet):
                self.add_error(
                    "number",
                    ValidationError(
                        _(
                            "Une fiche porte déjà ce numéro. Si c’est la vôtre, demandez à la représenter ; "
                            "sinon, laissez ce champ vide."
                        ),
                        code="taken",
                    ),
                )
        return data

    @property
    def typed(self) -> dict:
        """As a draft keeps it: what was typed, nothing read into it."""
        kept = {name: self.cleaned_data.get(name) or "" for name in self.fields if name not in ("municipality", "sure")}
        place = self.cleaned_data.get("municipality")
        return {**kept, "municipality": place.pk if place else "", "sure": bool(self.cleaned_data.get("sure"))}

    @property
    def siren(self):
        return self.numbers.get("siren") or self.numbers.get("siret", "")[:9] or None

    @property
    def deed(self) -> dict:
        """What the action takes."""
        names = ("name", "kind", "municipality", "activity", "function", "note")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "siren": self.siren,
            "rna": self.numbers.get("rna"),
            "siret": self.numbers.get("siret"),
        }
