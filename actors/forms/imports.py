from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Decision, Register
from essportal.fields import MEGABYTE
from essportal.forms import PortalForm

MEGABYTES, MOST_FILES = 300, 10
EXTENSIONS = (".csv", ".txt", ".gz", ".zip", ".parquet", ".ods", ".xlsx")


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files; what each really holds is looked at when it is read."""

    widget = ManyFilesInput(attrs={"accept": ",".join(EXTENSIONS)})

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(ManyFilesField, self).clean(one, initial) for one in given or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Envoyez %(most)s fichiers au plus.") % {"most": MOST_FILES})
        for file in files:
            self._check(file)
        return files

    def _check(self, file):
        if not file.name.lower().endswith(EXTENSIONS):
            raise forms.ValidationError(
                _("« %(name)s » n’est pas un tableau. Types acceptés : CSV, Parquet, ODS, XLSX, zippés ou non.")
                % {"name": file.name}
            )
        if file.size > MEGABYTES * MEGABYTE:
            raise forms.ValidationError(
                _(
                    "« %(name)s » pèse plus de %(most)s Mo. Prenez le fichier de votre département, ou demandez à "
                    "votre service informatique d’employer la commande import_organisations."
                )
                % {"name": file.name, "most": MEGABYTES}
            )


class ImportForm(PortalForm):
    register = forms.ChoiceField(
        label=gettext_lazy("D’où viennent ces organisations ?"), choices=Register, widget=forms.RadioSelect
    )
    files = ManyFilesField(
        label=gettext_lazy("Fichiers"),
        help_text=gettext_lazy(
            "CSV, Parquet, ODS ou XLSX, zippés ou non, 300 Mo au plus. Pour Sirene, donnez ensemble "
            "StockEtablissement et StockUniteLegale. Rien n’est écrit avant l’aperçu."
        ),
    )


class DecisionsForm(forms.Form):
    """The answers of one page of probable doubles, or one answer for all."""

    everywhere = forms.ChoiceField(choices=Decision, required=False)

    def clean(self):
        data = super().clean()
        given = {
            name.removeprefix("d"): value for name, value in self.data.items() if name[:1] == "d" and name[1:].isdigit()
        }
        known = {*Decision.values, ""}
        if any(value not in known for value in given.values()):
            raise forms.ValidationError(_("Cette réponse n’existe pas."))
        data["decisions"] = {int(pk): value for pk, value in given.items()}
        return data
