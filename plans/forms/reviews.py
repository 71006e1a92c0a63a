from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from essportal.forms import PortalForm, ProseField
from plans.drafting import Quote, normalise, quote
from plans.models import OpinionKind

MOST_QUOTED = 500


class RemarkForm(PortalForm):
    text = ProseField(
        label=gettext_lazy("Votre remarque sur cette clause"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    quoted = forms.CharField(
        label=gettext_lazy("Les mots dont vous parlez"),
        help_text=gettext_lazy("Recopiez-les de la clause : la remarque les suivra si le texte bouge."),
        max_length=MOST_QUOTED,
        required=False,
    )

    def __init__(self, *args, words: str, **kwargs):
        """`words` is the text of the clause."""
        super().__init__(*args, **kwargs)
        self.words = normalise(words)

    def clean_quoted(self) -> Quote | None:
        wanted = normalise(self.cleaned_data["quoted"]).strip(" \n«»\u00a0\u202f")
        if not wanted:
            return None
        start = self.words.find(wanted)
        if start < 0:
            raise ValidationError(gettext("Ces mots ne sont pas dans la clause : recopiez-les tels quels."))
        return quote(self.words, start, start + len(wanted))


class OpinionForm(PortalForm):
    kind = forms.ChoiceField(label=gettext_lazy("Votre avis"), choices=OpinionKind.choices, widget=forms.RadioSelect)
    text = ProseField(
        label=gettext_lazy("Vos réserves ou vos motifs"),
        help_text=gettext_lazy("Nécessaires pour un avis avec réserves ou défavorable."),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self):
        values = super().clean()
        if values.get("kind") not in (None, OpinionKind.FAVOURABLE) and not values.get("text"):
            self.add_error("text", gettext("Dites vos réserves ou vos motifs."))
        return values
