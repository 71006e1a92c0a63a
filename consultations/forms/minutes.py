"""The minutes as they are typed: one text for each part, with the number of the writing it started from."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import MinutesSection
from essportal import clock
from essportal.forms import LineField, ParisDateField, PortalForm, ProseField

LONGEST = 50_000
CORRECTIONS_DAYS = 14


class MinutesForm(PortalForm):
    """`kept` holds the texts that collided: they stay typed, now from the newest writing."""

    def __init__(self, *args, minutes, kept=None, **kwargs):
        super().__init__(*args, **kwargs)
        kept = kept or {}
        self.parts = []
        for section in minutes.sections.prefetch_related("passages__by"):
            newest = next(reversed(section.passages.all()), None)
            text, base = f"text_{section.pk}", f"base_{section.pk}"
            if self.is_bound and base not in self.data:
                continue  # added by someone else since this page was drawn: it says nothing of that part
            self.fields[text] = forms.CharField(
                label=section.title, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
            )
            self.fields[text].initial = kept.get(section.pk, newest.text if newest else "")
            self.fields[base] = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
            self.fields[base].initial = newest.number if newest else 0
            self.parts.append((section, newest, text, base))

    @property
    def drawn(self):
        """Each part with its fields, for the page."""
        return [(section, newest, self[text], self[base]) for section, newest, text, base in self.parts]

    @property
    def texts(self) -> dict[int, tuple[int, str]]:
        data = self.cleaned_data
        return {section.pk: (data[base], data[text]) for section, __, text, base in self.parts}


class SectionForm(PortalForm):
    title = LineField(label=gettext_lazy("Titre de la partie"), max_length=300)


class SendForm(PortalForm):
    corrections_until = ParisDateField(
        label=gettext_lazy("Corrections attendues jusqu’au"), help_text=gettext_lazy("Ce jour compte encore.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["corrections_until"].initial = clock.today() + timedelta(days=CORRECTIONS_DAYS)

    def clean_corrections_until(self):
        until = self.cleaned_data["corrections_until"]
        if until < clock.today():
            raise ValidationError(_("Cette date est passée."))
        return until


class CorrectionForm(PortalForm):
    section = forms.ModelChoiceField(
        MinutesSection.objects.none(),
        label=gettext_lazy("Partie"),
        required=False,
        empty_label=gettext_lazy("L’ensemble"),
    )
    text = ProseField(
        label=gettext_lazy("Ce qu’il faut corriger"),
        max_length=5_000,
        help_text=gettext_lazy("Dites la phrase en cause, et ce que vous proposez d’écrire."),
    )

    def __init__(self, *args, minutes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = minutes.sections.all()


class SettleForm(PortalForm):
    answer = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"),
        choices=[("accepter", gettext_lazy("Reprise dans le texte")), ("refuser", gettext_lazy("Non reprise"))],
        widget=forms.RadioSelect,
    )
    reason = ProseField(
        label=gettext_lazy("Motif"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nécessaire quand elle n’est pas reprise. Son auteur le lit."),
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == "refuser" and not data.get("reason"):
            self.add_error("reason", _("Dites pourquoi cette correction n’est pas reprise."))
        return data


class ApproveForm(PortalForm):
    """Without a next sitting, the team says why it approves by itself."""

    reason = ProseField(
        label=gettext_lazy("Pourquoi l’équipe l’approuve elle-même"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Cette phrase paraît avec le compte rendu."),
    )

    def __init__(self, *args, sitting=None, **kwargs):
        super().__init__(*args, **kwargs)
        if sitting is not None:
            del self.fields["reason"]


class ErratumForm(PortalForm):
    text = ProseField(label=gettext_lazy("Ce qu’il faut lire"), max_length=5_000)
    reason = ProseField(label=gettext_lazy("Motif"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    signed_as = LineField(
        label=gettext_lazy("Signé par"),
        max_length=150,
        initial=gettext_lazy("L’équipe ESS"),
        help_text=gettext_lazy("Une fonction plutôt qu’un nom : la présidente de séance, l’équipe ESS…"),
    )
