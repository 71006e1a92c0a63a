"""What the team types about other people's words, and what their author answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import CharterReason, Moderation, Rules, Verdict
from consultations.models.rulings import OF_A_MESSAGE, OF_A_PASSAGE
from essportal.forms import PortalForm, PortalModelForm, ProseField


class SetAsideForm(PortalForm):
    motive = forms.ChoiceField(label=_("Motif de la charte"), choices=CharterReason.choices, widget=forms.RadioSelect)
    sentence = forms.CharField(
        label=_("Votre phrase à la personne"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Elle la reçoit avec le motif : dites ce qui manque ou ce qu’elle peut écrire à la place."),
    )


def _in_short(motives):
    return [(motive.value, motive.in_short) for motive in motives]


class MaskForm(PortalForm):
    passage = forms.CharField(
        label=_("Le passage à masquer"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copiez-le tel qu’il est écrit. Il est masqué partout où il paraît, titre compris."),
    )
    motive = forms.ChoiceField(label=_("Motif de la charte"), choices=_in_short(OF_A_PASSAGE), widget=forms.RadioSelect)
    sentence = forms.CharField(
        label=_("Votre phrase à la personne"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Elle la reçoit avec le motif."),
    )


class HideCommentForm(PortalForm):
    motive = forms.ChoiceField(label=_("Motif de la charte"), choices=_in_short(OF_A_MESSAGE), widget=forms.RadioSelect)
    sentence = forms.CharField(
        label=_("Votre phrase à la personne"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Elle la reçoit avec son message et le motif."),
    )


class AppealForm(PortalForm):
    text = ProseField(
        label=_("Pourquoi contestez-vous cette décision ?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(PortalForm):
    verdict = forms.ChoiceField(label=_("Votre décision"), choices=Verdict.choices, widget=forms.RadioSelect)
    answer = ProseField(
        label=_("Votre réponse"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("La personne la reçoit par courriel."),
    )


class RulesForm(PortalModelForm):
    class Meta:
        model = Rules
        fields = ["moderation", "hours_to_correct", "answers_on"]
        widgets = {"moderation": forms.RadioSelect(choices=Moderation.choices)}
