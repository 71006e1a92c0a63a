from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.organisations import OrganisationField
from actors.models import Confidentiality, Department, FieldReport, ReportKind, ReportStatus
from actors.models.reports import departments_of
from essportal import clock
from essportal.forms import LineField, ParisDateField, PortalForm, ProseField


class ReportForm(PortalForm):
    """Under two minutes on a phone: one line is enough."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Nature"), choices=ReportKind.choices, widget=forms.RadioSelect)
    title = LineField(label=gettext_lazy("En une ligne"), max_length=150)
    text = ProseField(
        label=gettext_lazy("Ce qu’il faut savoir de plus"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = ParisDateField(
        label=gettext_lazy("Échéance"),
        required=False,
        help_text=gettext_lazy("Pour un achat ou un appel : le jour où il sera lancé."),
    )
    department = forms.ModelChoiceField(Department.objects.none(), label=gettext_lazy("Direction"), empty_label=None)
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("Qui la lit"), choices=Confidentiality.choices, initial=Confidentiality.NETWORK
    )

    def __init__(self, *args, person, report: FieldReport | None = None, **kwargs):
        """`person` reports for the departments where they work or carry the ESS that day; the team for any."""
        names = ("key", "kind", "title", "text", "due_on", "confidentiality")
        initial = {name: getattr(report, name) for name in names} if report else {"key": uuid4()}
        if report:
            initial["department"] = report.department_id
        super().__init__(*args, **{"initial": initial, **kwargs})
        theirs = Department.objects.open()
        if not person.is_ess_team:
            theirs = theirs.filter(pk__in=departments_of(person))
        self.fields["department"].queryset = theirs
        self.is_new = report is None

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and self.is_new and day < clock.today():
            raise ValidationError(_("Cette échéance est passée : écrivez celle qui vient, ou laissez vide."))
        return day


class AnswerReportForm(PortalForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Ce qu’elle devient"),
        choices=[(value, label) for value, label in ReportStatus.choices if value != ReportStatus.RECEIVED],
        widget=forms.RadioSelect,
    )
    answer = ProseField(
        label=gettext_lazy("Réponse à son auteur"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class LinkReportForm(PortalForm):
    organisation = OrganisationField(label=gettext_lazy("Organisation concernée"))


class ReportSearch(PortalForm):
    """What the team reads: by state, by department, by kind."""

    etat = forms.ChoiceField(label=gettext_lazy("État"), required=False)
    direction = forms.ModelChoiceField(
        Department.objects.all(), label=gettext_lazy("Direction"), required=False, to_field_name="slug"
    )
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["etat"].choices = [("", _("Tous")), *ReportStatus.choices]
        self.fields["nature"].choices = [("", _("Toutes")), *ReportKind.choices]

    def found(self, reports):
        """Words that no field knows choose nothing."""
        if not self.is_valid():
            return reports.none()
        chosen = {
            "status": self.cleaned_data["etat"],
            "department": self.cleaned_data["direction"],
            "kind": self.cleaned_data["nature"],
        }
        return reports.filter(**{name: value for name, value in chosen.items() if value})
