"""What one may type in an information page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import AccessibilityAudit
from essportal import clock
from essportal.forms import LineField, PortalForm, PortalModelForm, ProseField
from essportal.pages import WORD_PREFIX, glossary
from essportal.text import slug

HOW = gettext_lazy(
    "Une ligne vide sépare deux paragraphes. ## Titre, **gras**, *italique*, - liste, [mots du lien](https://adresse)."
)


class PageTextForm(PortalForm):
    """The newest text of a page, changed. `base` is the one it started from."""

    text = ProseField(
        label=gettext_lazy("Texte"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 18}), help_text=HOW
    )
    note = LineField(
        label=gettext_lazy("Pourquoi ce changement"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Gardé dans l’histoire de la page, lu par l’équipe."),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def __init__(self, *args, newest, **kwargs):
        super().__init__(*args, **kwargs)
        self.newest = newest
        self.overtaken = False

    def clean(self):
        data = super().clean()
        number = self.newest.number if self.newest else 0
        if "base" in data and data["base"] != number:
            self._start_again_from(number)
            raise ValidationError(
                _(
                    "%(name)s a enregistré un autre texte pendant que vous écriviez. Il est ci-dessous : reprenez-en "
                    "ce qu’il faut, puis enregistrez de nouveau."
                ),
                params={"name": self.newest.by if self.newest else _("Quelqu’un")},
            )
        return data

    def _start_again_from(self, number):
        self.overtaken = True
        self.data = self.data.copy()
        self.data[self.add_prefix("base")] = number


class WordForm(PageTextForm):
    """A word of the glossary: its definition is one or two sentences."""

    title = LineField(label=gettext_lazy("Mot"), max_length=80)
    text = ProseField(
        label=gettext_lazy("Définition"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}), help_text=HOW
    )
    field_order = ["title", "text", "note", "base"]


class NewWordForm(PortalForm):
    title = LineField(label=gettext_lazy("Mot"), max_length=80)
    text = ProseField(
        label=gettext_lazy("Définition"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}), help_text=HOW
    )

    def clean_title(self):
        title = self.cleaned_data["title"]
        if any(slug(word.word) == slug(title) for word in glossary()):
            raise ValidationError(_("Ce mot est déjà dans le glossaire : modifiez sa définition."))
        return title

    @property
    def key(self) -> str:
        return WORD_PREFIX + slug(self.cleaned_data["title"], 50)


class AuditForm(PortalModelForm):
    class Meta:
        model = AccessibilityAudit
        fields = ["done_on", "rate", "auditor"]
        help_texts = {
            "rate": gettext_lazy("Celui du rapport : critères respectés sur critères applicables."),
            "auditor": gettext_lazy("La société ou la personne, extérieure à l’équipe qui tient le portail."),
        }

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day > clock.today():
            raise ValidationError(_("Un audit se déclare une fois mené : cette date est à venir."))
        return day
