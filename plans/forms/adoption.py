from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from essportal.forms import PortalModelForm
from plans.models import Deliberation

# Beside which field each rule of the vote is told.
FIELD_OF = {
    "deliberation_votes_within_voters": "voters",
    "deliberation_voters_within_office": "in_office",
    "deliberation_present_within_office": "present",
    "deliberation_voters_are_there": "voters",
    "deliberation_adopted_by_most": "outcome",
    "deliberation_transmitted_after_session": "transmitted_on",
    "deliberation_published_after_session": "published_on",
    "deliberation_receipt_of_what_was_transmitted": "transmitted_on",
}


class RulesBesideTheirField(PortalModelForm):
    """A rule of the vote that the model refuses is told beside its field, not on top of the page."""

    def add_error(self, field, error):
        if field is None and hasattr(error, "error_dict"):
            places = {
                str(rule.violation_error_message): FIELD_OF.get(rule.name) for rule in Deliberation._meta.constraints
            }
            for refusal in error.error_dict.pop(NON_FIELD_ERRORS, []):
                super().add_error(places.get(str(refusal.message)), refusal)
        super().add_error(field, error)


class DeliberationForm(RulesBesideTheirField):
    """The council's vote on a version, as its minutes give it."""

    class Meta:
        model = Deliberation
        fields = [
            "number",
            "session_on",
            "assembly",
            "object",
            "rapporteur",
            "subject_code",
            "in_office",
            "present",
            "proxies",
            "voters",
            "votes_for",
            "votes_against",
            "abstentions",
            "not_taking_part",
            "outcome",
        ]
        widgets = {"outcome": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [choice for choice in self.fields["outcome"].choices if choice[0]]


class FormalitiesForm(RulesBesideTheirField):
    """What makes the act enforceable: sent to the prefect, then published."""

    class Meta:
        model = Deliberation
        fields = ["transmitted_on", "receipt_number", "published_on"]
        labels = {
            "transmitted_on": _("Transmise au contrôle de légalité le"),
            "receipt_number": _("Numéro de l’accusé de réception"),
        }
        help_texts = {"published_on": _("La délibération est exécutoire une fois transmise et publiée.")}
