"""The list of ESS France: employers, by SIREN. It has no SIRET and no commune code, only the commune's name."""

from collections.abc import Iterator

from actors.imports.sheets import Sheet
from actors.imports.words import commune_key
from actors.models import Kind
from essportal.reading.tables import Table
from essportal.reading.words import folded

NAME = "nomouraisonsocialedelentreprise"
FAMILY = "famillejuridiquedelentreprise"
COMMUNE, DEPARTMENT = "libelledelacommunedeletablissement", "codedudepartementdeletablissement"
NEEDED = {
    "siren": "SIREN",
    NAME: "Nom ou raison sociale de l'entreprise",
    FAMILY: "Famille juridique de l'entreprise",
    COMMUNE: "Libellé de la commune de l'établissement",
    DEPARTMENT: "Code du département de l'établissement",
}
FAMILIES = [
    ("assoc", Kind.ASSOCIATION),
    ("coop", Kind.COOPERATIVE),
    ("scop", Kind.COOPERATIVE),
    ("scic", Kind.COOPERATIVE),
    ("mutu", Kind.MUTUAL),
    ("fond", Kind.FOUNDATION),
    ("soci", Kind.COMMERCIAL),
    ("esus", Kind.COMMERCIAL),
]


def sheets(table: Table, *, by_name: dict[tuple[str, str], str]) -> Iterator[Sheet]:
    """Those of the territory, once each; `by_name` gives a commune's code by department and name."""
    seen = set()
    for row in table.rows:
        said = row.values
        department = said.get(DEPARTMENT, "").strip().zfill(2)
        commune = by_name.get((department, commune_key(said.get(COMMUNE, ""))))
        if not (commune or row.problem):
            continue
        sheet = _sheet(row, said, commune)
        # A second establishment of the same enterprise says nothing more.
        if sheet.fields.get("siren") not in seen or sheet.problems:
            yield sheet
        if not sheet.problems:
            seen.add(sheet.fields["siren"])


def _sheet(row, said, commune):
    sheet = Sheet(line=row.line)
    if row.problem:
        sheet.wrong("", row.problem)
        sheet.fields["name"] = said.get(NAME, "")[:200]
        return sheet
    sheet.say("siren", said["siren"], "SIREN")
    if "siren" not in sheet.fields and not sheet.problems:
        sheet.wrong("SIREN", "Le SIREN manque.")
    sheet.say_name(said[NAME], NEEDED[NAME])
    sheet.fields["municipality_id"] = commune
    family = folded(said[FAMILY])
    kind = next((kind for start, kind in FAMILIES if family.startswith(start)), None)
    if kind:
        sheet.fields["kind"] = str(kind)
    else:
        sheet.wrong(NEEDED[FAMILY], f"« {said[FAMILY][:60]} » n’est pas une famille de l’ESS.")
    return sheet
