"""What the team answers, and how two sheets become one."""

from datetime import date

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.actions.merging import FIELDS, WITH, fills
from actors.identifiers import written
from actors.models import Organisation
from essportal.forms import PortalForm, ProseField
from essportal.typography import day


class Decision(models.TextChoices):
    ACCEPT = "accept", gettext_lazy("Accepter")
    ASK = "ask", gettext_lazy("Demander une précision")
    REFUSE = "refuse", gettext_lazy("Refuser, avec la raison")


class DecisionForm(PortalForm):
    decision = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"), choices=Decision.choices, widget=forms.RadioSelect
    )
    words = ProseField(
        label=gettext_lazy("Votre phrase à la personne"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nécessaire pour demander ou refuser : elle la reçoit telle quelle."),
    )

    def clean(self):
        data = super().clean()
        if data.get("decision") in (Decision.ASK, Decision.REFUSE) and not data.get("words") and not self.errors:
            self.add_error("words", _("Écrivez ce que vous demandez, ou pourquoi vous refusez : la personne le lira."))
        return data


class CorrectionDecisionForm(DecisionForm):
    decision = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"),
        choices=[choice for choice in Decision.choices if choice[0] != Decision.ASK],
        widget=forms.RadioSelect,
    )


class MergeForm(PortalForm):
    """One choice for each thing that the two sheets say differently; the rest needs no choice."""

    def __init__(self, *args, kept: Organisation, merged: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreed, self.filled = [], []
        for name in FIELDS:
            if name in WITH.values():
                continue
            label = Organisation._meta.get_field(name).verbose_name
            one, other = said(kept, name), said(merged, name)
            if fills(kept, merged, name):
                self.filled.append((label, other))
            elif one == other or not other:
                self.agreed.append((label, one))
            else:
                self.fields[name] = forms.ChoiceField(
                    label=str(label).capitalize() if not str(label).isupper() else label,
                    choices=[("kept", one), ("merged", other)],
                    initial="kept",
                    widget=forms.RadioSelect,
                )
        self.agreed = [(label, value) for label, value in self.agreed if value]

    @property
    def take(self) -> list[str]:
        return [name for name, choice in self.cleaned_data.items() if choice == "merged"]


def said(organisation, name: str) -> str:
    """A field as people read it."""
    if hasattr(organisation, f"get_{name}_display"):
        words = getattr(organisation, f"get_{name}_display")()
    else:
        words = getattr(organisation, name)
    if isinstance(words, bool):
        words = _("oui") if words else _("non")
    elif isinstance(words, date):
        words = day(words)
    elif name == "siren" and words:
        words = written(words)
    return str(words) if words else ""
