"""The measure sheet as typed, and as kept: names are written as text, so that a sealed sheet never moves."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Department, ElectedMember, Municipality, Organisation, PolicyArea
from essportal import clock
from essportal.forms import PortalForm
from plans.models import Revision

LEVERS = [
    ("subvention", gettext_lazy("subvention")),
    ("marché", gettext_lazy("marché, avec clause sociale ou lot réservé")),
    ("aides", gettext_lazy("aides aux entreprises")),
    ("SIEG", gettext_lazy("service d’intérêt général (SIEG, SSIG)")),
    ("locaux", gettext_lazy("locaux et foncier")),
    ("convention", gettext_lazy("convention de partenariat")),
    ("règle", gettext_lazy("règle ou plan local")),
    ("animation", gettext_lazy("animation et ingénierie")),
    ("capital", gettext_lazy("participation au capital, par exemple d’une SCIC")),
    ("compétences", gettext_lazy("formation et mise à disposition")),
]
MONTH = re.compile(r"^20\d{2}-(0[1-9]|1[0-2])$")
# Known as years go by: absent until then, so that a sheet without them is as it was.
LATER = {"committed", "spent"}
BUDGET_LINES, INDICATOR_LINES = 10, 4


class MonthField(forms.CharField):
    """YYYY-MM: a `month` input where the browser has one, plain text elsewhere."""

    widget = forms.TextInput(attrs={"type": "month"})

    def validate(self, value):
        super().validate(value)
        if value and not MONTH.match(value):
            raise ValidationError(_("Écrivez le mois ainsi : 2027-01."))


def long_text(label: str, rows: int = 3, **options) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class SheetForm(PortalForm):
    base = forms.ModelChoiceField(Revision.objects.none(), widget=forms.HiddenInput)
    plain = long_text(gettext_lazy("En clair"), 2, help_text=gettext_lazy("La mesure en une ou deux phrases simples."))
    constat = long_text(gettext_lazy("Constat"))
    expected = long_text(gettext_lazy("Résultats attendus"))
    social_utility = long_text(
        gettext_lazy("Utilité sociale"),
        help_text=gettext_lazy("Ce que la mesure apporte aux habitants, au-delà de l’activité elle-même."),
    )
    lead = forms.ChoiceField(label=gettext_lazy("Pilote"), required=False)
    referent = forms.ChoiceField(
        label=gettext_lazy("Élu référent"),
        required=False,
        help_text=gettext_lazy("La fiche garde la fonction, non le nom : elle reste juste si la personne change."),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=gettext_lazy("Directions associées"), required=False
    )
    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Partenaires"), required=False
    )
    publics = forms.CharField(label=gettext_lazy("Publics"), max_length=300, required=False)
    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.all(), label=gettext_lazy("Communes"), required=False
    )
    levers = forms.MultipleChoiceField(
        label=gettext_lazy("Leviers"), choices=LEVERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    policy_areas = forms.ModelMultipleChoiceField(
        PolicyArea.objects.none(), label=gettext_lazy("Compétences"), required=False
    )
    start = MonthField(label=gettext_lazy("Début"), required=False)
    end = MonthField(label=gettext_lazy("Fin"), required=False)

    human_means = forms.CharField(
        label=gettext_lazy("Moyens humains"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Par exemple : un demi-poste à la direction de l’économie."),
    )

    def __init__(self, *args, newest: Revision, reader, **kwargs):
        self.organisations = Organisation.objects.visible_to(reader).verified()
        super().__init__(*args, **{"initial": _typed(newest), **kwargs})
        self.fields["base"].queryset = Revision.objects.filter(clause=newest.clause_id)
        self.fields["partners"].queryset = self.organisations
        for name, model in (("departments", Department), ("policy_areas", PolicyArea)):
            chosen = [thing["id"] for thing in newest.sheet.get(name, [])]
            self.fields[name].queryset = model.objects.open_or_in(chosen)
        self.kept = {_lead_key(lead): lead for lead in [newest.sheet.get("lead")] if lead}
        self.kept |= {f"department:{d.pk}": _named(d, "department") for d in Department.objects.open()}
        self.kept |= {f"organisation:{o.pk}": _named(o, "organisation") for o in self.organisations}
        self.fields["lead"].choices = [("", _("Aucun pilote pour l’instant")), *self._leads()]
        self._choose_referent(newest.sheet.get("referent"))

    def _leads(self):
        groups = {"department": _("Directions"), "organisation": _("Organisations")}
        for kind, label in groups.items():
            yield label, [(key, lead["name"]) for key, lead in self.kept.items() if lead["kind"] == kind]

    def _choose_referent(self, kept: dict | None) -> None:
        mandates = ElectedMember.objects.valid_on(clock.today()).filter(municipality=None).select_related("person")
        self.referents = {str(kept["id"]): kept} if kept else {}
        choices = {str(kept["id"]): kept["name"]} if kept else {}
        for mandate in mandates.order_by("person__name"):
            self.referents.setdefault(str(mandate.pk), {"id": mandate.pk, "name": mandate.title})
            choices[str(mandate.pk)] = f"{mandate.person.public_name}, {mandate.title}"
        self.fields["referent"].choices = [("", _("Personne pour l’instant")), *choices.items()]

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("La fin vient après le début."))
        return data

    def sheet(self) -> dict:
        data = self.cleaned_data
        return {
            "plain": data["plain"],
            "constat": data["constat"],
            "expected": data["expected"],
            "social_utility": data["social_utility"],
            "lead": self.kept.get(data["lead"]),
            "referent": self.referents.get(data["referent"]),
            "departments": [_named(thing) for thing in data["departments"]],
            "partners": [_named(thing) for thing in data["partners"]],
            "publics": data["publics"],
            "municipalities": [_named(thing) for thing in data["municipalities"]],
            "levers": data["levers"],
            "policy_areas": [_named(thing) for thing in data["policy_areas"]],
            "start": data["start"],
            "end": data["end"],
            "human_means": data["human_means"],
        }


def _named(thing, kind: str | None = None) -> dict:
    named = {"id": thing.pk, "name": thing.name}
    return {"kind": kind, **named} if kind else named


def _lead_key(lead: dict) -> str:
    return f"{lead['kind']}:{lead['id']}"


def _typed(revision: Revision) -> dict:
    """The kept sheet as the form shows it."""
    sheet = revision.sheet
    named = ("departments", "policy_areas", "municipalities")
    lists = {name: [thing["id"] for thing in sheet.get(name) or []] for name in named}
    lists["partners"] = _surviving(thing["id"] for thing in sheet.get("partners", []))
    lead = _lead_key(sheet["lead"]) if sheet.get("lead") else ""
    referent = str(sheet["referent"]["id"]) if sheet.get("referent") else ""
    return {**sheet, **lists, "lead": lead, "referent": referent, "base": revision.pk}


def _surviving(partners) -> list[int]:
    """A partner whose sheet was merged since stays a partner, under the sheet that was kept."""
    partners = list(partners)
    gone = {one.pk: one.survivor.pk for one in Organisation.objects.filter(pk__in=partners).exclude(merged_into=None)}
    return list(dict.fromkeys(gone.get(pk, pk) for pk in partners))


class BudgetLineForm(PortalForm):
    year = forms.IntegerField(label=gettext_lazy("Année"), min_value=2000, max_value=2100, required=False)
    funder = forms.CharField(label=gettext_lazy("Financeur"), max_length=100, required=False)
    planned = forms.IntegerField(
        label=gettext_lazy("Prévu, en euros"), min_value=0, max_value=2_000_000_000, required=False
    )

    committed = forms.IntegerField(label=gettext_lazy("Engagé"), min_value=0, max_value=2_000_000_000, required=False)
    spent = forms.IntegerField(label=gettext_lazy("Payé"), min_value=0, max_value=2_000_000_000, required=False)

    def clean(self):
        data = super().clean()
        if data.get("planned") is not None and not data.get("year"):
            self.add_error("year", _("Dites l’année."))
        if data.get("planned") is None and (data.get("year") or data.get("funder") or says(data)) and not self.errors:
            self.add_error("planned", _("Dites le montant, 0 s’il n’est pas encore connu."))
        return data


def says(data: dict) -> bool:
    return any(data.get(name) is not None for name in ("committed", "spent"))


class IndicatorForm(PortalForm):
    name = forms.CharField(label=gettext_lazy("Indicateur"), max_length=150, required=False)
    unit = forms.CharField(label=gettext_lazy("Unité"), max_length=40, required=False)
    baseline = forms.CharField(label=gettext_lazy("Départ"), max_length=20, required=False)
    target = forms.CharField(label=gettext_lazy("Cible"), max_length=20, required=False)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=80, required=False)
    periodicity = forms.CharField(label=gettext_lazy("Relevé"), max_length=40, required=False)

    def clean(self):
        data = super().clean()
        if any(data.get(name) for name in ("unit", "baseline", "target", "source", "periodicity")) and not data.get(
            "name"
        ):
            self.add_error("name", _("Nommez l’indicateur."))
        return data


class _Lines(forms.BaseFormSet):
    def lines(self) -> list[dict]:
        """Those that were filled in, in their order."""
        return [
            {name: value for name, value in form.cleaned_data.items() if value is not None or name not in LATER}
            for form in self.forms
            if any(v not in (None, "") for v in form.cleaned_data.values())
        ]


def _formset(form, size: int):
    return forms.formset_factory(form, formset=_Lines, extra=size, max_num=size, absolute_max=size, validate_max=True)


BudgetFormSet = _formset(BudgetLineForm, BUDGET_LINES)
IndicatorFormSet = _formset(IndicatorForm, INDICATOR_LINES)
