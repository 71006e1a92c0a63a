from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal import clock
from essportal.forms import PortalForm
from plans.models import Clause, Outcome
from plans.models.replies import NAMES_A_CLAUSE, REASON_LENGTH
from plans.selectors.outline import working_outline


class ReplyForm(PortalForm):
    """The reasoned answer to one contribution."""

    outcome = forms.ChoiceField(label=gettext_lazy("Suite donnée"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Ce que lira la personne qui a écrit."),
    )
    clauses = forms.MultipleChoiceField(
        label=gettext_lazy("Clauses concernées"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("Ctrl ou Cmd pour en choisir plusieurs."),
    )
    postponed_to = forms.DateField(
        label=gettext_lazy("Reportée au"),
        required=False,
        help_text=gettext_lazy("Seulement pour une contribution reportée."),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["clauses"].choices = [
            (placed.clause.reference, f"{placed.label} {placed.revision.title or placed.revision.text[:60]}")
            for placed in working_outline(plan)
        ]

    def clean(self):
        data = super().clean()
        outcome = data.get("outcome")
        if outcome == Outcome.POSTPONED and not data.get("postponed_to") and "postponed_to" not in self.errors:
            self.add_error("postponed_to", _("Dites à quelle date la contribution est reportée."))
        if outcome == Outcome.POSTPONED and data.get("postponed_to") and data["postponed_to"] <= clock.today():
            self.add_error("postponed_to", _("Cette date est passée : donnez le jour où la contribution reviendra."))
        if outcome in NAMES_A_CLAUSE and not data.get("clauses") and "clauses" not in self.errors:
            self.add_error("clauses", _("Nommez au moins une clause du plan qui la reprend."))
        return data

    def reply(self) -> dict:
        """What `write_reply` asks."""
        data = self.cleaned_data
        return {
            "outcome": data["outcome"],
            "reason": data["reason"],
            "clauses": Clause.objects.filter(plan=self.plan, reference__in=data["clauses"]),
            "postponed_to": data["postponed_to"] if data["outcome"] == Outcome.POSTPONED else None,
        }


class BatchReplyForm(ReplyForm):
    """The same reasoned answer to several contributions."""

    again = forms.BooleanField(
        label=gettext_lazy("Remplacer aussi les réponses déjà écrites"),
        required=False,
        help_text=gettext_lazy(
            "Sinon, celles qui en ont une la gardent. Les anciennes rédactions restent dans l’histoire."
        ),
    )
