from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, ngettext

from actors.models import Breakdown, Diagnosis, Kind, Municipality, SizeBand
from actors.selectors import figures
from essportal.forms import PortalForm, PortalModelForm

HEAVIEST = 1024 * 1024
MOST_SAID = 12
WHY = {
    "absent": gettext_lazy("la colonne « %(column)s » manque"),
    "long": gettext_lazy("le fichier dépasse 2 000 lignes"),
    "cell": gettext_lazy("une cellule est beaucoup trop longue, sans doute parce qu’un guillemet n’est pas refermé"),
    "empty": gettext_lazy("le fichier ne contient aucune ligne de chiffres"),
    "unknown": gettext_lazy("« %(value)s » n’est pas connu du portail"),
    "twice": gettext_lazy("« %(value)s » est déjà donné plus haut"),
    "number": gettext_lazy("« %(value)s » n’est pas un nombre entier"),
    "more": gettext_lazy("%(value)s dépasse le nombre de tous secteurs"),
}


def said(fault: figures.Fault) -> str:
    why = WHY[fault.why] % {"column": fault.column, "value": fault.value}
    if fault.column and fault.why != "absent":
        place = gettext("Ligne %(line)s, colonne « %(column)s »") % {"line": fault.line, "column": fault.column}
    else:
        place = gettext("Ligne %(line)s") % {"line": fault.line}
    return gettext("%(place)s : %(why)s.") % {"place": place, "why": why}


class Places:
    """Where a line of the file belongs: the families, sizes and communes are the portal's, the sectors are free."""

    def __init__(self):
        self.breakdowns = {figures.folded(str(one.label)): one for one in Breakdown}
        self.breakdowns[figures.folded("secteur")] = Breakdown.SECTOR
        self.communes = {}
        for commune in Municipality.objects.all():
            self.communes[figures.folded(commune.name)] = self.communes[commune.code.lower()] = commune
        self.labels = {Breakdown.FAMILY: _labels(Kind), Breakdown.SIZE: _labels(SizeBand)}

    def __call__(self, breakdown: str, label: str) -> dict | None:
        kind = self.breakdowns.get(figures.folded(breakdown))
        if kind is None:
            return None
        if kind == Breakdown.WHOLE:
            return {"breakdown": kind, "label": str(kind.label)}
        if kind == Breakdown.MUNICIPALITY:
            commune = self.communes.get(figures.folded(label))
            return commune and {"breakdown": kind, "label": commune.name, "municipality": commune}
        name = label[:150] if kind == Breakdown.SECTOR else self.labels[kind].get(figures.folded(label))
        return {"breakdown": kind, "label": name} if name else None


def _labels(choices) -> dict[str, str]:
    by_label = {figures.folded(str(one.label)): str(one.label) for one in choices}
    return by_label | {one.value.lower(): str(one.label) for one in choices}


class DiagnosisForm(PortalModelForm):
    class Meta:
        model = Diagnosis
        fields = ["title", "figures_on", "source", "introduction"]
        widgets = {"introduction": forms.Textarea(attrs={"rows": 6})}


class RevisedDiagnosisForm(DiagnosisForm):
    """The edition and, breakdown by breakdown, what the team says of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        written = dict(self.instance.comments.values_list("breakdown", "text"))
        for one in Breakdown:
            self.fields[f"comment_{one.value}"] = forms.CharField(
                label=gettext("Commentaire, %(breakdown)s") % {"breakdown": one.label},
                required=False,
                max_length=4_000,
                initial=written.get(one.value, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def comments(self) -> dict[str, str]:
        return {one.value: self.cleaned_data[f"comment_{one.value}"] for one in Breakdown}

    @property
    def edition(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class FiguresForm(PortalForm):
    file = forms.FileField(
        label=gettext_lazy("Fichier de chiffres (CSV)"),
        max_length=150,
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        help_text=gettext_lazy(
            "Partez du modèle. 1 Mo et 2 000 lignes au plus. Les chiffres déjà apportés sont remplacés."
        ),
    )

    def clean_file(self):
        """Every fault of the file at once, with its line and column, in place of the rows."""
        upload = self.cleaned_data["file"]
        if upload.size > HEAVIEST:
            raise ValidationError(gettext("Ce fichier dépasse 1 Mo : ce n’est pas le modèle."))
        content = upload.read()
        if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"}:
            raise ValidationError(gettext("Ce fichier n’est pas un CSV. Dans votre tableur, enregistrez-le en CSV."))
        sheet = figures.read(content, Places())
        if sheet.faults:
            left = len(sheet.faults) - MOST_SAID
            more = ngettext("Et %(n)s autre faute.", "Et %(n)s autres fautes.", left) % {"n": left}
            raise ValidationError([*map(said, sheet.faults[:MOST_SAID]), *([more] if left > 0 else [])])
        return sheet.rows
