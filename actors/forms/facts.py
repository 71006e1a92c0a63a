"""What one may note of a person. The answer to an overlap stands beside the date that makes it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.organisations import OrganisationField
from actors.models import Agent, Correspondent, ElectedMember, FactKind, Post, Representative, refusal
from actors.models.people import council_of
from essportal import clock
from essportal.forms import ParisDateField, PortalForm, PortalModelForm

DATES = ["starts_on", "ends_on"]
UNTIL = gettext_lazy("Ce jour compte encore. Laissez vide si la fin n’est pas connue.")


class FactForm(PortalModelForm):
    """`person` is whom it is said of: nobody yet when it is promised by an invitation."""

    def __init__(self, *args, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        if person is not None:
            self.instance.person = person
        self.fields["starts_on"].initial = clock.today()
        self.fields["ends_on"].help_text = UNTIL

    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("La fin vient avant le début."))
        elif not self.errors and (found := refusal(self._said())):
            self.add_error("starts_on", found)
        return data

    def _said(self):
        return self._meta.model(pk=self.instance.pk, person_id=self.instance.person_id, **self.deed)

    @property
    def deed(self) -> dict:
        """What the actions take."""
        return dict(self.cleaned_data)


class RepresentativeForm(FactForm):
    organisation = OrganisationField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # as the field proposes it: the name, and what tells it from the others
            sheet = self.instance.organisation
            self.initial["organisation"] = f"{sheet.name} | {sheet.slug}"

    class Meta:
        model = Representative
        fields = ["organisation", "function", *DATES]
        help_texts = {"function": gettext_lazy("Présidente, directeur, salarié…")}


class MandateForm(FactForm):
    class Meta:
        model = ElectedMember
        fields = ["municipality", "title", "delegation", "commission", *DATES]
        labels = {"municipality": gettext_lazy("conseil")}
        help_texts = {
            "title": gettext_lazy("Conseillère communautaire, vice-président, maire…"),
            "delegation": gettext_lazy("L’économie sociale et solidaire, la voirie…"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        council = str(council_of(None))
        self.fields["municipality"].empty_label = council[:1].upper() + council[1:]
        self.fields["municipality"].label_from_instance = council_of

    @property
    def deed(self):
        return {**self.cleaned_data, "council": str(council_of(self.cleaned_data.get("municipality")))}


class AgentForm(FactForm):
    class Meta:
        model = Agent
        fields = ["department", "function", *DATES]


class CorrespondentForm(FactForm):
    class Meta:
        model = Correspondent
        fields = ["department", "rank", *DATES]
        widgets = {"rank": forms.RadioSelect}


class PostForm(FactForm):
    class Meta:
        model = Post
        fields = ["kind", "function", *DATES]


FORMS = {
    FactKind.REPRESENTATIVE: RepresentativeForm,
    FactKind.MANDATE: MandateForm,
    FactKind.AGENT: AgentForm,
    FactKind.CORRESPONDENT: CorrespondentForm,
    FactKind.POST: PostForm,
}


class EndForm(PortalForm):
    ends_on = ParisDateField(
        label=gettext_lazy("Dernier jour"),
        help_text=gettext_lazy("Ce jour compte encore. La date d’hier ferme tout de suite ce qui était ouvert."),
    )

    def __init__(self, *args, fact, **kwargs):
        super().__init__(*args, **kwargs)
        self.fact = fact
        self.fields["ends_on"].initial = fact.ends_on or clock.today()

    def clean_ends_on(self):
        ends_on = self.cleaned_data["ends_on"]
        if ends_on < self.fact.starts_on:
            raise ValidationError(_("La fin vient avant le début."))
        return ends_on
