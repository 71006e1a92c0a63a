from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.organisations import OrganisationField
from actors.models import Department
from consultations.forms.bodies import PersonField
from consultations.models import Decision, DecisionMode, DecisionStatus
from essportal import clock
from essportal.forms import LineField, ParisDateField, PortalForm, PortalModelForm, ProseField

VOTES = ("votes_for", "votes_against", "abstentions")
OWNERS = ("owner", "owner_department", "owner_organisation")


class OwnedForm(PortalModelForm):
    """Who does it, one of three, and for when."""

    owner_department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("À faire par : direction"), required=False
    )
    owner_organisation = OrganisationField(label=gettext_lazy("Ou organisation"), required=False)
    owner = PersonField(label=gettext_lazy("Ou personne"), required=False)

    class Meta:
        model = Decision
        fields = ["owner_department", "owner_organisation", "owner", "due_on"]

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None:
            named = {
                "owner": instance.owner.email if instance.owner else "",
                "owner_organisation": instance.owner_organisation.name if instance.owner_organisation else "",
            }
            kwargs["initial"] = {**named, **(kwargs.get("initial") or {})}
        super().__init__(*args, instance=instance, **kwargs)
        chosen = [self.instance.owner_department_id] if self.instance.owner_department_id else []
        self.fields["owner_department"].queryset = Department.objects.open_or_in(chosen)

    def clean(self):
        data = super().clean()
        if sum(bool(data.get(name)) for name in OWNERS) > 1:
            raise ValidationError(_("Une seule direction, une seule organisation ou une seule personne en répond."))
        return data


class DecisionForm(OwnedForm):
    text = ProseField(
        label=gettext_lazy("Texte"),
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Une phrase qui se comprend seule, sans nom de personne."),
    )

    class Meta(OwnedForm.Meta):
        fields = ["kind", "text", "mode", *VOTES, *OwnedForm.Meta.fields]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"mode": gettext_lazy("Le décompte seul : jamais qui a voté quoi.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = self.fields["kind"].choices[-2:]
        if self.instance.pk:
            del self.fields["kind"]

    def clean(self):
        data = super().clean()
        counted = [name for name in VOTES if data.get(name) is not None]
        if data.get("mode") == DecisionMode.VOTE and data.get("votes_for") is None:
            self.add_error("votes_for", _("Donnez le nombre de voix pour."))
        elif data.get("mode") != DecisionMode.VOTE and counted:
            self.add_error("mode", _("Il y a des voix : choisissez « par un vote »."))
        return data


class FollowUpForm(PortalForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Où en est-on ?"), choices=DecisionStatus.choices, widget=forms.RadioSelect
    )
    sentence = LineField(
        label=gettext_lazy("En une phrase"),
        max_length=300,
        help_text=gettext_lazy("Ce qui est fait, ce qui bloque, ou pourquoi c’est abandonné. Elle sera lue par tous."),
    )
    on = ParisDateField(label=gettext_lazy("Date"))

    def __init__(self, *args, decision, **kwargs):
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.fields["status"].initial = decision.status
        self.fields["on"].initial = clock.today()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise ValidationError(_("Cette date n’est pas encore venue."))
        if on < clock.day_of(self.decision.meeting.starts_at):
            raise ValidationError(_("Cette date vient avant la séance qui en a décidé."))
        return on
