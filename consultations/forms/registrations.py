"""What a person may type to come to a meeting, and what the team may type for someone."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.networks import named
from actors.models import Agent, Department, Organisation, Person
from consultations.models import Registration
from consultations.selectors.speaking import may_speak_for
from essportal import clock
from essportal.forms import LineField, PortalForm

NEED = Registration._meta.get_field("need")
MOST_NAMED = 2


def need_field():
    return forms.CharField(
        label=gettext_lazy("Ce qu’il vous faut pour venir"),
        required=False,
        max_length=NEED.max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Une rampe, un interprète, un repas… Seule l’équipe le lit, et c’est effacé après la rencontre."
        ),
    )


class RegisterForm(PortalForm):
    """For oneself. Who has no account yet, or gave no name, says their name: it stands on the sheet to sign only."""

    name = LineField(
        label=gettext_lazy("Vos prénom et nom"),
        max_length=120,
        help_text=gettext_lazy("Pour la feuille de présence. Il n’est pas publié."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    in_the_name_of = forms.ChoiceField(label=gettext_lazy("Au nom de qui venez-vous ?"), required=False)
    need = need_field()

    def __init__(self, *args, user, registration=None, **kwargs):
        self.user = user
        if registration is not None:
            kwargs["initial"] = {
                "name": registration.name,
                "need": registration.need,
                "in_the_name_of": _code(registration),
            }
        super().__init__(*args, **kwargs)
        self.offered = _spoken_for(user) if user.is_authenticated else {}
        if self.offered:
            names = [(code, str(thing)) for code, thing in self.offered.items()]
            self.fields["in_the_name_of"].choices = [("", _("En mon nom")), *names]
        else:
            self.fields.pop("in_the_name_of")
        if user.is_authenticated and user.name:
            self.fields.pop("name")

    @property
    def chosen(self) -> dict:
        """What the action takes."""
        thing = self.offered.get(self.cleaned_data.get("in_the_name_of", ""))
        return {
            "name": self.cleaned_data.get("name", ""),
            "need": self.cleaned_data["need"],
            "organisation": thing if isinstance(thing, Organisation) else None,
            "department": thing if isinstance(thing, Department) else None,
        }


def _spoken_for(person) -> dict:
    works_in = Agent.objects.valid_on(clock.today()).filter(person=person).values("department")
    departments = {one.pk: one for one in [*person.departments, *Department.objects.filter(pk__in=works_in)]}
    return {
        **{f"o{one.pk}": one for one in may_speak_for(person).order_by("sort_name", "pk")},
        **{f"d{pk}": one for pk, one in departments.items()},
    }


def _code(registration) -> str:
    if registration.organisation_id:
        return f"o{registration.organisation_id}"
    return f"d{registration.department_id}" if registration.department_id else ""


class OnBehalfForm(PortalForm):
    """Someone who telephoned, an organisation that will send somebody; an address with an account is that person."""

    name = LineField(label=gettext_lazy("Prénom et nom"), max_length=120, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Son adresse, si elle a un compte"),
        required=False,
        help_text=gettext_lazy("Elle recevra la confirmation et pourra annuler elle-même."),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Son nom tel qu’il est dans l’annuaire, ou son SIREN."),
    )
    need = need_field()
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets = Organisation.objects.visible_to(reader).filter(merged_into=None)
        self.people = Person.objects.visible_to(reader)
        self.fields["need"].label = _("Ce qu’il lui faut pour venir")

    def clean_email(self):
        typed = self.cleaned_data["email"].strip().lower()
        if not typed:
            return None
        found = self.people.filter(email=typed).first()
        if found is None:
            raise ValidationError(_("Aucun compte n’a cette adresse. Laissez ce champ vide et donnez un nom."))
        return found

    def clean_organisation(self):
        return find_organisation(self.cleaned_data["organisation"], self.sheets)

    def clean(self):
        data = super().clean()
        if not self.errors and not (data.get("name") or data.get("email") or data.get("organisation")):
            raise ValidationError(_("Donnez au moins un nom, une adresse ou une organisation."))
        return data

    @property
    def chosen(self) -> dict:
        data = self.cleaned_data
        return {name: data[name] for name in ("name", "organisation", "need", "key")} | {"person": data["email"]}


class ComerForm(PortalForm):
    """At the door, on a phone: two lines."""

    name = LineField(label=gettext_lazy("Prénom et nom"), max_length=120)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Son nom tel qu’il est dans l’annuaire."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheets = Organisation.objects.visible_to(reader).filter(merged_into=None)

    def clean_organisation(self):
        return find_organisation(self.cleaned_data["organisation"], self.sheets)


def find_organisation(typed, sheets) -> Organisation | None:
    if not typed:
        return None
    found = list(sheets.filter(named(typed)).order_by("sort_name", "pk")[:MOST_NAMED])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(_("Plusieurs fiches portent ce nom. Donnez plutôt le SIREN."))
    raise ValidationError(_("Aucune fiche ne porte ce nom ni ce numéro. Cherchez-la d’abord dans l’annuaire."))
