"""Who is invited to a meeting, and the documents that are sent for it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Agent, Correspondent, Department, Organisation, Person, Representative
from consultations.forms.files import CheckedFileField
from consultations.forms.meetings import lines
from consultations.forms.registrations import find_organisation
from consultations.models import AgendaItem, Meeting, Seat, Series
from essportal import clock
from essportal.forms import LineField, PortalForm, PortalModelForm

MOST_ADDRESSES = 300


class MeetingInviteForm(PortalForm):
    seats = forms.BooleanField(label=gettext_lazy("Toutes les personnes qui y siègent ce jour-là"), required=False)
    organisations = forms.CharField(
        label=gettext_lazy("Organisations"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Une par ligne : son nom dans l’annuaire, ou son SIREN. Ses représentants sont invités."
        ),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.open(),
        label=gettext_lazy("Directions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Leurs correspondants ESS et leurs agents connus du portail sont invités."),
    )
    addresses = forms.CharField(
        label=gettext_lazy("Adresses de courriel"),
        required=False,
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Une par ligne, avec ou sans compte sur le portail."),
    )

    def __init__(self, *args, reader, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.sheets = Organisation.objects.visible_to(reader).filter(merged_into=None)
        if meeting.body_id is None:
            self.fields.pop("seats")

    def clean_organisations(self):
        found = []
        for line in lines(self.cleaned_data["organisations"]):
            try:
                found.append(find_organisation(line, self.sheets))
            except ValidationError as error:
                raise ValidationError(f"{line[:80]} : {error.messages[0]}") from error
        return found

    def clean_addresses(self):
        typed = [one for one in re.split(r"[\s,;]+", self.cleaned_data["addresses"].lower()) if one]
        if len(typed) > MOST_ADDRESSES:
            raise ValidationError(_("Donnez au plus %(n)s adresses à la fois."), params={"n": MOST_ADDRESSES})
        for address in typed:
            try:
                validate_email(address)
            except ValidationError as error:
                said = _("Cette adresse n’est pas valable : « %(address)s ».")
                raise ValidationError(said, params={"address": address[:80]}) from error
        return list(dict.fromkeys(typed))

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name) for name in self.fields):
            raise ValidationError(_("Choisissez au moins une personne à inviter."))
        return data

    def people(self) -> list[Person]:
        """All those that the choices stand for, on the day of the meeting for the seats."""
        data, today = self.cleaned_data, clock.today()
        day = clock.day_of(self.meeting.starts_at)
        chosen = [
            *_people(Representative.objects.valid_on(today).filter(organisation__in=data["organisations"])),
            *_people(Correspondent.objects.valid_on(today).filter(department__in=data["departments"])),
            *_people(Agent.objects.valid_on(today).filter(department__in=data["departments"])),
        ]
        if data.get("seats"):
            chosen += _people(Seat.objects.valid_on(day).filter(college__body=self.meeting.body_id))
        return [person for person in chosen if person is not None]


def _people(links):
    return [link.person for link in links.select_related("person")]


class DocumentForm(PortalForm):
    title = LineField(label=gettext_lazy("Titre du document"), max_length=200)
    file = CheckedFileField(
        label=gettext_lazy("Fichier"), help_text=gettext_lazy("PDF, PNG, JPEG, ODT, ODS ou DOCX, 5 Mo au plus.")
    )
    tell = forms.BooleanField(
        label=gettext_lazy("Prévenir par courriel les personnes inscrites et invitées"), required=False, initial=True
    )


class CarryForm(PortalForm):
    """Points of the sitting before that this one takes up."""

    items = forms.ModelMultipleChoiceField(AgendaItem.objects.none(), label="", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, before: Meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = before.agenda.all()
        self.fields["items"].label = _("Points à reporter")


class SeriesForm(PortalModelForm):
    class Meta:
        model = Series
        fields = ["name", "presentation"]
        widgets = {"presentation": forms.Textarea(attrs={"rows": 5})}
