"""What the team types of a body, its colleges and its seats. A refusal stands beside the date that makes it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.organisations import OrganisationField
from actors.models import Department, ElectedMember, Person
from consultations.forms.meetings import lines
from consultations.models import Body, CouncilTerm
from consultations.models.bodies import INNER
from consultations.selectors.seating import council_refusal, seat_refusal
from essportal import clock
from essportal.forms import LineField, ParisDateField, PortalForm, PortalModelForm

PLACES = re.compile(r"^\d{1,3}$")
MOST_NAMED = 5


class PersonField(LineField):
    """Someone who has an account: their address, or their name when one person alone bears it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", gettext_lazy("Son adresse de courriel, ou son nom. Son compte doit exister."))
        super().__init__(**kwargs)

    def clean(self, value):
        words = super().clean(value)
        if words in self.empty_values:
            return None
        open_accounts = Person.objects.filter(erased_at=None, is_active=True)
        found = list(open_accounts.filter(email__iexact=words)[:1]) or list(open_accounts.called(words)[:MOST_NAMED])
        if not found:
            raise ValidationError(_("Aucun compte ne porte ce nom ni cette adresse. Invitez d’abord cette personne."))
        if len(found) > 1:
            names = " ; ".join(f"{person.name or '—'} ({person.email})" for person in found)
            raise ValidationError(_("Plusieurs y répondent : %(names)s. Recopiez l’adresse."), params={"names": names})
        return found[0]


def college_line(line: str) -> tuple[str, int | None]:
    """ "Réseaux et structures | 5" as a name and a number of places, which may be absent."""
    name, bar, places = (part.strip() for part in line.partition("|"))
    if not name or len(name) > 150 or (bar and places and not PLACES.match(places)):
        raise ValidationError(
            _("Cette ligne n’est pas comprise : « %(line)s ». Écrivez le nom, une barre, puis le nombre de sièges."),
            params={"line": line[:60]},
        )
    return name, int(places) if places else None


class BodyForm(PortalModelForm):
    colleges = forms.CharField(
        label=gettext_lazy("Collèges"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Un par ligne, avec son nombre de sièges après une barre : Réseaux et structures | 5. "
            "Sans nombre, il n’a pas de limite."
        ),
    )

    field_order = ["kind", "name", "purpose", "founding_act", "starts_on", "ends_on", "colleges", "is_public"]

    class Meta:
        model = Body
        fields = [
            "kind",
            "name",
            "purpose",
            "founding_act",
            "starts_on",
            "ends_on",
            "is_public",
            "quorum",
            "documents_days",
            "municipalities",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 5}),
            "municipalities": forms.CheckboxSelectMultiple,
        }
        labels = {
            "is_public": gettext_lazy("Composition et séances visibles"),
            "municipalities": gettext_lazy("Communes d’un comité de territoire"),
        }
        help_texts = {
            "founding_act": gettext_lazy("Délibération, arrêté ou lettre, avec sa date."),
            "ends_on": gettext_lazy("Ce jour compte encore. Les sièges ouverts finissent avec l’instance."),
            "is_public": gettext_lazy(
                "Comités de suivi, de territoire et commissions : tout le monde les voit. Pilotage, technique, "
                "inter-services, projet : les élus, les correspondants et les agents. Décochez, et seuls ses membres "
                "et l’équipe sauront qu’elle existe."
            ),
        }

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None:
            held = "\n".join(_line_of(college) for college in instance.colleges.all())
            kwargs["initial"] = {"colleges": held, **(kwargs.get("initial") or {})}
        super().__init__(*args, instance=instance, **kwargs)

    def clean_colleges(self):
        colleges = [college_line(line) for line in lines(self.cleaned_data["colleges"])]
        names = [name.casefold() for name, __ in colleges]
        if len(set(names)) < len(names):
            raise ValidationError(_("Deux collèges portent le même nom."))
        return colleges

    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("La fin vient avant le début."))
        elif starts_on and (found := council_refusal(data.get("kind", ""), starts_on, ends_on)):
            self.add_error("ends_on", found)
        if data.get("kind") in INNER and data.get("municipalities"):
            self.add_error("municipalities", _("Une instance interne n’a pas de communes."))
        return data


def _line_of(college) -> str:
    return f"{college.name} | {college.places}" if college.places is not None else college.name


class DissolveForm(PortalForm):
    ends_on = ParisDateField(label=gettext_lazy("Dernier jour"), help_text=gettext_lazy("Ce jour compte encore."))
    closing_act = LineField(
        label=gettext_lazy("Acte de dissolution"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Délibération, arrêté ou lettre, avec sa date."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = clock.today()


class TermForm(PortalModelForm):
    class Meta:
        model = CouncilTerm
        fields = ["starts_on", "ends_on"]
        help_texts = {"ends_on": gettext_lazy("La veille de l’installation du conseil suivant, ou la date prévue.")}

    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("La fin vient avant le début."))
        return data


class MandateChoice(forms.ModelChoiceField):
    def label_from_instance(self, mandate):
        return f"{mandate.person}, {mandate.summary}"


class SeatForm(PortalForm):
    """For whom the place is, one of three; who sits there, if they are known; from when to when."""

    organisation = OrganisationField(required=False)
    department = forms.ModelChoiceField(Department.objects.none(), label=gettext_lazy("Direction"), required=False)
    mandate = MandateChoice(ElectedMember.objects.none(), label=gettext_lazy("Élu"), required=False)
    person = PersonField(label=gettext_lazy("Personne qui siège"), required=False)
    starts_on = ParisDateField(label=gettext_lazy("Depuis"))
    ends_on = ParisDateField(
        label=gettext_lazy("Jusqu’au"),
        required=False,
        help_text=gettext_lazy("Vide : jusqu’à la fin de l’instance, ou du mandat de l’élu."),
    )

    def __init__(self, *args, college, **kwargs):
        super().__init__(*args, **kwargs)
        self.college = college
        day = clock.today()
        self.fields["starts_on"].initial = max(day, college.body.starts_on)
        self.fields["department"].queryset = Department.objects.open()
        mandates = ElectedMember.objects.filter(person__erased_at=None).exclude(ends_on__lt=day)
        self.fields["mandate"].queryset = mandates.select_related("person").order_by("person__name", "pk")

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        held = [name for name in ("organisation", "department", "mandate") if data.get(name)]
        if len(held) != 1:
            raise ValidationError(_("Choisissez pour qui est ce siège : une organisation, une direction ou un élu."))
        if data.get("mandate") and data.get("person"):
            self.add_error("person", _("Un élu siège lui-même : laissez cette case vide."))
        self._fits(data, held[0])
        return data

    def _fits(self, data, held):
        starts_on, ends_on = data["starts_on"], data.get("ends_on")
        if ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("La fin vient avant le début."))
        elif found := seat_refusal(
            self.college,
            mandate=data.get("mandate"),
            starts_on=starts_on,
            ends_on=ends_on,
            holder=(held, data[held]),
        ):
            self.add_error("starts_on", found)


class SitterForm(PortalForm):
    """Who sits there: nobody is an answer."""

    person = PersonField(label=gettext_lazy("Personne qui siège"), required=False)


class ReplaceForm(SitterForm):
    starts_on = ParisDateField(
        label=gettext_lazy("À partir du"), help_text=gettext_lazy("La personne d’avant siège encore la veille.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = clock.today()


class SeatEndForm(PortalForm):
    ends_on = ParisDateField(label=gettext_lazy("Dernier jour"), help_text=gettext_lazy("Ce jour compte encore."))

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["ends_on"].initial = clock.today()

    def clean_ends_on(self):
        ends_on, seat = self.cleaned_data["ends_on"], self.seat
        if ends_on < seat.starts_on:
            raise ValidationError(_("La fin vient avant le début."))
        starts_on = seat.starts_on
        if found := seat_refusal(seat.college, mandate=seat.mandate, starts_on=starts_on, ends_on=ends_on, but=seat):
            raise ValidationError(found)
        return ends_on
