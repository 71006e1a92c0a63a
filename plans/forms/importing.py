"""A text to import: the file, the level of each depth of title, the correction of one title."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal.errors import Refused
from essportal.fields import MEGABYTE
from essportal.forms import PortalForm
from plans.forms.drafting import MARKS
from plans.importing import ABOVE, BRANCH, DROPPED, KINDS, read
from plans.importing.tree import LONGEST_TEXT, LONGEST_TITLE

MEGABYTES = 20


class TextFileForm(PortalForm):
    """What the file holds is read at once: a broken one is refused here, with the place of the fault."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
        help_text=gettext_lazy(
            "ODT, DOCX ou Markdown (MD, TXT), 20 Mo au plus. Les titres du document deviennent les niveaux du plan."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.name.rpartition(".")[2].lower() not in KINDS:
            raise ValidationError(
                _("« %(name)s » n’est ni un ODT, ni un DOCX, ni du Markdown. Enregistrez-le dans l’un de ces formats.")
                % {"name": file.name}
            )
        if file.size > MEGABYTES * MEGABYTE:
            raise ValidationError(_("Ce fichier pèse plus de 20 Mo. Enregistrez-le sans ses images."))
        try:
            self.document = read(file.name, file.read())
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return file


def choices_of(plan, *, one: bool = False) -> list[tuple[int, str]]:
    """The levels of the plan by name; else the title goes in the text above, or is left out."""
    levels = [(depth, name) for depth, (name, __) in enumerate(plan.outline_levels, start=1)]
    fates = [(ABOVE, _("Dans le texte du titre au-dessus")), (DROPPED, _("Laissé de côté, avec son texte"))]
    return [*levels, *fates, *([(BRANCH, _("Laissé de côté, avec tout ce qu’il contient"))] if one else [])]


class LevelsForm(PortalForm):
    """One choice for each depth of title of the document."""

    def __init__(self, *args, one, **kwargs):
        super().__init__(*args, **kwargs)
        self.depths = one.depths
        for depth in self.depths:
            said = [node.level for node in one.tree if node.title and node.depth == depth]
            self.fields[f"depth-{depth}"] = forms.TypedChoiceField(
                label=_("Les titres de niveau %(depth)s (%(n)s) deviennent") % {"depth": depth, "n": len(said)},
                choices=choices_of(one.plan),
                coerce=int,
                initial=max(set(said), key=said.count),
            )

    def levels(self) -> dict[int, int]:
        return {depth: self.cleaned_data[f"depth-{depth}"] for depth in self.depths}


class NodeForm(PortalForm):
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=LONGEST_TITLE)
    level = forms.TypedChoiceField(label=gettext_lazy("Dans le plan"), coerce=int)
    text = forms.CharField(
        label=gettext_lazy("Texte"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12, "class": "editor"}),
        help_text=MARKS,
    )

    def __init__(self, *args, one, node, **kwargs):
        super().__init__(*args, initial={"title": node.title, "text": node.text, "level": node.level}, **kwargs)
        self.fields["level"].choices = choices_of(one.plan, one=True)
        if not node.title:
            self.fields["title"].required, self.fields["text"].required = False, True
            self.fields["title"].help_text = _("Sans titre, ce texte devient un paragraphe en tête du plan.")
