"""Files as people have them: what is read all the same, and what is refused with a sentence that names the trouble."""

import io
import zipfile

import pytest

from actors.imports import template as portal_template
from actors.imports.ods import workbook
from actors.models import Organisation, Outcome
from tests.actors.imports.conftest import gzipped, outcomes, zipped
from tests.factories import OrganisationFactory

ROWS = "Nom;Famille;Commune\nL’Été à Saint-Benoît;association;Saint-Benoît\n"
READ = [("L’Été à Saint-Benoît", Outcome.NEW)]


@pytest.mark.parametrize(
    "content",
    [
        ROWS,
        "\ufeff" + ROWS,
        ROWS.replace(";", ","),
        ROWS.replace(";", "\t"),
        ROWS.replace("\n", "\r\n"),
        ROWS.encode("cp1252"),
        ROWS.encode("utf-16"),
        "Inconnue;COMMUNE;famille;NOM \n?;86214;Association;L’Été à Saint-Benoît\n",
        "Nom;Famille;Commune\n\n;;\n" + ROWS.partition("\n")[2],
    ],
    ids=["utf-8", "mark", "comma", "tab", "windows", "latin", "utf-16", "any order, unknown column", "empty lines"],
)
def test_a_table_is_read_whatever_wrote_it(given, content):
    assert outcomes(given("template", content)) == READ


def test_a_line_break_inside_quotes_stays_inside_its_cell(given):
    text = 'Nom;Famille;Description\nUne;association;"Deux\nlignes"\nAutre;tribu;x\n'

    one = given("template", text)

    assert one.rows.get(name="Une").data["fields"]["description"] == "Deux\nlignes"
    assert one.rows.get(name="Autre").line == 4


def test_a_zipped_table_is_read(given, tmp_path):
    path = zipped(tmp_path / "a.zip", liste__csv=ROWS, lisez__moi="x")

    assert outcomes(given("template", path)) == READ
    assert outcomes(given("template", gzipped(tmp_path / "b.csv.gz", ROWS))) == READ


def test_the_portals_own_table_is_filled_and_given_back(given):
    header = portal_template.HEADER
    row = dict.fromkeys(header, "") | {"Nom": "La Scic", "Famille": "coopérative", "SCIC": "oui", "SIREN": "732829320"}
    row |= {"Effectif": "10 à 19 salariés", "ESUS depuis": "14/03/2025", "Site": "scic.example", "Commune": "Poitiers"}

    one = given("template", workbook([("Organisations", [header, list(row.values())])]), name="rempli.ods")

    fields = one.rows.get().data["fields"]
    assert fields == {
        "name": "La Scic",
        "kind": "cooperative",
        "siren": "732829320",
        "size_band": "11",
        "is_scic": True,
        "esus_from": "2025-03-14",
        "website": "https://scic.example",
        "municipality_id": "86194",
    }


@pytest.mark.parametrize("content", [portal_template.as_csv(), portal_template.as_ods()], ids=["csv", "ods"])
def test_the_table_given_back_empty_says_so(given, content):
    assert "aucune ligne" in given("template", content).reason


def xlsx(path, rows):
    """The least that a spreadsheet is."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = 'xmlns="http://schemas.openxmlformats.org/package/2006/'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types {packages}content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships {packages}relationships"><Relationship Id="r1" Type="{relations}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {space} xmlns:r="{relations}"><sheets><sheet name="F" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships {packages}relationships"><Relationship Id="r1" Type="{relations}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"<worksheet {space}><sheetData>".encode())
            for row in rows:
                sheet.write(row.encode())
            sheet.write(b"</sheetData></worksheet>")
    return path


def row(number, *values):
    cells = "".join(
        f'<c r="{"ABCDEFG"[place]}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        if isinstance(value, str)
        else f'<c r="{"ABCDEFG"[place]}{number}"><v>{value}</v></c>'
        for place, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'


def test_a_spreadsheet_that_lost_its_zeros_is_read(given, tmp_path):
    OrganisationFactory(name="Déjà là", siren="005520135")
    path = xlsx(tmp_path / "a.xlsx", [row(1, "Nom", "Famille", "SIREN"), row(2, "Déjà là", "association", 5520135)])

    assert outcomes(given("template", path)) == [("Déjà là", Outcome.SAME)]


def test_six_hundred_thousand_rows_of_a_spreadsheet_are_too_many(given, tmp_path):
    lines = (row(number, "Nom", "x") for number in range(1, 600_001))

    one = given("template", xlsx(tmp_path / "long.xlsx", lines))

    assert (one.status, one.rows.count()) == ("refused", 0)
    assert "100\u202f000 lignes" in one.reason
    assert "CSV" in one.reason


def test_a_spreadsheet_with_one_cell_at_the_end_of_the_world_is_refused(given, tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert "lignes" in given("template", xlsx(tmp_path / "far.xlsx", [row(1, "Nom", "Famille"), far])).reason


def test_a_spreadsheet_that_repeats_a_cell_a_billion_times_is_refused(given):
    cell = '<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
    content = workbook([("F", [["Nom", "Famille"]])])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            rows = f'<table:table-row table:number-rows-repeated="90000">{cell}</table:table-row></table:table>'
            new.writestr(name, text.replace("</table:table>", rows))

    assert "lignes" in given("template", made.getvalue()).reason


def test_a_zip_bomb_is_refused_before_it_fills_the_disk(given, tmp_path):
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as member:
        for _ in range(120):
            member.write(b"\0" * 1_000_000)

    one = given("template", path)

    assert one.status == "refused"
    assert "grossit" in one.reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "est vide"),
        ("Nom\nUne\n", "séparateur"),
        ("Nom;Commune\nUne;Poitiers\n", "manque la colonne « Famille »"),
        ("Nom;Famille;Commune\nUne;association;Poitiers\nDeux;asso", "s’arrête au milieu de la ligne 3"),
        ('Nom;Famille;Commune\nUne;association;"Poitiers\nDeux;association;x\n', "guillemet"),
        (
            "Nom;Famille;Commune\nAssociÃ©s;association;Poitiers\n",
            "accents sont abîmés (« AssociÃ©s »",
        ),
        (b"Nom;Famille\n\x81\x8d\x00;x\n", "pas un texte lisible"),
        (b"%PDF-1.7", "pas un tableau"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "ancien classeur"),
        (b"PK\x03\x04" + b"x" * 50, "incomplet ou abîmé"),
        (b"PAR1" + b"x" * 50, "Parquet"),
        ("SIREN;Famille juridique de l'entreprise\n1;x\n", "ressemble à un autre format : liste d’ESS France"),
        ("id;titre;position;adrs_codeinsee\nW1;x;A;86194\n", "répertoire national des associations"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence_and_nothing_is_written(given, content, words):
    one = given("template", content)

    assert one.status == "refused"
    assert words in one.reason
    assert not one.rows.exists()
    assert not Organisation.objects.exists()


def test_a_truncated_zip_is_said_incomplete(given, tmp_path):
    path = zipped(tmp_path / "a.zip", liste__csv=ROWS * 500)
    path.write_bytes(path.read_bytes()[:-60])

    assert "incomplet" in given("template", path).reason


def test_a_row_with_a_separator_too_many_is_to_be_fixed(given):
    one = given("template", ROWS + "Trop;association;Poitiers;et;encore\n")

    assert one.rows.get(name="Trop").problems[0]["why"].startswith("Cette ligne a 5 colonnes au lieu de 3")
