"""What the team types to build a questionnaire."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Organisation
from consultations.forms.meetings import lines
from consultations.models import Answerer, AskedKind, AskedQuestion, Channel, Consultation, Questionnaire
from consultations.models.questionnaires import CONDITIONAL_ON, WITH_OPTIONS
from essportal.forms import PortalForm, PortalModelForm, says_something

MOST_OPTIONS, MOST_RANKED = 30, 10
SCALE = ("lowest", "highest", "low_label", "high_label")
BOUNDS = ("minimum", "maximum")


class QuestionnaireForm(PortalModelForm):
    """Where it belongs is chosen once; the rest may be mended."""

    consultation = forms.ModelChoiceField(Consultation.objects.all(), label=gettext_lazy("Concertation"))

    class Meta:
        model = Questionnaire
        fields = ["consultation", "title", "introduction", "answerer", "is_anonymous", "opens_at", "closes_at"]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4, "maxlength": 3000}), "answerer": forms.RadioSelect}
        help_texts = {
            "opens_at": gettext_lazy("Sans dates, ce sont celles que la concertation donne aux questionnaires."),
            "introduction": gettext_lazy("Pourquoi ces questions, et ce que deviendront les réponses."),
        }

    def __init__(self, *args, instance=None, answered=False, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["title"].validators.append(says_something)
        if instance is not None:
            del self.fields["consultation"]
        if answered:
            for name in ("answerer", "is_anonymous"):
                self.fields[name].disabled = True

    def clean(self):
        data = super().clean()
        if data.get("answerer") == Answerer.ANYONE:  # nobody says who they are
            data["is_anonymous"] = True
        return data


class QuestionForm(PortalModelForm):
    """One question; only what its kind needs is asked."""

    options = forms.CharField(
        label=gettext_lazy("Réponses proposées"),
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Une par ligne."),
    )
    only_if = forms.ChoiceField(
        label=gettext_lazy("Poser cette question"),
        required=False,
        help_text=gettext_lazy("Toujours, ou à ceux qui ont donné telle réponse à une question d’avant."),
    )

    class Meta:
        model = AskedQuestion
        fields = ["title", "help", "is_required", "options", *SCALE, *BOUNDS]

    def __init__(self, *args, kind, earlier, instance=None, **kwargs):
        self.kind = kind
        if instance is not None:
            condition = instance.condition_id and f"{instance.condition_id}:{instance.condition_option}"
            kwargs["initial"] = {"options": "\n".join(instance.options), "only_if": condition or ""}
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["title"].validators.append(says_something)
        self._drop_others()
        self.fields["only_if"].choices = [("", _("Toujours")), *self._conditions(earlier)]
        if len(self.fields["only_if"].choices) == 1:
            del self.fields["only_if"]

    def _drop_others(self):
        dropped = [] if self.kind in WITH_OPTIONS else ["options"]
        dropped += [] if self.kind == AskedKind.SCALE else SCALE
        dropped += [] if self.kind == AskedKind.NUMBER else BOUNDS
        for name in dropped:
            del self.fields[name]

    @staticmethod
    def _conditions(earlier):
        for question in earlier:
            if question.kind in CONDITIONAL_ON:
                for place, option in enumerate(question.options):
                    said = _("À qui a répondu « %(option)s » à la question %(rank)s")
                    yield f"{question.pk}:{place}", said % {"option": option, "rank": question.rank}

    def clean_options(self):
        options = lines(self.cleaned_data["options"])
        most = MOST_RANKED if self.kind == AskedKind.RANKING else MOST_OPTIONS
        if not 2 <= len(options) <= most:
            raise ValidationError(_("Proposez de 2 à %(most)s réponses, une par ligne."), params={"most": most})
        if len(set(options)) < len(options):
            raise ValidationError(_("La même réponse est proposée deux fois."))
        if any(len(option) > 200 for option in options):
            raise ValidationError(_("Une réponse proposée tient en 200 caractères."))
        return options

    @property
    def deed(self):
        """What the actions take."""
        data = dict(self.cleaned_data)
        question, __, option = data.pop("only_if", "").partition(":")
        condition = {"condition_id": int(question), "condition_option": int(option)} if question else {}
        return {**data, "kind": self.kind, "condition_id": None, "condition_option": None, **condition}


class TypingForm(PortalForm):
    """Where a sheet of paper comes from."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Venue"),
        choices=[(one.value, one.label) for one in (Channel.PAPER, Channel.MAIL, Channel.WORKSHOP, Channel.INTERVIEW)],
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation qui répond"),
        error_messages={"invalid_choice": gettext_lazy("Cette organisation a déjà répondu, ou n’est pas vérifiée.")},
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        if organisations is None:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = organisations
