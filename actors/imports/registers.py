"""Which reader for which register, and a file given under the wrong name recognised by its columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from actors.imports import ess_france, rna, sirene, template
from actors.imports.sheets import Sheet
from actors.imports.words import commune_key
from actors.models import Municipality, Organisation, Register
from essportal.errors import Refused
from essportal.reading.files import Shape, Source
from essportal.reading.tables import Table, header_of, table_of

NEEDED = {Register.ESS_FRANCE: ess_france.NEEDED, Register.RNA: rna.NEEDED, Register.TEMPLATE: template.NEEDED}
# A column that only this register has.
SIGNS = {
    Register.SIRENE: {"statutdiffusionetablissement", "categoriejuridiqueunitelegale"},
    Register.ESS_FRANCE: {ess_france.FAMILY},
    Register.RNA: {"adrscodeinsee"},
    Register.TEMPLATE: {"sortedepartenaire", "esusdepuis"},
}


@dataclass
class Reading:
    """How the reading goes: `say(done, total)` follows it, `lines` are those of the files, in the territory or not."""

    say: Callable[[int, int], None]
    lines: int = 0
    expected: int = 0

    def counting(self, rows):
        for row in rows:
            self.lines += 1
            yield row

    def expect(self, lines, sheets):
        """Sirene is read in one go, before the first sheet comes out."""
        self.lines, self.expected = lines, sheets


def read_sheets(register: str, sources: list[Source], reading: Reading) -> Iterator[Sheet]:
    """Every organisation of the files that concerns this portal."""
    communes = dict(Municipality.objects.values_list("code", "name"))
    if not communes:
        raise Refused(_("Le territoire n’a pas encore de commune : réglez-le avant d’importer des organisations."))
    if register == Register.SIRENE:
        _refuse_other_register(sources)
        known = set(Organisation.objects.exclude(siren=None).values_list("siren", flat=True))
        found = sirene.sheets(sources, communes=set(communes), known=known, say=reading.expect)
        for number, sheet in enumerate(found):
            reading.say(number, reading.expected)
            yield sheet
        return
    tables = [table_of(source) for source in sources]
    for table in tables:
        _check_columns(register, table)
        table.rows = reading.counting(table.rows)
    total = sum(table.size for table in tables)
    for table in tables:
        for number, sheet in enumerate(_sheets(register, table, communes)):
            if number % 500 == 0:
                reading.say(sum(table.read[0] for table in tables), total)
            yield sheet


def _sheets(register, table, communes):
    if register == Register.RNA:
        return rna.sheets(table, communes=set(communes))
    if register == Register.ESS_FRANCE:
        by_name = {(_department(code), commune_key(name)): code for code, name in communes.items()}
        return ess_france.sheets(table, by_name=by_name)
    names = {commune_key(name): code for code, name in communes.items()}
    return template.sheets(table, by_name=names, codes=set(communes))


def _department(code):
    return code[:3] if code.startswith("97") else code[:2]


def _refuse_other_register(sources):
    """Sirene's reader only looks for its own columns: a text that bears the columns of another says so."""
    for source in sources:
        if source.shape is not Shape.PARQUET:
            columns = header_of(source)
            if not SIGNS[Register.SIRENE] & set(columns):
                _refuse_other(Register.SIRENE, source, columns)


def _check_columns(register, table: Table):
    missing = [name for key, name in NEEDED[register].items() if key not in table.columns]
    if missing:
        _refuse_other(register, table.source, table.columns)
        raise Refused(
            _("« %(name)s » : il manque la colonne %(missing)s. Les colonnes lues sont : %(columns)s.")
            % {
                "name": table.source.name,
                "missing": get_text_list([f"« {name} »" for name in missing], _("et")),
                "columns": ", ".join(filter(None, table.columns))[:200] or _("aucune"),
            }
        )


def _refuse_other(register, source, columns):
    for other, signs in SIGNS.items():
        if other != register and signs & set(columns):
            raise Refused(
                _(
                    "« %(name)s » ressemble à un autre format : %(other)s. Choisissez-le, puis envoyez de nouveau ce "
                    "fichier."
                )
                % {"name": source.name, "other": other.label}
            )
