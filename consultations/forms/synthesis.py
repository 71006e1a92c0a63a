import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Channel, ClosingReport, Contribution, Objection, ObjectionOutcome, SynthesisPoint
from essportal.forms import LineField, PortalForm, PortalModelForm, ProseField


class PointForm(PortalModelForm):
    """`base` is the version that was read: it tells whether someone else saved meanwhile."""

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Pourquoi ce changement"),
        max_length=300,
        required=False,
        help_text=_("Lu par tout le monde dans l’histoire du point."),
    )

    class Meta:
        model = SynthesisPoint
        fields = ["title", "text", "status", "is_collective"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5, "maxlength": 3000}), "status": forms.RadioSelect}

    field_order = ["title", "text", "status", "is_collective", "reason", "base"]

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["text"].required = True
        if instance is None or not instance.published_at:
            del self.fields["reason"]
        if instance is None:
            del self.fields["base"]


class QuickPointForm(PortalForm):
    title = LineField(label=_("Titre du nouveau point"), max_length=150)


class DeskFilter(django_filters.FilterSet):
    """What the left pane shows, besides read or unread. An unknown choice is left aside."""

    q = django_filters.CharFilter(method="filter_words")
    question = django_filters.CharFilter(method="filter_question")
    canal = django_filters.ChoiceFilter(field_name="channel", choices=Channel.choices)

    class Meta:
        model = Contribution
        form = PortalForm
        fields = []

    def filter_words(self, contributions, name, value):
        for word in value[:200].split()[:8]:
            contributions = contributions.filter(
                Q(title__unaccent__icontains=word) | Q(text__unaccent__icontains=word) | Q(reference__iexact=word)
            )
        return contributions

    def filter_question(self, contributions, name, value):
        known = value.isascii() and value.isdecimal() and len(value) < 10
        return contributions.filter(question=int(value)) if known else contributions


class ObjectionForm(PortalForm):
    text = ProseField(
        label=_("Ce que le point ne dit pas, ou dit mal"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2000}),
        help_text=_("Il sera public avec la réponse de l’équipe. Ne nommez personne."),
    )


class AnswerForm(PortalModelForm):
    outcome = forms.ChoiceField(label=_("Suite donnée"), choices=ObjectionOutcome, widget=forms.RadioSelect)
    answer = ProseField(
        label=_("Réponse et motif"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
        help_text=_("Envoyée à la personne, et lue par tout le monde sur la page du point."),
    )

    class Meta:
        model = Objection
        fields = ["outcome", "answer", "is_hidden"]


class ReportForm(PortalModelForm):
    base = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    class Meta:
        model = ClosingReport
        fields = ["conduct", "attendance", "synthesis", "outcome"]
        widgets = {name: forms.Textarea(attrs={"rows": 8, "maxlength": 20_000}) for name in fields}
        help_texts = {
            "conduct": _("Les étapes, les rencontres, ce qui a marché ou non. Titres, listes et gras en Markdown."),
            "attendance": _("Vos mots à côté des chiffres : ils sont comptés par le portail."),
            "synthesis": _("Vos mots avant la liste des points de synthèse, rangés par question."),
            "outcome": _("Ce que la collectivité retient, ce qu’elle ne retient pas et pourquoi."),
        }
