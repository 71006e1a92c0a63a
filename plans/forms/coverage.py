from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal.forms import PortalForm
from plans.selectors.coverage import DIMENSIONS, NONE, TABLES, Coverage

WORKING = "travail"


class CoverageForm(PortalForm):
    """What is crossed, in which text, since which other one, among which measures. An address like another."""

    vue = forms.ChoiceField(label=gettext_lazy("Tableau"), required=False)
    texte = forms.ChoiceField(label=gettext_lazy("Texte"), required=False)
    depuis = forms.ChoiceField(label=gettext_lazy("Comparer avec"), required=False)

    def __init__(self, *args, versions, with_working_text: bool, coverage: Coverage | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vue"].choices = [(key, title) for key, (__, __, title) in TABLES.items()]
        texts = [(str(version.number), str(version)) for version in versions]
        working = [(WORKING, _("Texte de travail"))] if with_working_text else []
        self.fields["texte"].choices = [*working, *texts]
        self.fields["depuis"].choices = [("", _("Rien")), *texts]
        for key, dimension in DIMENSIONS.items():
            known = coverage.headings[key] if coverage else {}
            choices = [("", _("Tout")), *known.items(), (NONE, str(dimension.nothing))]
            self.fields[key] = forms.ChoiceField(label=dimension.title, required=False, choices=choices)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        return [(key, self.cleaned_data[key]) for key in DIMENSIONS if self.cleaned_data.get(key)]
