"""How one looks for people, and how one is invited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actors.models import FACTS, FactKind, Person
from essportal import clock
from essportal.forms import LineField, PortalForm

CLOSED, NOTHING = "ferme", "rien"
ROLES = [
    ("", _("Tout le monde")),
    *FactKind.choices,
    (NOTHING, _("sans rôle aujourd’hui")),
    (CLOSED, _("compte fermé")),
]


class PeopleSearch(PortalForm):
    """An unknown role is left aside rather than refused."""

    q = forms.CharField(
        label=_("Nom ou adresse"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    role = forms.ChoiceField(label=_("Rôle aujourd’hui"), required=False, choices=ROLES)

    def found(self, people):
        data = self.cleaned_data if self.is_valid() else {}
        return _holding(people.called(data.get("q", "")), data.get("role", ""))

    @property
    def is_active(self):
        return self.is_bound and any(getattr(self, "cleaned_data", {}).values())


def _holding(people, role):
    day = clock.today()
    if role == CLOSED:
        return people.filter(is_active=False)
    if role == NOTHING:
        for model in FACTS.values():
            people = people.exclude(pk__in=model.objects.valid_on(day).values("person"))
        return people
    if role in FactKind:
        return people.filter(pk__in=FACTS[role].objects.valid_on(day).values("person"))
    return people


class InviteForm(PortalForm):
    """Whom: what is promised is another form, beside this one."""

    email = forms.EmailField(
        label=_("Adresse de courriel"),
        max_length=Person._meta.get_field("email").max_length,
        help_text=_("L’invitation ne vaut que pour cette adresse."),
    )
    name = LineField(label=_("Prénom et nom"), max_length=120, required=False)

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()
