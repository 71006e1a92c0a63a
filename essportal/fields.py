"""Fields whose input people get wrong: hours that do not exist, titles that say nothing, files of the wrong kind."""

from datetime import datetime
from zoneinfo import ZoneInfo

import puremagic
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from essportal.text import has_a_letter

NATIVE_DAY = "%Y-%m-%d"
NATIVE_MOMENT = "%Y-%m-%dT%H:%M"
MEGABYTE = 1_000_000


def says_something(value: str) -> None:
    """A title made only of marks or of characters that nobody sees is not a title."""
    if not has_a_letter(value):
        raise ValidationError(_("Écrivez au moins une lettre ou un chiffre."), code="no_letter")


class LineField(forms.CharField):
    """A title, a name: one line, with something to read in it."""

    default_validators = [says_something]


class ProseField(forms.CharField):
    """A text of several paragraphs."""

    widget = forms.Textarea
    default_validators = [says_something]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format=NATIVE_DAY)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format=NATIVE_MOMENT)


class ParisDateField(forms.DateField):
    widget = DayInput
    input_formats = [NATIVE_DAY, "%d/%m/%Y"]
    default_error_messages = {"invalid": _("Cette date n’existe pas. Écrivez-la ainsi : 14/03/2027.")}


class ParisDateTimeField(forms.DateTimeField):
    """An hour in Paris, refused when the clocks jump over it or live it twice."""

    widget = MomentInput
    input_formats = [NATIVE_MOMENT, f"{NATIVE_MOMENT}:%S", "%d/%m/%Y %H:%M"]
    default_error_messages = {
        "invalid": _("Cette date ou cette heure n’existe pas. Écrivez-les ainsi : 14/03/2027 18:30."),
        "imaginary": _("Cette heure n’existe pas : la nuit du passage à l’heure d’été, on passe de 2 h à 3 h."),
        "ambiguous": _(
            "Cette heure existe deux fois : c’est la nuit du passage à l’heure d’hiver. Choisissez une autre heure."
        ),
    }

    def to_python(self, value):
        naive = self._naive(value)
        if naive is None:
            return None
        zone = ZoneInfo(settings.TIME_ZONE)
        first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
        if first.utcoffset() < second.utcoffset():
            raise ValidationError(self.error_messages["imaginary"], code="imaginary")
        if first.utcoffset() > second.utcoffset():
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous")
        return first

    def _naive(self, value) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.replace(tzinfo=None)
        for pattern in self.input_formats:
            try:
                return datetime.strptime(value.strip(), pattern)
            except ValueError:
                continue
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class LimitedFileField(forms.FileField):
    """A file whose kinds and size are said beforehand, and checked by its name and by its content."""

    default_error_messages = {
        "heavy": _("Ce fichier pèse plus de %(limit)s Mo. Réduisez-le, ou envoyez-en plusieurs."),
        "kind": _("Ce type de fichier n’est pas accepté. Types acceptés : %(kinds)s."),
        "content": _(
            "Le contenu de ce fichier ne correspond pas à son nom. Enregistrez-le de nouveau, puis réessayez."
        ),
    }

    def __init__(self, *, kinds=("pdf", "odt", "docx", "jpg", "png"), megabytes=10, **kwargs):
        self.kinds, self.megabytes = tuple(kinds), megabytes
        kwargs.setdefault("help_text", self._limits())
        kwargs.setdefault("max_length", 150)
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(f".{kind}" for kind in self._extensions())

    def _limits(self):
        sentence = ngettext("%(kinds)s, %(limit)s Mo au plus.", "%(kinds)s, %(limit)s Mo au plus.", self.megabytes)
        return sentence % {"kinds": self._kinds_said(), "limit": self.megabytes}

    def _kinds_said(self) -> str:
        return ", ".join(kind.upper() for kind in self.kinds)

    def _extensions(self) -> set[str]:
        return {*self.kinds, *(["jpeg"] if "jpg" in self.kinds else [])}

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file and file is not initial and hasattr(file, "size"):
            self._check(file)
        return file

    def _check(self, file):
        if file.size > self.megabytes * MEGABYTE:
            raise self._wrong("heavy", limit=self.megabytes)
        extension = file.name.rpartition(".")[2].lower()
        if extension not in self._extensions():
            raise self._wrong("kind", kinds=self._kinds_said())
        if extension not in content_kinds(file):
            raise self._wrong("content")

    def _wrong(self, code, **params):
        return ValidationError(self.error_messages[code], code=code, params=params)


def content_kinds(file) -> set[str]:
    """The extensions that the content of an uploaded file may bear."""
    head = file.read(MEGABYTE)
    file.seek(0)
    try:
        found = puremagic.magic_string(head, file.name)
    except (puremagic.PureError, ValueError):
        return set()
    return {match.extension.lstrip(".").lower() for match in found}
