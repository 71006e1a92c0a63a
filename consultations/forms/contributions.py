"""What a person may type when they contribute."""

import uuid
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Municipality, Organisation, PolicyArea
from consultations.forms.files import CheckedFileField
from consultations.models import Question
from consultations.selectors.speaking import may_speak_for
from consultations.wordings import NAME, SIGNATURE
from essportal.forms import LineField, PortalForm, ProseField

LONGEST_TEXT = 20_000


class WritingForm(PortalForm):
    """A contribution being written. A draft may be half empty; what is to be filed may not (`complete=True`)."""

    question = forms.ModelChoiceField(
        Question.objects.none(),
        label=gettext_lazy("À quelle question répondez-vous ?"),
        required=False,
        empty_label=gettext_lazy("Une autre idée"),
    )
    title = LineField(
        label=gettext_lazy("Titre"),
        max_length=150,
        help_text=gettext_lazy("Votre idée en une ligne."),
    )
    text = ProseField(
        label=gettext_lazy("Votre texte"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=gettext_lazy("Ce que vous vivez, ce que vous proposez. Une ligne vide sépare deux paragraphes."),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(),
        label=gettext_lazy("Commune concernée"),
        required=False,
        empty_label=gettext_lazy("Tout le territoire"),
    )
    policy_areas = forms.ModelMultipleChoiceField(
        PolicyArea.objects.open(),
        label=gettext_lazy("Compétences concernées"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Au nom de qui parlez-vous ?"),
        required=False,
        empty_label=gettext_lazy("En mon nom"),
    )
    name = LineField(label=gettext_lazy("Vos prénom et nom"), max_length=120, required=False)
    name_is_public = forms.BooleanField(label=SIGNATURE.label, required=False, help_text=SIGNATURE.help_text)
    attachment = CheckedFileField(
        label=gettext_lazy("Joindre un fichier"),
        required=False,
        help_text=gettext_lazy("PDF, PNG, JPEG, ODT, ODS ou DOCX, 5 Mo au plus. Il sera public."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, user, consultation, complete=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = consultation.questions.all()
        # While one types, what looks like it is shown beside; the page where one reads again shows it to everyone.
        asked = f"{reverse('consultations:similar')}?{urlencode({'concertation': consultation.slug})}"
        self.fields["title"].widget.attrs |= {
            "hx-get": asked,
            "hx-trigger": "input changed delay:600ms",
            "hx-target": "#semblables",
        }
        self.fields["title"].required = self.fields["text"].required = complete
        if user.is_authenticated:
            self._keep_for_member(user)
        else:
            # Who speaks, and for whom, is known once signed in; so is who joins a file.
            self._drop("organisation", "attachment", "name")

    def _keep_for_member(self, user):
        mine = may_speak_for(user)
        if mine.exists():
            self.fields["organisation"].queryset = mine
        else:
            self._drop("organisation")
        if user.name:
            self._drop("name")

    def _drop(self, *names):
        for name in names:
            self.fields.pop(name, None)

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("title") and not data.get("text"):
            raise ValidationError(_("Écrivez un titre ou quelques mots avant de garder votre brouillon."))
        return data


class NameForm(PortalForm):
    """How one is called, and whether others may read it."""

    name = LineField(label=gettext_lazy("Vos prénom et nom"), max_length=120, required=False)
    name_is_public = forms.BooleanField(label=NAME.label, required=False, help_text=NAME.help_text)


class LeaveForm(PortalForm):
    """Closing one's account for good: the address is typed again, so that it is never done by a slip."""

    email = forms.CharField(
        label=gettext_lazy("Votre adresse, pour confirmer"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_email(self):
        typed = self.cleaned_data["email"].strip().lower()
        if typed != self.email.lower():
            raise ValidationError(_("Ce n’est pas l’adresse de ce compte."))
        return typed
