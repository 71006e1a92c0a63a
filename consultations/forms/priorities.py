"""What one types about a vote of priorities: the team its rules, a voter its points."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.actions.priorities import say_left
from consultations.models import Consultation, Meeting, MeetingKind, Prioritisation, SynthesisPoint, Voters
from consultations.models.priorities import MOST_POINTS
from essportal.forms import PortalForm, PortalModelForm, says_something


class PrioritisationForm(PortalModelForm):
    """Its consultation is chosen once; once open, only words and dates may be mended."""

    consultation = forms.ModelChoiceField(Consultation.objects.all(), label=gettext_lazy("Concertation"))
    points_each = forms.IntegerField(
        label=gettext_lazy("Points à répartir"),
        min_value=1,
        max_value=MOST_POINTS,
        initial=10,
        help_text=gettext_lazy("Combien chaque votant en donne, en tout."),
    )

    class Meta:
        model = Prioritisation
        fields = [
            "consultation",
            "title",
            "introduction",
            "voters",
            "body",
            "meeting",
            "points_each",
            "is_secret",
            "opens_at",
            "closes_at",
        ]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4, "maxlength": 3000}), "voters": forms.RadioSelect}
        help_texts = {
            "body": gettext_lazy("Si le vote est confié à une instance."),
            "meeting": gettext_lazy("Si ce sont les tables d’une fabrique qui votent."),
            "opens_at": gettext_lazy("Sans dates, ce sont celles que la concertation donne aux priorités."),
        }

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["title"].validators.append(says_something)
        self.fields["meeting"].queryset = Meeting.objects.filter(kind=MeetingKind.FABRIQUE).order_by("-starts_at")
        if instance is not None:
            del self.fields["consultation"]
            if instance.published_at:
                for name in ("voters", "body", "meeting", "points_each", "is_secret"):
                    del self.fields[name]

    def clean(self):
        data = super().clean()
        if "voters" not in self.fields:
            return data
        voters = data.get("voters")
        for name, wanted in (("body", Voters.BODY), ("meeting", Voters.TABLES)):
            if voters == wanted and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choisissez qui vote."))
            elif voters != wanted:
                data[name] = None
        return data


class ChoicesForm(PortalForm):
    """Which published points are put to the vote."""

    points = forms.ModelMultipleChoiceField(
        SynthesisPoint.objects.none(),
        label=gettext_lazy("Points de synthèse soumis au vote"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, consultation, **kwargs):
        super().__init__(*args, **kwargs)
        published = SynthesisPoint.objects.filter(consultation=consultation, published_at__isnull=False)
        self.fields["points"].queryset = published
        self.fields["points"].label_from_instance = lambda point: f"{point.reference} – {point.title}"


class BallotForm(PortalForm):
    """A number beside each point; all of the points are to be given."""

    def __init__(self, *args, vote, choices, given=None, **kwargs):
        given = given or {}
        kwargs["initial"] = {f"c{pk}": points for pk, points in given.items()}
        super().__init__(*args, **kwargs)
        self.vote, self.choices = vote, list(choices)
        for choice in self.choices:
            self.fields[f"c{choice.pk}"] = forms.IntegerField(
                label=choice.point.title,
                required=False,
                min_value=0,
                max_value=vote.points_each,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": vote.points_each}),
            )

    @property
    def shares(self) -> dict[int, int]:
        found = {choice.pk: self.cleaned_data.get(f"c{choice.pk}") or 0 for choice in self.choices}
        return {pk: points for pk, points in found.items() if points}

    def clean(self):
        data = super().clean()
        if not self.errors and (said := say_left(self.vote.points_each - sum(self.shares.values()))):
            raise ValidationError(said)
        return data
