"""What one may type about a writing group: for the team, its branch, dates and members; for its members, a text."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Representative
from consultations.models import Body
from essportal import clock
from essportal.forms import ParisDateField, PortalForm, ProseField
from essportal.text import clean_prose
from plans.forms.drafting import MARKS
from plans.models import ClauseKind, Plan, Proposal, Revision, WritingGroup
from plans.selectors.outline import working_outline


class RepresentativesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, link):
        return f"{link.person}, {link.organisation}"


class GroupForm(PortalForm):
    name = forms.CharField(label=gettext_lazy("Nom du groupe"), max_length=120)
    branch = forms.ChoiceField(
        label=gettext_lazy("Branche du plan"),
        help_text=gettext_lazy("Le groupe écrit cette clause et toutes celles qui se rangent dessous."),
    )
    purpose = ProseField(
        label=gettext_lazy("Ce qui lui est demandé"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opens_on = ParisDateField(label=gettext_lazy("Premier jour d’écriture"))
    closes_on = ParisDateField(
        label=gettext_lazy("Dernier jour d’écriture"),
        help_text=gettext_lazy("Avant et après ces deux jours, le groupe lit et ne propose rien."),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Instance"),
        required=False,
        empty_label=gettext_lazy("Aucune : des personnes nommées"),
        help_text=gettext_lazy("Qui y a un siège ce jour-là écrit dans le groupe."),
    )
    networks = RepresentativesField(
        Representative.objects.none(), label=gettext_lazy("Représentants de réseaux"), required=False
    )
    others = forms.CharField(
        label=gettext_lazy("Autres représentants"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Une adresse de courriel par ligne : des personnes qui parlent pour une organisation."),
    )

    def __init__(self, *args, plan: Plan, group: WritingGroup | None = None, **kwargs):
        super().__init__(*args, **{"initial": _kept(group), **kwargs})
        self.group = group
        self.placed = {
            placed.clause.reference: placed
            for placed in working_outline(plan)
            if placed.revision.kind != ClauseKind.PARAGRAPH
        }
        self.fields["branch"].choices = [
            (reference, f"{placed.label} {placed.revision.title}") for reference, placed in self.placed.items()
        ]
        if group:
            self.fields["branch"].disabled = True
            self.fields["branch"].choices = [(group.branch.reference, group.branch.working().title)]
        today = clock.today()
        self.fields["body"].queryset = Body.objects.valid_on(today).order_by("name")
        if group and group.body_id:
            self.fields["body"].queryset = Body.objects.filter(pk=group.body_id) | Body.objects.valid_on(today)
        self.fields["networks"].queryset = _speaking().filter(organisation__is_network=True)

    def clean_others(self) -> list[Representative]:
        typed = [line.strip().lower() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        links = list(_speaking().filter(person__email__in=typed))
        known = {link.person.email for link in links}
        if unknown := [address for address in typed if address not in known]:
            raise forms.ValidationError(
                _("Personne ne parle pour une organisation sous cette adresse : %(addresses)s."),
                params={"addresses": ", ".join(unknown)},
            )
        return links

    def clean(self):
        data = super().clean()
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("La fin vient avant le début."))
        if not self.errors and not (data.get("body") or data.get("networks") or data.get("others")):
            self.add_error("networks", _("Choisissez une instance, ou nommez au moins un représentant."))
        return data

    def settings(self) -> dict:
        data = self.cleaned_data
        links = [*data["networks"], *data["others"]]
        return {
            **{name: data[name] for name in ("name", "purpose", "opens_on", "closes_on", "body")},
            "named": [(link.person, link.organisation) for link in links],
        }

    def entrusted(self):
        return self.placed[self.cleaned_data["branch"]].clause


def _speaking():
    links = Representative.objects.valid_on(clock.today()).filter(person__erased_at=None)
    return links.select_related("person", "organisation").order_by("organisation__name", "person__name")


def _kept(group: WritingGroup | None) -> dict:
    if group is None:
        return {"opens_on": clock.today()}
    named = list(group.members.select_related("person", "organisation"))
    pairs = {(member.person_id, member.organisation_id) for member in named}
    links = [link for link in _speaking() if (link.person_id, link.organisation_id) in pairs]
    return {
        **{name: getattr(group, name) for name in ("name", "purpose", "opens_on", "closes_on")},
        "branch": group.branch.reference,
        "body": group.body_id,
        "networks": [link.pk for link in links if link.organisation.is_network],
        "others": "\n".join(dict.fromkeys(link.person.email for link in links if not link.organisation.is_network)),
    }


class WriteForm(PortalForm):
    """Other words for a clause, and why. `base` is the revision that the writer had before their eyes."""

    base = forms.ModelChoiceField(Revision.objects.none(), widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=250)
    text = forms.CharField(
        label=gettext_lazy("Votre texte"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "class": "editor"}),
        help_text=MARKS,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi ce changement"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("À dire pour proposer. Si le texte est accepté, cette phrase reste dans son histoire."),
    )

    def __init__(self, *args, newest: Revision, draft: Proposal | None, is_proposed: bool = False, **kwargs):
        kept = {"base": newest.pk, "title": newest.title, "text": newest.text}
        if draft:
            kept = {"base": draft.base_id, "title": draft.title, "text": draft.text, "reason": draft.reason}
        super().__init__(*args, **{"initial": kept, **kwargs})
        self.fields["base"].queryset = Revision.objects.filter(clause=newest.clause_id)
        self.fields["title"].required = newest.kind != ClauseKind.PARAGRAPH
        self.is_proposed = is_proposed

    def clean(self):
        data = super().clean()
        if self.is_proposed and not self.errors:
            base = data["base"]
            if not data["reason"]:
                self.add_error("reason", _("Dites pourquoi : c’est ce que lira l’équipe."))
            if (data["title"], data["text"]) == (base.title, clean_prose(base.text)):
                self.add_error("text", _("Vous n’avez rien changé : réécrivez ce que vous voulez voir modifié."))
        return data


class AddForm(PortalForm):
    """A new clause under one of the branch."""

    kind = forms.ChoiceField(label=gettext_lazy("Nature"))
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Un paragraphe peut s’en passer."),
    )
    text = forms.CharField(
        label=gettext_lazy("Votre texte"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "class": "editor"}),
        help_text=MARKS,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi l’ajouter"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("À dire pour proposer. Si elle est acceptée, cette phrase reste dans son histoire."),
    )

    def __init__(self, *args, above: Revision, draft: Proposal | None, is_proposed: bool = False, **kwargs):
        kept = {name: getattr(draft, name) for name in ("kind", "title", "text", "reason")} if draft else {}
        super().__init__(*args, **{"initial": kept, **kwargs})
        kinds = [ClauseKind.PARAGRAPH]
        if above.kind == ClauseKind.SECTION:
            kinds = [ClauseKind.MEASURE, ClauseKind.PARAGRAPH, ClauseKind.SECTION]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.is_proposed = is_proposed

    def clean(self):
        data = super().clean()
        if not self.is_proposed:
            return data
        if data.get("kind") != ClauseKind.PARAGRAPH and not data.get("title"):
            self.add_error("title", _("Donnez un titre."))
        if not data.get("text"):
            self.add_error("text", _("Écrivez le texte de la clause."))
        if not data.get("reason"):
            self.add_error("reason", _("Dites pourquoi : c’est ce que lira l’équipe."))
        return data


class AnswerProposalForm(PortalForm):
    answer = ProseField(
        label=gettext_lazy("Votre réponse"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Son auteur la reçoit par courriel. Pour renvoyer une proposition, dites pourquoi."),
    )

    def __init__(self, *args, is_returned: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_returned = is_returned

    def clean_answer(self):
        if self.is_returned and not self.cleaned_data["answer"]:
            raise forms.ValidationError(_("Dites pourquoi vous la renvoyez : son auteur pourra la reprendre."))
        return self.cleaned_data["answer"]


class KeptTextForm(AnswerProposalForm):
    """After a collision: the text that the team keeps, on the revision that it had before its eyes."""

    base = forms.ModelChoiceField(Revision.objects.none(), widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=250)
    text = forms.CharField(
        label=gettext_lazy("Le texte retenu"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "class": "editor"}),
    )
    field_order = ["base", "title", "text", "answer"]

    def __init__(self, *args, newest: Revision, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = Revision.objects.filter(clause=newest.clause_id)
        self.fields["title"].required = newest.kind != ClauseKind.PARAGRAPH

    def words(self) -> tuple[Revision, str, str]:
        return tuple(self.cleaned_data[name] for name in ("base", "title", "text"))
