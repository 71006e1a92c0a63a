"""What one may type beside the text: a draft, a cut, a joining, a disagreement."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Organisation
from essportal.forms import PortalForm
from plans.drafting import cut
from plans.models import ClauseKind, Revision


class DraftForm(PortalForm):
    """Whatever stands in the editor, finished or not."""

    base = forms.ModelChoiceField(Revision.objects.none())
    title = forms.CharField(max_length=250, required=False)
    text = forms.CharField(max_length=20_000, required=False, widget=forms.Textarea)
    reason = forms.CharField(max_length=500, required=False)

    def __init__(self, *args, clause, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = Revision.objects.filter(clause=clause)


class SplitForm(PortalForm):
    """Where the text is cut, and what its second part is called."""

    base = forms.ModelChoiceField(Revision.objects.none(), widget=forms.HiddenInput)
    place = forms.ChoiceField(
        label=gettext_lazy("La seconde clause commence à"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez où couper le texte.")},
    )
    title = forms.CharField(label=gettext_lazy("Titre de la seconde clause"), max_length=250)
    reason = forms.CharField(label=gettext_lazy("Pourquoi la scinder"), max_length=400, required=False)

    def __init__(self, *args, newest: Revision, **kwargs):
        super().__init__(*args, **{"initial": {"base": newest.pk}, **kwargs})
        self.fields["base"].queryset = Revision.objects.filter(clause=newest.clause_id)
        self.pieces = cut(newest.text)
        self.fields["place"].choices = [(str(piece.start), piece.text.strip()) for piece in self.pieces[1:]]
        self.fields["title"].required = newest.kind != ClauseKind.PARAGRAPH

    def clean_place(self):
        return int(self.cleaned_data["place"])


class JoinForm(PortalForm):
    """The text of both, which may be mended before it is saved."""

    base = forms.ModelChoiceField(Revision.objects.none(), widget=forms.HiddenInput)
    other_base = forms.ModelChoiceField(Revision.objects.none(), widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=250)
    text = forms.CharField(
        label=gettext_lazy("Texte réuni"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 14, "class": "editor"}),
    )

    def __init__(self, *args, kept: Revision, gone: Revision, **kwargs):
        heading = f"**{gone.title}**" if gone.title else ""
        initial = {
            "base": kept.pk,
            "other_base": gone.pk,
            "title": kept.title,
            "text": "\n\n".join(filter(None, [kept.text, heading, gone.text])),
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields["base"].queryset = Revision.objects.filter(clause=kept.clause_id)
        self.fields["other_base"].queryset = Revision.objects.filter(clause=gone.clause_id)
        self.fields["title"].required = kept.kind != ClauseKind.PARAGRAPH


class RestoreForm(PortalForm):
    base = forms.ModelChoiceField(Revision.objects.none(), widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi revenir à ce texte"),
        max_length=500,
        help_text=gettext_lazy("Cette phrase reste dans l’histoire de la clause."),
    )

    def __init__(self, *args, newest: Revision, **kwargs):
        super().__init__(*args, **{"initial": {"base": newest.pk}, **kwargs})
        self.fields["base"].queryset = Revision.objects.filter(clause=newest.clause_id)


class PositionForm(PortalForm):
    """Who holds what: an organisation of the directory, or a name in words."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Organisation qui le soutient"), required=False
    )
    holder = forms.CharField(
        label=gettext_lazy("Ou une direction, une instance, un collège"), max_length=150, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Ce qui est soutenu"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.visible_to(reader).verified()
        self.fields["organisation"].empty_label = _("Aucune : je la nomme ci-dessous")

    def clean(self):
        data = super().clean()
        if not data.get("organisation") and not data.get("holder") and "organisation" not in self.errors:
            self.add_error("holder", _("Dites qui soutient cette position."))
        return data


class DisagreementForm(PositionForm):
    subject = forms.CharField(
        label=gettext_lazy("Sur quoi porte le désaccord"),
        max_length=250,
        help_text=gettext_lazy("Par exemple : la durée des baux."),
    )
    field_order = ["subject"]


class CloseDisagreementForm(PortalForm):
    conclusion = forms.CharField(
        label=gettext_lazy("Comment il se conclut"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("La raison reste lisible sous le désaccord."),
    )
