from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal.forms import PortalForm, ProseField
from plans.forms.drafting import MARKS
from plans.models import Advice, Amendment, AmendmentStatus, Clause, ClauseKind, ReviewInvitation


class RewordForm(PortalForm):
    """Another title and another text for one clause."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=250)
    text = forms.CharField(
        label=gettext_lazy("Le texte que vous demandez"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "class": "editor"}),
        help_text=MARKS,
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = kind != ClauseKind.PARAGRAPH


class ReasonsForm(PortalForm):
    reasons = ProseField(
        label=gettext_lazy("Exposé des motifs"),
        help_text=gettext_lazy("Pourquoi ce changement : c’est ce que liront ceux qui décident."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    invitation = forms.ModelChoiceField(
        ReviewInvitation.objects.none(), label=gettext_lazy("Au nom de qui"), required=False, empty_label=None
    )

    def __init__(self, *args, person, version, **kwargs):
        """The question is asked to those who can answer it in several ways only."""
        super().__init__(*args, **kwargs)
        invitations = ReviewInvitation.objects.open_to(person).filter(version=version)
        self.invitations = list(invitations.select_related("organisation", "body"))
        field = self.fields["invitation"]
        field.queryset = invitations
        if person.is_elected:
            field.empty_label = _("En mon nom : %(capacity)s") % {"capacity": person.mandates[0].title}
        else:
            field.required = True
        if len(self.invitations) + person.is_elected < 2:
            del self.fields["invitation"]

    def clean(self):
        values = super().clean()
        if "invitation" not in self.fields:
            values["invitation"] = self.invitations[0] if self.invitations else None
        return values


class WithdrawForm(PortalForm):
    reason = ProseField(
        label=gettext_lazy("Pourquoi le retirer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AdviceForm(PortalForm):
    advice = forms.ChoiceField(
        label=gettext_lazy("L’équipe recommande de"), choices=Advice.choices, widget=forms.RadioSelect
    )
    advice_text = ProseField(label=gettext_lazy("Pourquoi"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class DecisionForm(PortalForm):
    """What somebody named decided. `texts` are asked for when the amendment is accepted with a modification."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Décision"),
        choices=[
            (AmendmentStatus.ACCEPTED, gettext_lazy("Accepter tel quel")),
            (
                AmendmentStatus.ACCEPTED_MODIFIED,
                gettext_lazy("Accepter avec modification, avec le texte décidé ci-dessous"),
            ),
            (AmendmentStatus.REFUSED, gettext_lazy("Refuser")),
        ],
        widget=forms.RadioSelect,
    )
    decider = forms.CharField(
        label=gettext_lazy("Qui décide"),
        max_length=200,
        help_text=gettext_lazy("La personne déléguée, l’instance ou le bureau, avec sa date."),
    )
    decision = ProseField(
        label=gettext_lazy("Motif"),
        help_text=gettext_lazy("L’auteur le reçoit par courriel ; il est publié avec la décision."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, proposals=(), **kwargs):
        """`proposals` are (clause, title, text): the text in which what does not collide is already put together."""
        super().__init__(*args, **kwargs)
        self.clauses = [clause for clause, __, __ in proposals]
        for clause, title, text in proposals:
            self.fields[f"title-{clause.pk}"] = forms.CharField(
                label=_("Titre décidé, %(clause)s") % {"clause": clause}, max_length=250, required=False, initial=title
            )
            self.fields[f"text-{clause.pk}"] = forms.CharField(
                label=_("Texte décidé, %(clause)s") % {"clause": clause},
                max_length=20_000,
                required=False,
                initial=text,
                widget=forms.Textarea(attrs={"rows": 8, "class": "editor"}),
            )

    def decided(self) -> dict:
        """What `decide` asks."""
        values = self.cleaned_data
        words = {clause.pk: (values[f"title-{clause.pk}"], values[f"text-{clause.pk}"]) for clause in self.clauses}
        is_modified = values["outcome"] == AmendmentStatus.ACCEPTED_MODIFIED
        return {
            "outcome": values["outcome"],
            "decider": values["decider"],
            "decision": values["decision"],
            "words": words if is_modified else None,
        }


class TogetherForm(DecisionForm):
    """Several amendments on one clause, accepted with the one text that puts them together."""

    chosen = forms.ModelMultipleChoiceField(
        Amendment.objects.none(),
        label=gettext_lazy("Amendements réunis dans ce texte"),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["chosen"]

    def __init__(self, *args, clause: Clause, waiting, title: str, text: str, **kwargs):
        super().__init__(*args, proposals=[(clause, title, text)], **kwargs)
        del self.fields["outcome"]
        self.fields["chosen"].queryset = waiting
        self.fields["chosen"].initial = waiting

    def decided(self) -> dict:
        self.cleaned_data["outcome"] = AmendmentStatus.ACCEPTED_MODIFIED
        return super().decided()
