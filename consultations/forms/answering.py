"""The questions as a form: usable with a keyboard, and kept as typed when something is missing."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Organisation
from consultations.models import AskedKind
from consultations.selectors import questionnaires
from essportal.forms import PortalForm

LONGEST = {AskedKind.SHORT: 200, AskedKind.LONG: 4_000}


class RankingWidget(forms.Widget):
    """One choice of a rank beside each option: works with the arrows of a keyboard, without pointer."""

    template_name = "django/forms/widgets/ranking.html"
    use_fieldset = True

    def __init__(self, options=(), attrs=None):
        self.options = list(options)
        super().__init__(attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        size = len(self.options)
        ranks = self._ranks(value)
        context["widget"]["only_if"] = context["widget"]["attrs"].get("data-only-if", "")
        context["widget"]["rows"] = [
            {
                "name": f"{name}_{place}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{place}",
                "label": option,
                "ranks": [(str(rank), str(rank) == ranks[place]) for rank in range(1, size + 1)],
            }
            for place, option in enumerate(self.options)
        ]
        return context

    def _ranks(self, value) -> list[str]:
        """From what was typed ({place: rank}) or from an answer already given (places in their order)."""
        if isinstance(value, dict):
            return [value.get(place, "") for place in range(len(self.options))]
        order = value or []
        return [str(order.index(place) + 1) if place in order else "" for place in range(len(self.options))]

    def value_from_datadict(self, data, files, name):
        return {place: str(data.get(f"{name}_{place}", ""))[:4] for place in range(len(self.options))}

    def value_omitted_from_data(self, data, files, name):
        return all(f"{name}_{place}" not in data for place in range(len(self.options)))

    def id_for_label(self, id_, index=None):
        return f"{id_}_0"


class RankingField(forms.Field):
    """The places of the options, from the first to the last: all of them, each rank once."""

    def __init__(self, options, **kwargs):
        self.size = len(options)
        super().__init__(widget=RankingWidget(options), **kwargs)

    def clean(self, value):
        ranks = list((value or {}).values())
        if not any(ranks):
            if self.required:
                raise ValidationError(_("Donnez un rang à chaque ligne."), code="required")
            return None
        wanted = [str(rank) for rank in range(1, self.size + 1)]
        if sorted(ranks) != sorted(wanted):
            raise ValidationError(_("Donnez un rang à chaque ligne, et chaque rang une seule fois."), code="ranks")
        return sorted(range(self.size), key=lambda place: int(ranks[place]))


class AnswerForm(PortalForm):
    """`answers` is what the questionnaire keeps: only the questions that were put and answered."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Vous répondez pour"),
        empty_label=gettext_lazy("Choisir…"),
        error_messages={"invalid_choice": gettext_lazy("Choisissez une organisation qui n’a pas encore répondu.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, questions, organisations=(), chooses=False, **kwargs):
        """`organisations` may still answer; who speaks for several `chooses`, even when one only is left."""
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        if chooses:
            pks = [one.pk for one in organisations]
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=pks)
        else:
            del self.fields["organisation"]
        ranks = {one.pk: one for one in self.questions}
        for question in self.questions:
            self.fields[name_of(question)] = field_of(question, ranks.get(question.condition_id))

    def clean(self):
        """What was not to be asked is neither missing nor kept."""
        data, answers = super().clean(), {}
        for question in self.questions:
            name = name_of(question)
            if not questionnaires.is_put(question, answers):
                self.errors.pop(name, None)
                data.pop(name, None)
            elif data.get(name) not in (None, "", []):
                answers[str(question.pk)] = _kept(data[name], question)
        if not answers and not self.errors:
            raise ValidationError(_("Répondez à une question au moins."))
        self.answers = answers
        return data


def name_of(question) -> str:
    return f"q{question.pk}"


def initial_of(answers: dict) -> dict:
    """What fills the form again."""
    return {f"q{pk}": value for pk, value in answers.items()}


def _kept(value, question):
    if question.kind == AskedKind.NUMBER:
        return format(value.normalize(), "f")
    return value


def field_of(question, condition) -> forms.Field:
    common = {
        "label": f"{question.rank}. {question.title}",
        "help_text": _helped(question, condition),
        "required": question.is_required,
    }
    field = _FIELDS[question.kind](question, common)
    if condition is not None:
        field.widget.attrs["data-only-if"] = f"q{condition.pk}:{question.condition_option}"
    return field


def _helped(question, condition) -> str:
    parts = [question.help]
    if condition is not None:
        said = _("Seulement si vous avez répondu « %(option)s » à la question %(rank)s.")
        parts.insert(0, said % {"option": condition.options[question.condition_option], "rank": condition.rank})
    if question.kind == AskedKind.RANKING:
        parts.append(_("1 pour ce qui compte le plus."))
    return " ".join(filter(None, parts))


def _choices(question):
    return list(enumerate(questionnaires.labels_of(question)))


def _single(question, common):
    return forms.TypedChoiceField(
        choices=_choices(question), coerce=int, empty_value=None, widget=forms.RadioSelect, **common
    )


def _multiple(question, common):
    return forms.TypedMultipleChoiceField(
        choices=_choices(question), coerce=int, empty_value=[], widget=forms.CheckboxSelectMultiple, **common
    )


def _scale(question, common):
    steps = range(question.lowest, question.highest + 1)
    choices = list(zip(steps, questionnaires.labels_of(question), strict=True))
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **common)


def _number(question, common):
    return forms.DecimalField(
        max_digits=12,
        decimal_places=2,
        min_value=question.minimum,
        max_value=question.maximum,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 30}),
        **common,
    )


def _text(question, common):
    widget = forms.Textarea(attrs={"rows": 5}) if question.kind == AskedKind.LONG else forms.TextInput
    return forms.CharField(max_length=LONGEST[question.kind], widget=widget, **common)


_FIELDS = {
    AskedKind.SINGLE: _single,
    AskedKind.MULTIPLE: _multiple,
    AskedKind.SCALE: _scale,
    AskedKind.RANKING: lambda question, common: RankingField(question.options, **common),
    AskedKind.NUMBER: _number,
    AskedKind.SHORT: _text,
    AskedKind.LONG: _text,
}
