import re
import uuid
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.organisations import OrganisationField
from actors.models import Municipality
from consultations.forms.idea_files import IdeasFileField
from consultations.models import Channel, Consultation, MeetingStatus, Workshop
from essportal.forms import PortalForm
from essportal.text import clean_prose

MOST_LINES = 500
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
    organisation = OrganisationField(required=False)
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
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Une idée par ligne, 500 lignes au plus. Rien n’est enregistré avant l’aperçu."),
    )
    file = IdeasFileField(
        label=gettext_lazy("Ou un fichier"),
        most=MOST_LINES,
        required=False,
        help_text=gettext_lazy(
            "CSV, ODS ou XLSX avec une colonne « Idée », ou TXT avec une idée par ligne. 500 lignes au plus."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consultation"].queryset = Consultation.objects.visible_to(user)
        self.fields["workshop"].queryset = (
            Workshop.objects.filter(meeting__status__in=[MeetingStatus.ANNOUNCED, MeetingStatus.HELD])
            .select_related("meeting")
            .order_by("-meeting__starts_at", "number")
        )
        self.fields["workshop"].label_from_instance = lambda table: f"{table.meeting} — {table}"

    def clean_lines(self):
        """(line, idea, what is wrong with it), as the file gives them."""
        typed = enumerate(self.cleaned_data["lines"].splitlines(), start=1)
        return _counted([(rank, bare, "") for rank, line in typed if (bare := line.strip(" \t•–-*"))])

    def clean_file(self):
        return _counted(self.cleaned_data["file"] or [])

    def clean(self):
        data = super().clean()
        table, consultation = data.get("workshop"), data.get("consultation")
        if data.get("channel") == Channel.WORKSHOP and not table and "workshop" not in self.errors:
            self.add_error("workshop", _("Choisissez la table où ces idées ont été dites."))
        if table and consultation and table.meeting.consultation_id not in (None, consultation.pk):
            self.add_error("workshop", _("Cette table appartient à une autre concertation."))
        if self.takes_lines and not self.errors.keys() & {"lines", "file"}:
            self._require_one(data.get("lines"), data.get("file"))
        return data

    takes_lines = True

    def _require_one(self, lines, file):
        if lines and file:
            self.add_error("file", _("Collez des lignes ou joignez un fichier, pas les deux."))
        elif not lines and not file:
            self.add_error("lines", _("Collez au moins une idée, ou joignez un fichier qui en contient."))

    @property
    def found(self):
        return [
            Line(number, TypedTextField().to_python(clean_prose(text)), problem=problem)
            for number, text, problem in self.cleaned_data["lines"] or self.cleaned_data["file"]
        ]

    @property
    def origin(self):
        """What every line of the paste shares, as the action takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("lines", "file")}
        return {**data, "meeting": data["workshop"].meeting if data["workshop"] else None}


class OriginForm(PasteForm):
    """The same origin, carried unseen by the preview."""

    lines = file = None
    takes_lines = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()


@dataclass
class Line:
    """A line of the preview. `problem` is what the file says is wrong; `error`, what stops it once it is ticked."""

    number: int
    text: str
    take: bool = False
    problem: str = ""
    error: str = ""


class Lines:
    """The preview sent back. Five hundred lines are read by hand: as many forms would take longer than the rest."""

    def __init__(self, data):
        self.key = _uuid(data.get("key"))
        numbers = [int(number) for number in data.get("numbers", "").split(",") if number.isdecimal()][:MOST_LINES]
        field = TypedTextField(required=False)
        self.rows = [
            Line(number, field.to_python(clean_prose(data.get(f"text-{number}", ""))), f"take-{number}" in data)
            for number in dict.fromkeys(numbers)
        ]
        for row in self.taken:
            row.error = why_not(row.text)

    @property
    def taken(self):
        return [row for row in self.rows if row.take]

    def is_valid(self):
        return self.key is not None and not any(row.error for row in self.rows)


def why_not(text: str) -> str:
    if not text:
        return _("Écrivez l’idée, ou décochez la ligne.")
    if len(text) > LONGEST_IDEA:
        return _("Une idée tient en %(count)s caractères. Coupez-la, ou décochez la ligne.") % {"count": LONGEST_IDEA}
    return _("Cette ligne n’a pas de mots. Corrigez-la, ou décochez-la.") if lacks_words(text) else ""


def _uuid(text):
    try:
        return uuid.UUID(text)
    except (TypeError, ValueError, AttributeError):
        return None


def _counted(lines):
    if len(lines) > MOST_LINES:
        raise ValidationError(
            _("Il y a plus de %(most)s idées. Partagez-les en plusieurs fois."), params={"most": MOST_LINES}
        )
    return lines
