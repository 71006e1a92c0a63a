"""The Sirene stock: millions of establishments and legal units, joined and cut down to the territory by DuckDB.

DuckDB runs inside this process, reads from the disk and spills to it: the memory it takes does not follow the files.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import duckdb
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from actors.identifiers import written
from actors.imports.families import FAMILY, FORMS, family_of
from actors.imports.naf import DIVISIONS
from actors.imports.sheets import Sheet
from actors.models import SizeBand
from essportal.errors import Refused
from essportal.reading.files import Shape, Source, broken
from essportal.reading.tables import encoding_of, separator_of
from essportal.typography import number

MEMORY, THREADS, AT_ONCE = "256MB", 2, 2_000
# A line that is too short is one error for each column that it lacks.
MOST_REJECTED, MOST_ERRORS = 200, 20_000

PLACE = {
    "siren": "siren",
    "siret": "siret",
    "diffusion": "statutDiffusionEtablissement",
    "usual_name": "denominationUsuelleEtablissement",
    "sign": "enseigne1Etablissement",
    "number": "numeroVoieEtablissement",
    "way": "typeVoieEtablissement",
    "street": "libelleVoieEtablissement",
    "commune": "codeCommuneEtablissement",
    "is_head": "etablissementSiege",
    "state": "etatAdministratifEtablissement",
}
UNIT = {
    "siren": "siren",
    "unit_diffusion": "statutDiffusionUniteLegale",
    "name": "denominationUniteLegale",
    "acronym": "sigleUniteLegale",
    "category": "categorieJuridiqueUniteLegale",
    "rna": "identifiantAssociationUniteLegale",
    "flag": "economieSocialeSolidaireUniteLegale",
    "unit_state": "etatAdministratifUniteLegale",
    "size_band": "trancheEffectifsUniteLegale",
    "naf": "activitePrincipaleUniteLegale",
}
# Without these, nothing can be joined or sorted; the others may be missing.
NEEDED = {"siren", "siret", "diffusion", "commune", "state", "unit_diffusion", "name", "category", "flag", "unit_state"}
WIDTH = {"siren": 9, "siret": 14, "commune": 5}


def sheets(sources: list[Source], *, communes: set[str], known: set[str], say) -> Iterator[Sheet]:
    """The units of the ESS with an open establishment in these communes, and those that the directory knows already.

    `known` are SIRENs; `say(lines, sheets)` is told how many lines the files hold, and how many sheets will follow.
    """
    with _base() as base:
        places = [
            _table(base, source, "place") for source in sources if _holds(base, source, "siret", PLACE["commune"])
        ]
        units = [
            _table(base, source, "unit") for source in sources if _holds(base, source, UNIT["category"], UNIT["name"])
        ]
        _check_pair(sources, places, units)
        base.execute("CREATE TEMP TABLE territory AS SELECT unnest(?) AS code", [sorted(communes)])
        base.execute("CREATE TEMP TABLE category AS SELECT unnest(?) AS code", [sorted(FAMILY)])
        base.execute("CREATE TEMP TABLE known AS SELECT unnest(?) AS siren", [sorted(known)])
        lines = _gather(base, places, units)
        say(lines, base.execute("SELECT count(*) FROM unit").fetchone()[0])
        yield from _rejected(base, {str(source.path): source for source in sources})
        yield from _joined(base)


@contextmanager
def _base():
    config = {"memory_limit": MEMORY, "threads": THREADS, "preserve_insertion_order": "false"}
    with duckdb.connect(config=config) as base:
        base.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        yield base


def _reader(source: Source) -> tuple[str, list]:
    """The table function that reads this file: names and types are taken as they are written."""
    if source.shape is Shape.PARQUET:
        return "read_parquet(?)", [str(source.path)]
    if source.shape is Shape.SPREADSHEET:
        raise Refused(_("« %(name)s » est un tableur : Sirene se lit en CSV ou en Parquet.") % {"name": source.name})
    encoding = encoding_of_head(source)
    with source.path.open(encoding=encoding, errors="replace", newline="") as text:
        header = text.readline(100_000)
    separator = separator_of(source, header)
    names = _distinct(next(csv.reader([header.strip()], delimiter=separator)))
    # Nothing is guessed: a few odd lines at the top would make the reader guess another table.
    sql = (
        "read_csv(?, delim=?, encoding=?, columns=?, header=true, auto_detect=false, quote='\"', escape='\"', "
        f"max_line_size=1000000, store_rejects=true, rejects_limit={MOST_ERRORS})"
    )
    known_as = "latin-1" if encoding == "cp1252" else "utf-8"
    return sql, [str(source.path), separator, known_as, dict.fromkeys(names, "VARCHAR")]


def _distinct(names):
    """A column without a name, or with the name of another, is none of ours: it still has its place."""
    seen = set()
    for place, typed in enumerate(names):
        name = typed.strip() if typed.strip() and typed.strip().lower() not in seen else f"colonne {place}"
        seen.add(name.lower())
        yield name


def encoding_of_head(source):
    """Sirene is UTF-8; a copy saved by Windows is read too. The head is enough: the reader complains of the rest."""
    with source.path.open("rb") as file:
        head = file.read(1 << 22)
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return encoding_of(source)
    return "utf-8-sig"


@contextmanager
def _explained(source: Source):
    try:
        yield
    except duckdb.Error as error:
        words = str(error).lower()
        if "not utf-8 encoded" in words or "invalid unicode" in words or "invalid utf" in words:
            raise Refused(
                _("« %(name)s » n’est pas encodé en UTF-8. Repartez du fichier de l’Insee, ou enregistrez-le en UTF-8.")
                % {"name": source.name}
            ) from error
        raise broken(source.name) from error


def _columns(base, source) -> list[str]:
    sql, parameters = _reader(source)
    with _explained(source):
        return [row[0] for row in base.execute(f"DESCRIBE SELECT * FROM {sql}", parameters).fetchall()]


def _holds(base, source, *names):
    return not {name.lower() for name in names}.isdisjoint(column.lower() for column in _columns(base, source))


def _table(base, source, kind):
    """What must be read of this file: (its name, the SELECT, its parameters)."""
    wanted = PLACE if kind == "place" else UNIT
    present = {column.lower(): column for column in _columns(base, source)}
    missing = [name for key, name in wanted.items() if key in NEEDED and name.lower() not in present]
    if missing:
        raise Refused(
            _(
                "« %(name)s » : il manque la colonne %(missing)s. Repartez du fichier de l’Insee, avec toutes ses "
                "colonnes."
            )
            % {"name": source.name, "missing": get_text_list([f"« {name} »" for name in missing], _("et"))}
        )
    selected = ", ".join(_selected(key, name, present) for key, name in wanted.items())
    sql, parameters = _reader(source)
    return source, f"SELECT {selected} FROM {sql}", parameters


def _selected(key, name, present):
    if name.lower() not in present:
        return f"'' AS {key}"
    column = f'CAST("{present[name.lower()]}" AS VARCHAR)'
    return f"lpad({column}, {WIDTH[key]}, '0') AS {key}" if key in WIDTH else f"coalesce({column}, '') AS {key}"


def _check_pair(sources, places, units):
    if places and units:
        return
    names = get_text_list([f"« {source.name} »" for source in sources], _("et"))
    if not places and not units:
        raise Refused(
            _("%(names)s : ce ne sont pas des fichiers Sirene. On attend StockEtablissement et StockUniteLegale.")
            % {"names": names}
        )
    missing = "StockUniteLegale" if places else "StockEtablissement"
    raise Refused(
        _("Il manque %(missing)s : les établissements et les unités légales se joignent, donnez les deux ensemble.")
        % {"missing": missing}
    )


def _gather(base, places, units) -> int:
    """Keep the establishments of the territory, then the units of the ESS among theirs; how many lines there were."""
    for table, columns in (("place", PLACE), ("unit", UNIT)):
        base.execute(f"CREATE TEMP TABLE {table} ({', '.join(f'{key} VARCHAR' for key in columns)})")
    for source, select, parameters in places:
        with _explained(source):
            base.execute(f"INSERT INTO place SELECT * FROM ({select}) WHERE commune IN (FROM territory)", parameters)
    kept = (
        "siren IN (SELECT siren FROM place) AND (siren IN (FROM known)"
        " OR (flag = 'O' AND category[1] NOT IN ('4', '7')) OR (flag <> 'N' AND category IN (FROM category)))"
    )
    for source, select, parameters in units:
        with _explained(source):
            base.execute(f"INSERT INTO unit SELECT DISTINCT * FROM ({select}) WHERE {kept}", parameters)
    return sum(_count(base, source) for source, __, __ in [*places, *units])


def _count(base, source):
    """The lines of a file, without parsing it again."""
    if source.shape is Shape.PARQUET:
        return base.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [str(source.path)]).fetchone()[0]
    return max(0, _line_ends(source.path) - 1)


def _line_ends(path: Path) -> int:
    count = 0
    with path.open("rb", buffering=0) as file:
        while block := file.read(1 << 20):
            count += block.count(b"\n")
    return count


def _rejected(base, sources) -> Iterator[Sheet]:
    """The lines that could not be parsed: one is shown, the end of a truncated file refuses the whole."""
    if not base.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'").fetchone():
        return
    errors = base.execute(
        "SELECT s.file_path, e.line, any_value(e.error_type::VARCHAR), max(e.line_byte_position) FROM reject_errors e"
        " JOIN reject_scans s USING (scan_id, file_id) GROUP BY ALL ORDER BY 1, 2"
    ).fetchall()
    if len(errors) >= MOST_REJECTED:
        raise Refused(
            _("%(name)s : trop de lignes n’ont pas le bon nombre de colonnes. Repartez du fichier de l’Insee.")
            % {"name": get_text_list([f"« {sources[path].name} »" for path in {error[0] for error in errors}], _("et"))}
        )
    for path, line, kind, position in errors:
        source = sources[path]
        _refuse_whole(source, line, kind, position)
        sheet = Sheet(line=line, fields={"name": f"{source.name}, ligne {line}"})
        sheet.wrong(source.name, _("Cette ligne n’a pas le bon nombre de colonnes, ou un guillemet y est de trop."))
        yield sheet


def _refuse_whole(source, line, kind, position):
    if kind == "INVALID ENCODING":
        raise Refused(
            _("« %(name)s » n’est pas encodé en UTF-8 (ligne %(line)s). Repartez du fichier de l’Insee.")
            % {"name": source.name, "line": number(line)}
        )
    with source.path.open("rb") as file:
        file.seek(position or 0)
        rest = file.read(1 << 20)
    if b"\n" not in rest.strip(b"\r\n") and not rest.endswith(b"\n"):
        raise Refused(
            _("« %(name)s » s’arrête au milieu de la ligne %(line)s : il est incomplet. Téléchargez-le de nouveau.")
            % {"name": source.name, "line": number(line)}
        )


def _joined(base) -> Iterator[Sheet]:
    """One sheet a unit, its establishments gathered. What has closed interests only the sheets that show it."""
    columns = [f"u.{key}" for key in UNIT] + [f"p.{key}" for key in PLACE if key != "siren"]
    rows = base.execute(
        f"SELECT {', '.join(columns)} FROM unit u JOIN place p USING (siren) "
        "WHERE siren IN (FROM known) OR (u.unit_state = 'A' AND p.state = 'A') ORDER BY u.siren, p.siret"
    )
    names = [name[2:] for name in columns]
    batches = iter(lambda: rows.fetchmany(AT_ONCE), [])
    found = (dict(zip(names, row, strict=True)) for batch in batches for row in batch)
    for __, lines in groupby(found, key=lambda line: line["siren"]):
        if sheet := _sheet(list(lines)):
            yield sheet


def _sheet(lines) -> Sheet | None:
    unit = lines[0]
    family = family_of(unit["category"], unit["flag"])
    sheet = Sheet()
    sheet.say("siren", unit["siren"], "siren")
    hidden = unit["unit_diffusion"] == "P"
    if hidden:
        sheet.fields["hidden"] = True
        sheet.fields["name"] = hidden_name(unit["siren"])
        sheet.fields["acronym"] = ""
    else:
        sheet.say_name(unit["name"], UNIT["name"])
        sheet.say("acronym", unit["acronym"][:40], UNIT["acronym"])
    if family:
        sheet.fields["kind"] = str(family)
    if form := FORMS.get(unit["category"]):
        sheet.fields["legal_form"] = form
    sheet.fields["legal_category"] = unit["category"][:4]
    if not hidden:  # the number leads to the name, in the register of associations
        _say_if_right(sheet, "rna", unit["rna"])
    if unit["size_band"] in SizeBand.values:
        sheet.fields["size_band"] = unit["size_band"]
    if label := DIVISIONS.get(unit["naf"][:2]):
        sheet.fields["activity"] = label
    sheet.places = [_place(line, ceased=unit["unit_state"] != "A", hidden=hidden) for line in lines]
    _say_where(sheet)
    return sheet


def hidden_name(siren: str) -> str:
    """Who asked the Insee not to be named is not named here either."""
    return _("Organisation non diffusée (SIREN %(siren)s)") % {"siren": written(siren)}


def _say_if_right(sheet, name, typed):
    """The register's own slips (an old or wrong number of association) make no row wrong."""
    before = len(sheet.problems)
    sheet.say(name, typed, name)
    del sheet.problems[before:]


def _place(line, *, ceased, hidden):
    hidden = hidden or line["diffusion"] == "P"
    parts = [line[key] for key in ("number", "way", "street")]
    sign = line["usual_name"] or line["sign"]
    return {
        "siret": line["siret"],
        "name": "" if hidden or "[ND]" in sign else sign[:200],
        "address": "" if hidden or "[ND]" in "".join(parts) else " ".join(filter(None, parts))[:200],
        "municipality_id": line["commune"],
        "is_head": line["is_head"].lower() in ("true", "1", "o"),
        "is_open": line["state"] == "A" and not ceased,
    }


def _say_where(sheet):
    """The commune of the head office when it is here, else of the first open place."""
    by_rank = sorted(sheet.places, key=lambda place: (not place["is_open"], not place["is_head"]))
    if by_rank:
        sheet.fields["municipality_id"] = by_rank[0]["municipality_id"]
