"""What one may type on the drafting desk."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Contribution, Meeting, SynthesisPoint
from essportal.forms import PortalForm
from essportal.text import clean_prose
from plans.actions import Fed
from plans.models import ClauseDraft, ClauseKind, Revision, Role, SourceKind
from plans.selectors.outline import working_outline

MARKS = gettext_lazy("Une ligne vide sépare deux paragraphes. « - » ouvre une liste, **gras**, *italique*.")


class BaseField(forms.ModelChoiceField):
    """The revision on which a text was written: nearly always the newest, which is at hand."""

    newest: Revision | None = None

    def to_python(self, value):
        if self.newest and value == str(self.newest.pk):
            return self.newest
        return super().to_python(value)


class ClauseForm(PortalForm):
    """The working text of a clause, and the revision on which it was written."""

    base = BaseField(Revision.objects.none(), widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=250)
    text = forms.CharField(
        label=gettext_lazy("Texte"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "class": "editor"}),
        help_text=MARKS,
    )
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi ce changement"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Cette phrase reste dans l’histoire de la clause."),
    )

    def __init__(self, *args, newest: Revision, draft: ClauseDraft | None = None, **kwargs):
        kept = {"base": newest.pk, "title": newest.title, "text": newest.text}
        if draft:
            kept = {"base": draft.base_id, "title": draft.title, "text": draft.text, "reason": draft.reason}
        super().__init__(*args, **{"initial": kept, **kwargs})
        self.fields["base"].queryset = Revision.objects.filter(clause=newest.clause_id)
        self.fields["base"].newest = newest
        self.fields["title"].required = newest.kind != ClauseKind.PARAGRAPH

    def says_something_new(self) -> bool:
        base = self.cleaned_data["base"]
        said = (self.cleaned_data["title"], self.cleaned_data["text"])
        return said != (base.title, clean_prose(base.text))

    def words(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("base", "title", "text", "reason")}


class SourceForm(PortalForm):
    """How something feeds a clause."""

    role = forms.ChoiceField(label=gettext_lazy("Rôle"), choices=Role.choices, initial=Role.ORIGIN)
    sentence = forms.CharField(
        label=gettext_lazy("Ce qui en vient"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Une phrase : ce que la clause en reprend."),
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == SourceKind.AUTHORITY:
            del self.fields["role"]
            self.fields["sentence"].required = True
            self.fields["sentence"].label = _("Pourquoi la collectivité en prend l’initiative")


class NewClauseForm(PortalForm):
    """A new clause: its place, its words, and where it comes from."""

    parent = forms.ChoiceField(label=gettext_lazy("Se range sous"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Nature"), choices=ClauseKind.choices, initial=ClauseKind.MEASURE)
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Un paragraphe peut s’en passer, pas une partie ni une mesure."),
    )
    text = forms.CharField(
        label=gettext_lazy("Texte"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "editor"}),
        help_text=MARKS,
    )
    source = forms.ChoiceField(label=gettext_lazy("D’où elle vient"), initial=SourceKind.AUTHORITY)
    reference = forms.CharField(
        label=gettext_lazy("Référence de la source"),
        max_length=12,
        required=False,
        help_text=gettext_lazy(
            "Par exemple C-2027-0142, S-0018 ou R-2027-031. Laissez vide pour une initiative de la collectivité."
        ),
    )
    sentence = forms.CharField(
        label=gettext_lazy("Ce qui en vient"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Pour une initiative de la collectivité : une phrase qui dit pourquoi."),
    )

    def __init__(self, *args, plan, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, self.reader = plan, reader
        named = [kind for kind in SourceKind if kind == SourceKind.AUTHORITY or kind in EXAMPLES]
        self.fields["source"].choices = [(kind.value, kind.label) for kind in named]
        self.fields["kind"].choices = _named_by(plan)
        self.placed = {placed.clause.reference: placed for placed in working_outline(plan)}
        if not self.placed:
            self.fields["kind"].initial = ClauseKind.SECTION
        self.fields["parent"].choices = [
            ("", _("Rien : en tête du plan")),
            *(
                (reference, f"{placed.label} {placed.revision.title}")
                for reference, placed in self.placed.items()
                if placed.revision.kind != ClauseKind.PARAGRAPH
            ),
        ]

    def clean(self):
        data = super().clean()
        above = self.placed.get(data.get("parent"))
        kind = data.get("kind")
        if kind != ClauseKind.PARAGRAPH and not data.get("title"):
            self.add_error("title", _("Donnez un titre."))
        if kind == ClauseKind.PARAGRAPH and not data.get("text"):
            self.add_error("text", _("Écrivez le paragraphe."))
        if above and above.revision.kind == ClauseKind.MEASURE and kind != ClauseKind.PARAGRAPH:
            self.add_error("parent", _("Sous une mesure ne se rangent que des paragraphes."))
        self._find_source(data)
        return data

    def _find_source(self, data) -> None:
        kind, reference = data.get("source"), data.get("reference", "").strip().upper()
        if kind == SourceKind.AUTHORITY:
            if not data.get("sentence"):
                self.add_error("sentence", _("Dites en une phrase pourquoi la collectivité en prend l’initiative."))
            data["fed"] = Fed(kind, sentence=data.get("sentence", ""))
            return
        target = cited(self.reader, kind, reference)
        if target is None:
            self.add_error(
                "reference",
                _("Aucune source de cette nature ne porte cette référence. Écrivez-la ainsi : %(example)s.")
                % {"example": EXAMPLES[kind]},
            )
            return
        data["fed"] = Fed(kind, **{FIELDS[kind]: target}, sentence=data.get("sentence", ""))

    def clause(self) -> dict:
        """What `add_clause` asks."""
        above = self.placed.get(self.cleaned_data["parent"])
        return {
            "kind": self.cleaned_data["kind"],
            "title": self.cleaned_data["title"],
            "text": self.cleaned_data["text"],
            "parent": above.clause if above else None,
            "sources": [self.cleaned_data["fed"]],
        }


def _named_by(plan) -> list[tuple[str, str]]:
    """The kinds of clauses, in the words of this plan: "Axe ou Objectif", "Action"."""
    *sections, measure = [name for name, __ in plan.outline_levels] or [""]
    words = {ClauseKind.SECTION: _(" ou ").join(sections), ClauseKind.MEASURE: measure}
    return [(kind, words.get(kind) or label) for kind, label in ClauseKind.choices]


MODELS = {
    SourceKind.CONTRIBUTION: Contribution,
    SourceKind.SYNTHESIS: SynthesisPoint,
    SourceKind.MEETING: Meeting,
}
EXAMPLES = {
    SourceKind.CONTRIBUTION: "C-2027-0142",
    SourceKind.SYNTHESIS: "S-0018",
    SourceKind.MEETING: "R-2027-031",
}
SHORT = re.compile(r"([CRS])\s*-?\s*0*(\d{1,4})")
FIELDS = {SourceKind.CONTRIBUTION: "contribution", SourceKind.SYNTHESIS: "point", SourceKind.MEETING: "meeting"}


def cited(reader, kind: str, reference: str):
    """What a source would point at, None when the reader may not see it or it does not exist.

    The short form of the pages, "C 142", stands for the newest contribution of that number.
    """
    model = MODELS.get(kind)
    if model is None or not reference:
        return None
    visible = model.objects.visible_to(reader)
    if model is Contribution:
        visible = visible.published()
    if short := SHORT.fullmatch(reference.upper()):
        width = {Contribution: 4, SynthesisPoint: 4, Meeting: 3}[model]
        ending = f"-{int(short[2]):0{width}d}"
        return visible.filter(reference__startswith=short[1], reference__endswith=ending).order_by("-reference").first()
    return visible.filter(reference=reference).first()


class CloseClauseForm(PortalForm):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi la retirer"),
        max_length=500,
        help_text=gettext_lazy("La raison reste lisible dans l’histoire de la clause."),
    )
