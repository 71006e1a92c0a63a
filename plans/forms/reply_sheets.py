import tempfile
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essportal.errors import Refused
from essportal.fields import MEGABYTE
from essportal.forms import PortalForm
from essportal.reading.files import opened
from plans.documents.reply_sheet import read_rows

HEAVIEST = 10
KINDS = (".csv", ".ods", ".xlsx")


class ReplySheetField(forms.FileField):
    """Gives (name, rows as typed), or says what keeps the file from being read."""

    widget = forms.FileInput(attrs={"accept": ",".join(KINDS)})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload.name.lower().endswith(KINDS):
            raise ValidationError(
                _("« %(name)s » n’est pas un tableau. Types acceptés : ODS, XLSX, CSV."), params={"name": upload.name}
            )
        if upload.size > HEAVIEST * MEGABYTE:
            raise ValidationError(_("Ce fichier pèse plus de 10 Mo : partagez-le en plusieurs tableaux."))
        with tempfile.TemporaryDirectory(prefix="essportal-replies-") as folder:
            path = Path(folder) / "file"
            path.write_bytes(upload.read())
            try:
                return upload.name, _rows(upload.name, path)
            except Refused as refused:
                raise ValidationError(refused.reason) from refused


def _rows(name, path):
    with opened([(name, path)]) as sources:
        if len(sources) > 1:
            raise Refused(_("« %(name)s » contient plusieurs fichiers. Envoyez-les un à un.") % {"name": name})
        rows = read_rows(sources[0])
    if not rows:
        raise Refused(_("« %(name)s » ne contient aucune ligne.") % {"name": name})
    return rows


class ReplySheetForm(PortalForm):
    file = ReplySheetField(
        label=gettext_lazy("Tableau complété"),
        help_text=gettext_lazy("ODS, XLSX ou CSV. Vous verrez ce que chaque ligne change avant d’enregistrer."),
    )
