"""The plan that follows another: its frame, the text it starts from, what becomes of each clause."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal.forms import PortalForm
from essportal.typography import day
from plans.forms.versions import PlanForm
from plans.models import Clause, Fate, Version
from plans.selectors.outline import working_outline


class NextPlanForm(PlanForm):
    """It begins after the one that is being written or carried out."""

    def __init__(self, *args, current, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = current

    def clean_starts_on(self):
        starts_on = self.cleaned_data["starts_on"]
        if starts_on <= self.current.starts_on:
            raise ValidationError(
                _("Le plan actuel commence le %(day)s : le suivant commence après.")
                % {"day": day(self.current.starts_on)}
            )
        return starts_on


class StartForm(PortalForm):
    version = forms.ModelChoiceField(
        Version.objects.none(),
        label=gettext_lazy("Le texte dont on part"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, initial={"version": versions[0]}, **kwargs)
        field = self.fields["version"]
        field.queryset = Version.objects.filter(pk__in=[one.pk for one in versions]).select_related("plan")
        field.label_from_instance = lambda one: f"{one.plan.title}, {one} ({one.get_status_display()})"


class FateForm(PortalForm):
    """One decision, and its reason: everyone will read it."""

    fate = forms.ChoiceField(
        label=gettext_lazy("Dans le nouveau plan"),
        choices=[
            (Fate.KEPT, gettext_lazy("Gardée : ses mots sont repris")),
            (Fate.CHANGED, gettext_lazy("Changée : ses mots sont repris, à réécrire")),
            (Fate.DROPPED, gettext_lazy("Abandonnée")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Une phrase : chacun la lira dans le bilan publié."),
    )


class SeveralFatesForm(FateForm):
    """The same decision for the clauses that are ticked."""

    clauses = forms.ModelMultipleChoiceField(
        Clause.objects.none(),
        error_messages={"required": gettext_lazy("Cochez au moins une clause.")},
        widget=forms.MultipleHiddenInput,
        label=gettext_lazy("Clauses"),
    )

    def __init__(self, *args, succession, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clauses"].queryset = Clause.objects.filter(pins__version=succession.version_id)


class OneFateForm(FateForm):
    successor = forms.ChoiceField(
        label=gettext_lazy("La clause qui prend la suite"),
        required=False,
        help_text=gettext_lazy("Si le nouveau plan la contient déjà. Sinon, ses mots font une nouvelle clause."),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.placed = {placed.clause.reference: placed for placed in working_outline(plan)}
        self.fields["successor"].choices = [
            ("", _("Une nouvelle clause, avec ses mots")),
            *(
                (reference, f"{placed.label} {placed.revision.title or placed.revision.text[:80]}")
                for reference, placed in self.placed.items()
            ),
        ]

    def clean_successor(self):
        placed = self.placed.get(self.cleaned_data["successor"])
        return placed.clause if placed else None
