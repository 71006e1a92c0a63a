import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Municipality, Organisation
from consultations.models import Channel, Consultation, MeetingStatus, Workshop
from essportal.forms import PortalForm

MOST_LINES = 200
LONGEST_IDEA = 2_000
# Word processors leave vertical tabs and worse in what one copies; PostgreSQL refuses NUL.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def lacks_words(line: str) -> bool:
    return sum(character.isalpha() for character in line) < 3


class TypedTextField(forms.CharField):
    """Text copied from anywhere: characters that nobody can read become spaces."""

    widget = forms.Textarea

    def to_python(self, value):
        return UNPRINTABLE.sub(" ", super().to_python(value)).strip()


class IdeaForm(PortalForm):
    """One field: Enter saves. The key is drawn with the empty form, so that a form sent twice makes one idea."""

    text = TypedTextField(
        label=gettext_lazy("Une idée"),
        max_length=LONGEST_IDEA,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True, "data-enter-submits": True}),
        help_text=gettext_lazy("Entrée enregistre et vide le champ."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PasteForm(PortalForm):
    """Where the ideas come from, then the ideas, one a line."""

    consultation = forms.ModelChoiceField(Consultation.objects.none(), label=gettext_lazy("Concertation"))
    channel = forms.ChoiceField(
        label=gettext_lazy("D’où viennent-elles ?"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.ONLINE],
    )
    workshop = forms.ModelChoiceField(
        Workshop.objects.none(), label=gettext_lazy("Table"), required=False, empty_label=gettext_lazy("Aucune table")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        required=False,
        empty_label=gettext_lazy("Aucune organisation"),
    )
    on_behalf_of = forms.CharField(
        label=gettext_lazy("Au nom de"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Par exemple : une habitante de Rouillé. Jamais un nom sans son accord."),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(),
        label=gettext_lazy("Commune"),
        required=False,
        empty_label=gettext_lazy("Aucune commune"),
    )
    lines = TypedTextField(
        label=gettext_lazy("Les idées"),
        max_length=MOST_LINES * LONGEST_IDEA,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Une idée par ligne, 200 lignes au plus. Rien n’est enregistré avant l’aperçu."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = Consultation.objects.visible_to(user)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")
        self.fields["workshop"].queryset = (
            Workshop.objects.filter(meeting__status__in=[MeetingStatus.ANNOUNCED, MeetingStatus.HELD])
            .select_related("meeting")
            .order_by("-meeting__starts_at", "number")
        )
        self.fields["workshop"].label_from_instance = lambda table: f"{table.meeting} — {table}"

    def clean_lines(self):
        found = [line.strip(" \t•–-*") for line in self.cleaned_data["lines"].splitlines()]
        found = [line for line in found if line]
        if len(found) > MOST_LINES:
            raise ValidationError(
                _("Vous avez collé %(count)s lignes. Envoyez-les par 200 au plus."), params={"count": len(found)}
            )
        if not found:
            raise ValidationError(_("Collez au moins une idée."))
        return found

    def clean(self):
        data = super().clean()
        table, consultation = data.get("workshop"), data.get("consultation")
        if data.get("channel") == Channel.WORKSHOP and not table and "workshop" not in self.errors:
            self.add_error("workshop", _("Choisissez la table où ces idées ont été dites."))
        if table and consultation and table.meeting.consultation_id not in (None, consultation.pk):
            self.add_error("workshop", _("Cette table appartient à une autre concertation."))
        return data

    @property
    def origin(self):
        """What every line of the paste shares, as the action takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "lines"}
        return {**data, "meeting": data["workshop"].meeting if data["workshop"] else None}


class OriginForm(PasteForm):
    """The same origin, carried unseen by the preview."""

    lines = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()


class LineForm(PortalForm):
    take = forms.BooleanField(label=gettext_lazy("Enregistrer"), required=False)
    text = TypedTextField(
        label=gettext_lazy("Idée"), max_length=LONGEST_IDEA, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if not data.get("take"):  # what is left aside blocks nothing
            self.errors.pop("text", None)
        elif "text" not in self.errors:
            if not data.get("text"):
                self.add_error("text", _("Écrivez l’idée, ou décochez la ligne."))
            elif lacks_words(data["text"]):
                self.add_error("text", _("Cette ligne n’a pas de mots. Corrigez-la, ou décochez-la."))
        return data


LineFormSet = forms.formset_factory(LineForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True)
