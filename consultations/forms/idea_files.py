"""Ideas typed elsewhere: a column of a spreadsheet, or one idea a line."""

import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from essportal.errors import Refused
from essportal.fields import MEGABYTE
from essportal.reading.files import Shape, Source, opened
from essportal.reading.tables import SEPARATORS, encoding_of, table_of
from essportal.reading.words import column

HEAVIEST = 5
KINDS = (".csv", ".txt", ".ods", ".xlsx")
COLUMNS = {"idee", "idees", "contribution", "contributions", "texte", "proposition", "propositions", "verbatim"}


class IdeasFileField(forms.FileField):
    """Gives [(line, idea, what is wrong with the line)], `most` and one more at the most; None without a file."""

    widget = forms.FileInput(attrs={"accept": ",".join(KINDS)})

    def __init__(self, *, most: int, **kwargs):
        self.most = most
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return None
        if not upload.name.lower().endswith(KINDS):
            raise ValidationError(
                _("« %(name)s » n’est pas un tableau. Types acceptés : CSV, TXT, ODS, XLSX."),
                params={"name": upload.name},
            )
        if upload.size > HEAVIEST * MEGABYTE:
            raise ValidationError(
                _("« %(name)s » pèse plus de %(most)s Mo. Partagez-le en plusieurs fichiers."),
                params={"name": upload.name, "most": HEAVIEST},
            )
        with tempfile.TemporaryDirectory(prefix="essportal-ideas-") as folder:
            path = Path(folder) / "file"
            path.write_bytes(upload.read())
            try:
                return read_ideas(upload.name, path, self.most)
            except Refused as refused:
                raise ValidationError(refused.reason) from refused


def read_ideas(name: str, path: Path, most: int) -> list[tuple[int, str, str]]:
    with opened([(name, path)]) as sources:
        if len(sources) > 1:
            raise Refused(_("« %(name)s » contient plusieurs fichiers. Envoyez-les un à un.") % {"name": name})
        found = _plain(sources[0]) if _is_plain(sources[0]) else _column(sources[0])
        return list(islice(found, most + 1))


def _is_plain(source: Source) -> bool:
    """A text without columns: its lines are the ideas."""
    if source.shape is not Shape.TEXT:
        return False
    if source.name.lower().endswith(".txt"):
        return True
    with source.path.open(encoding=encoding_of(source), errors="replace") as text:
        return not any(separator in text.readline(100_000) for separator in SEPARATORS)


def _plain(source) -> Iterator[tuple[int, str, str]]:
    with source.path.open(encoding=encoding_of(source)) as text:
        for number, line in enumerate(text, start=1):
            if line.strip() and not (number == 1 and column(line) in COLUMNS):
                yield number, line.strip(), ""


def _column(source) -> Iterator[tuple[int, str, str]]:
    table = table_of(source)
    named = next((name for name in table.columns if name in COLUMNS), None)
    if named is None:
        raise Refused(
            _("« %(name)s » : il manque la colonne « Idée ». Les colonnes lues sont : %(columns)s.")
            % {"name": source.name, "columns": ", ".join(filter(None, table.columns))[:200] or _("aucune")}
        )
    for row in table.rows:
        text = row.values.get(named, "").strip()
        if text or row.problem:
            yield row.line, text, row.problem
