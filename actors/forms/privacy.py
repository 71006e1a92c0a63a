"""What one may ask about one's data, and what the DPO types."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import LocalAuthority, RequestKind
from essportal.forms import LineField, PortalForm, PortalModelForm, ProseField
from essportal.text import clean_line

# In the mouth of who asks; the desk of the DPO says the right by its name.
WISHES = [
    (RequestKind.ACCESS, _("Accéder à mes données")),
    (RequestKind.RECTIFICATION, _("Les faire corriger")),
    (RequestKind.OBJECTION, _("M’opposer à leur emploi")),
    (RequestKind.ERASURE, _("Les faire effacer")),
    (RequestKind.OTHER, _("Autre demande")),
]


class AskForm(PortalForm):
    """For whoever is signed in: their address is known and proved."""

    kind = forms.ChoiceField(label=_("Ce que vous voulez"), choices=WISHES, widget=forms.RadioSelect)
    text = ProseField(
        label=_("Dites-en plus"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("De quelles données s’agit-il, et ce qu’il faut en faire. N’envoyez pas de pièce d’identité."),
    )


class AskFromOutsideForm(AskForm):
    email = forms.EmailField(
        label=_("Votre adresse de courriel"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Un lien y arrivera pour confirmer votre demande ; la réponse aussi."),
    )
    name = LineField(
        label=_("Vos prénom et nom"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "name", "kind", "text"]

    def clean_email(self):
        return clean_line(self.cleaned_data["email"]).lower()


class ExtendForm(PortalForm):
    reason = ProseField(
        label=_("Pourquoi il faut deux mois de plus"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Demande complexe, ou nombreuses : la personne lit cette raison aussitôt."),
    )


class AnswerForm(PortalForm):
    answer = ProseField(
        label=_("Votre réponse"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Elle part par courriel, telle quelle. Si vous refusez, dites pourquoi et citez la CNIL."),
    )


class CloseForm(PortalForm):
    note = ProseField(
        label=_("Ce qui a été fait"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pour vous seul : données remises, corrigées, effacées, ou pourquoi rien n’était à faire."),
    )


class InactivityForm(PortalModelForm):
    class Meta:
        model = LocalAuthority
        fields = ["inactive_years"]
        help_texts = {"inactive_years": _("Sans connexion pendant ce temps. Un courriel avertit un mois avant.")}
