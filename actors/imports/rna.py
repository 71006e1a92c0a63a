"""The national register of associations ("waldec" files). Neither managers nor their addresses are ever read."""

from collections.abc import Iterator

from django.utils.text import Truncator

from actors.imports.sheets import Sheet
from actors.models import Kind
from essportal.reading.tables import Table

NEEDED = {"id": "id", "titre": "titre", "adrscodeinsee": "adrs_codeinsee", "position": "position"}
LONGEST_PURPOSE = 5_000


def sheets(table: Table, *, communes: set[str]) -> Iterator[Sheet]:
    """The active associations whose seat is in these communes."""
    for row in table.rows:
        said = row.values
        commune = said.get("adrscodeinsee", "").strip().zfill(5)
        if row.problem or (commune in communes and said.get("position", "").strip() == "A"):
            yield _sheet(row, said, commune)


def _sheet(row, said, commune):
    sheet = Sheet(line=row.line, fields={"kind": str(Kind.ASSOCIATION)})
    if row.problem:
        sheet.wrong("", row.problem)
        sheet.fields["name"] = said.get("titre", "")[:200]
        return sheet
    sheet.say("rna", said["id"], "id")
    sheet.say_name(said["titre"], "titre")
    sheet.say("acronym", said.get("titrecourt", "")[:40], "titre_court")
    sheet.say("description", Truncator(said.get("objet", "")).chars(LONGEST_PURPOSE), "objet")
    for name, column in (("website", "siteweb"), ("siret", "siret")):
        _say_if_right(sheet, name, said.get(column, ""))
    if siret := sheet.fields.pop("siret", None):
        sheet.fields["siren"] = siret[:9]
        # Without its street: the seat of a small association is somebody's home.
        sheet.places = [{"siret": siret, "municipality_id": commune, "is_head": True, "is_open": True}]
    sheet.fields["municipality_id"] = commune
    return sheet


def _say_if_right(sheet, name, typed):
    """What associations typed themselves is often wrong there: that makes no row wrong."""
    before = len(sheet.problems)
    sheet.say(name, typed.strip(), name)
    del sheet.problems[before:]
