from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Consultation
from essportal import clock
from essportal.forms import PortalForm, PortalModelForm
from essportal.text import has_a_letter
from plans.actions.plan import LEVELS
from plans.models import Level, Plan

REVIEW_LASTS = timedelta(days=30)


class FreezeForm(PortalForm):
    after = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Pourquoi cette version"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Cette note est scellée avec le texte : elle ne changera plus."),
    )


class SubmitForm(PortalForm):
    closes_on = forms.DateField(label=gettext_lazy("Fin de la relecture"))
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Qui la lit"),
        choices=[
            ("1", gettext_lazy("Tout le monde : la version et les réponses sont publiées")),
            (
                "0",
                gettext_lazy("Les élus, ceux que vous invitez, la direction générale et le secrétariat des assemblées"),
            ),
        ],
        coerce=lambda value: value == "1",
        initial="1",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"initial": {"closes_on": clock.today() + REVIEW_LASTS, "is_public": "1"}, **kwargs})

    def clean_closes_on(self):
        if self.cleaned_data["closes_on"] <= clock.today():
            raise ValidationError(_("Laissez au moins un jour pour relire."))
        return self.cleaned_data["closes_on"]


class AnswerForm(PortalForm):
    answer = forms.CharField(label=gettext_lazy("Réponse"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))


MOST_LEVELS = 6
MOST_VISA_DAYS = 60


class PlanForm(PortalModelForm):
    """The plan itself: its years, its levels, its consultations, the day until which contributions are due a reply."""

    levels = forms.CharField(
        label=gettext_lazy("Niveaux"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Un par ligne, du plus large au plus fin, avec son abréviation après une barre : Objectif | O. "
            "Le dernier est celui des mesures, qui portent une fiche ; vous pouvez le nommer Action."
        ),
    )

    class Meta:
        model = Plan
        fields = ["title", "starts_on", "ends_on", "cutoff_on", "visa_days", "consultations"]
        widgets = {
            "consultations": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, instance=None, **kwargs):
        written = instance.outline_levels if instance else LEVELS
        kept = "\n".join(" | ".join(filter(None, level)) for level in written)
        super().__init__(*args, instance=instance, **{"initial": {"levels": kept}, **kwargs})
        self.fields["consultations"].required = False
        self.fields["visa_days"].required = False
        if not Consultation.objects.exists():
            del self.fields["consultations"]  # nothing to choose from yet

    def clean_visa_days(self) -> int:
        days = self.cleaned_data["visa_days"]
        if days is None:
            return self.instance.visa_days
        if not 1 <= days <= MOST_VISA_DAYS:
            raise ValidationError(_("Donnez de 1 à 60 jours ouvrés."))
        return days

    def clean_levels(self) -> list[tuple[str, str]]:
        levels = [level(line) for line in self.cleaned_data["levels"].splitlines() if line.strip()]
        if not levels:
            return []
        if not 2 <= len(levels) <= MOST_LEVELS:
            raise ValidationError(_("Un plan a de deux à six niveaux."))
        *above, (name, short) = levels
        levels = [*above, (name, short or name[0].upper())]
        shorts = [short.casefold() for __, short in levels]
        if len(set(shorts)) < len(shorts):
            raise ValidationError(_("Deux niveaux ont la même abréviation : on ne les distinguerait pas."))
        return levels


def level(line: str) -> tuple[str, str]:
    """ "Objectif | O" as its two parts."""
    name, __, short = (part.strip() for part in line.partition("|"))
    longest = {field: Level._meta.get_field(field).max_length for field in ("name", "abbreviation")}
    if not has_a_letter(name) or len(name) > longest["name"] or len(short) > longest["abbreviation"]:
        raise ValidationError(
            _("« %(line)s » : un nom de 40 signes au plus, et une abréviation de 4 au plus."),
            params={"line": line.strip()[:60]},
        )
    return name, short
