from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from essportal.forms import PortalModelForm
from plans.models import Deliberation

# Beside which field each rule of the vote is told.
FIELD_OF = {
    "deliberation_votes_within_voters": "voters",
    "deliberation_voters_within_office": "in_office",
    "deliberation_present_within_office": "present",
    "deliberation_voters_are_there": "voters",
    "deliberation_adopted_by_most": "outcome",
}


class DeliberationForm(PortalModelForm):
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

    def add_error(self, field, error):
        """A rule of the vote that the model refuses is told beside its field, not on top of the page."""
        if field is None and hasattr(error, "error_dict"):
            places = {
                str(rule.violation_error_message): FIELD_OF.get(rule.name) for rule in Deliberation._meta.constraints
            }
            for refusal in error.error_dict.pop(NON_FIELD_ERRORS, []):
                super().add_error(places.get(str(refusal.message)), refusal)
        super().add_error(field, error)
