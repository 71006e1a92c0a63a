import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import AgendaItem, Meeting, Workshop
from consultations.models.meetings import SITTINGS
from consultations.wordings import too_few_places
from essportal import clock
from essportal.forms import ParisDateTimeField, PortalModelForm
from essportal.typography import day

MINUTES = re.compile(r"^(\d{1,3})\s*(?:min|mn|minutes?)?\.?$", re.IGNORECASE)


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def agenda_line(line):
    """ "20 min | Ouverture | Alix Modèle" as a dict; minutes and speaker may be absent."""
    parts = [part.strip() for part in line.split("|")]
    minutes = MINUTES.match(parts[0]) if len(parts) > 1 else None
    if minutes:
        parts = parts[1:]
    item = {
        "title": parts[0],
        "minutes": int(minutes.group(1)) if minutes else None,
        "speaker": ", ".join(part for part in parts[1:] if part),
    }
    if not item["title"] or len(item["title"]) > 250 or len(item["speaker"]) > 200:
        raise ValidationError(
            _("Cette ligne n’est pas comprise, ou elle est trop longue : « %(line)s »."), params={"line": line[:60]}
        )
    return item


def agenda_text(item: AgendaItem) -> str:
    minutes = f"{item.minutes} min" if item.minutes else ""
    return " | ".join(part for part in (minutes, item.title, item.speaker) if part)


NOT_HTTPS = gettext_lazy("Cette adresse doit commencer par https://.")


class MeetingForm(PortalModelForm):
    starts_at = ParisDateTimeField(label=gettext_lazy("Début"), help_text=gettext_lazy("Heure de Paris."))
    ends_at = ParisDateTimeField(label=gettext_lazy("Fin"))
    online_address = forms.URLField(
        label=gettext_lazy("Adresse en ligne"),
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"], message=NOT_HTTPS)],
        help_text=gettext_lazy("Elle commence par https:// et n’est donnée qu’aux personnes inscrites."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Nombre de places"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Vide : toutes celles et ceux qui viennent ont une place."),
    )
    workshops = forms.CharField(
        label=gettext_lazy("Tables"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Une question de table par ligne. La première ligne est la table 1."),
    )
    agenda = forms.CharField(
        label=gettext_lazy("Ordre du jour"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Un point par ligne : 20 min | titre | intervenant. Seul le titre est nécessaire."),
    )

    class Meta:
        model = Meeting
        fields = [
            "kind",
            "consultation",
            "body",
            "series",
            "title",
            "starts_at",
            "ends_at",
            "place",
            "municipality",
            "online_address",
            "capacity",
            "presentation",
            "is_public",
        ]
        widgets = {"presentation": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "body": gettext_lazy("Pour une séance : celle qui se réunit."),
            "series": gettext_lazy("Les rencontres qui se suivent : les fabriques d’un printemps."),
        }

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None:
            kwargs["initial"] = {
                "workshops": "\n".join(instance.workshops.values_list("question", flat=True)),
                "agenda": "\n".join(agenda_text(item) for item in instance.agenda.all()),
                **(kwargs.get("initial") or {}),
            }
        super().__init__(*args, instance=instance, **kwargs)

    def clean_capacity(self):
        """Nobody who has a place loses it: said beside the field; the action says it again under the lock."""
        capacity = self.cleaned_data["capacity"]
        if capacity is not None and self.instance.pk and capacity != self.initial.get("capacity"):
            taken = self.instance.registrations.confirmed().count()
            if capacity < taken:
                raise ValidationError(too_few_places(taken))
        return capacity

    def clean(self):
        data = super().clean()
        if data.get("body") and data.get("kind") not in SITTINGS:
            self.add_error("body", _("Seule une séance ou une réunion inter-services est celle d’une instance."))
        elif data.get("body") and data.get("starts_at") and (found := _outside(data["body"], data["starts_at"])):
            self.add_error("starts_at", found)
        return data

    def clean_workshops(self):
        questions = lines(self.cleaned_data["workshops"])
        longest = Workshop._meta.get_field("question").max_length
        if any(len(question) > longest for question in questions):
            raise ValidationError(_("Une question de table tient en %(count)s caractères."), params={"count": longest})
        return questions

    def clean_agenda(self):
        return [agenda_line(line) for line in lines(self.cleaned_data["agenda"])]


def _outside(body, starts_at) -> str:
    """Why this body cannot sit that day; nothing when it can."""
    on = clock.day_of(starts_at)
    if on < body.starts_on:
        return _("Cette instance n’existe que depuis le %(day)s.") % {"day": day(body.starts_on)}
    if body.ends_on and on > body.ends_on:
        return _("Cette instance prend fin le %(day)s : elle ne siège plus après.") % {"day": day(body.ends_on)}
    return ""
