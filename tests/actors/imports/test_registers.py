"""The registers of the State and of ESS France: what is kept of them, and what is never read."""

import duckdb
import pytest

from actors.models import Establishment, Organisation, Outcome
from tests.actors.imports.conftest import imported, outcomes
from tests.factories import OrganisationFactory

PLACE = {
    "siren": "732829320",
    "siret": "73282932000074",
    "statutDiffusionEtablissement": "O",
    "enseigne1Etablissement": "L'ATELIER",
    "numeroVoieEtablissement": "3",
    "typeVoieEtablissement": "RUE",
    "libelleVoieEtablissement": "DU CLAIN",
    "codeCommuneEtablissement": "86194",
    "etablissementSiege": "true",
    "etatAdministratifEtablissement": "A",
}
UNIT = {
    "siren": "732829320",
    "statutDiffusionUniteLegale": "O",
    "denominationUniteLegale": "LA REMISE A NEUF",
    "sigleUniteLegale": "LRN",
    "categorieJuridiqueUniteLegale": "9220",
    "identifiantAssociationUniteLegale": "W751245606",
    "economieSocialeSolidaireUniteLegale": "O",
    "etatAdministratifUniteLegale": "A",
    "trancheEffectifsUniteLegale": "11",
    "activitePrincipaleUniteLegale": "88.99B",
}


def table(*rows):
    lines = [",".join(rows[0])]
    lines += [",".join(f'"{value}"' for value in row.values()) for row in rows]
    return "\n".join(lines) + "\n"


@pytest.fixture
def sirene(given):
    def read(places=({},), units=({},)):
        return given("sirene", table(*(PLACE | more for more in places)), table(*(UNIT | more for more in units)))

    return read


def test_sirene_gives_an_organisation_and_its_establishments(sirene):
    second = {"siret": "73282932000082", "codeCommuneEtablissement": "86214", "etablissementSiege": "false"}
    elsewhere = {"siret": "73282932000090", "codeCommuneEtablissement": "75056", "etablissementSiege": "false"}

    one = imported(sirene(places=[{}, second, elsewhere]))

    sheet = Organisation.objects.get()
    assert one.read == 4
    assert (sheet.name, sheet.kind, sheet.rna, sheet.size_band) == (
        "LA REMISE A NEUF",
        "association",
        "W751245606",
        "11",
    )
    assert (sheet.municipality_id, sheet.activity) == ("86194", "action sociale")
    assert list(sheet.establishments.values_list("siret", "name", "address", "is_head")) == [
        ("73282932000074", "L'ATELIER", "3 RUE DU CLAIN", True),
        ("73282932000082", "L'ATELIER", "3 RUE DU CLAIN", False),
    ]


def test_sirene_twice_changes_nothing(sirene):
    imported(sirene())

    assert outcomes(sirene()) == [("LA REMISE A NEUF", Outcome.SAME)]


@pytest.mark.parametrize(
    ("unit", "kept"),
    [
        ({}, True),
        ({"economieSocialeSolidaireUniteLegale": ""}, True),
        ({"economieSocialeSolidaireUniteLegale": "", "categorieJuridiqueUniteLegale": "5710"}, False),
        ({"categorieJuridiqueUniteLegale": "5710"}, True),
        ({"economieSocialeSolidaireUniteLegale": "N"}, False),
        ({"categorieJuridiqueUniteLegale": "7210"}, False),
        ({"etatAdministratifUniteLegale": "C"}, False),
    ],
    ids=["flag", "category alone", "no flag, company", "scic", "excluded", "public body", "ceased"],
)
def test_sirene_keeps_the_units_of_the_ess(sirene, unit, kept):
    one = sirene(units=[unit])

    assert one.rows.exists() is kept


def test_a_unit_of_partial_diffusion_keeps_its_name_and_address_hidden(sirene):
    imported(sirene(places=[{"statutDiffusionEtablissement": "P"}], units=[{"statutDiffusionUniteLegale": "P"}]))

    sheet, place = Organisation.objects.get(), Establishment.objects.get()
    assert sheet.name == "Organisation non diffusée (SIREN 732\u00a0829\u00a0320)"
    assert (sheet.acronym, place.name, place.address, place.municipality_id) == ("", "", "", "86194")


def test_a_unit_that_became_hidden_loses_the_name_that_sirene_gave(sirene):
    imported(sirene())

    imported(sirene(units=[{"statutDiffusionUniteLegale": "P"}]))

    assert Organisation.objects.get().name == "Organisation non diffusée (SIREN 732\u00a0829\u00a0320)"


def test_a_unit_that_became_hidden_keeps_the_name_that_it_gave_itself(sirene):
    OrganisationFactory(name="La Remise à neuf", siren="732829320")

    imported(sirene(units=[{"statutDiffusionUniteLegale": "P"}]))

    assert Organisation.objects.get().name == "La Remise à neuf"


def test_an_establishment_that_became_hidden_loses_the_address_that_was_known(sirene):
    imported(sirene())

    imported(sirene(places=[{"statutDiffusionEtablissement": "P"}]))

    assert Establishment.objects.get().address == ""


def test_an_establishment_that_closed_is_closed_in_the_directory(sirene):
    imported(sirene())

    one = sirene(places=[{"etatAdministratifEtablissement": "F"}])

    assert one.rows.get().changes == [
        {"field": "en activité (73282932000074)", "before": "oui", "after": "non", "kept": False}
    ]
    imported(one)
    assert not Establishment.objects.get().is_open


def test_sirene_finds_the_sheet_that_the_register_of_associations_made(sirene):
    OrganisationFactory(name="La Remise à neuf", rna="W751245606")

    imported(sirene())

    assert Organisation.objects.get().siren == "732829320"


def test_sirene_is_read_in_parquet_with_numbers_that_lost_their_zeros(given, tmp_path):
    paths = [tmp_path / "places.parquet", tmp_path / "units.parquet"]
    for path, row in zip(
        paths, (PLACE | {"siren": "005520135", "siret": "00552013500014"}, UNIT | {"siren": "005520135"}), strict=True
    ):
        (tmp_path / "a.csv").write_text(table(row))
        duckdb.execute(f"COPY (FROM read_csv('{tmp_path}/a.csv')) TO '{path}' (FORMAT parquet)")

    one = imported(given("sirene", *paths))

    assert one.added == 1
    assert Organisation.objects.get().siren == "005520135"
    assert Establishment.objects.get().siret == "00552013500014"


def test_sirene_tolerates_new_columns_in_any_order(given):
    places = table(dict(reversed({**PLACE, "nouvelleColonne": "?"}.items())))

    assert outcomes(given("sirene", table(UNIT), places)) == [("LA REMISE A NEUF", Outcome.NEW)]


def without(row, name):
    return {key: value for key, value in row.items() if key != name}


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ([table(PLACE)], "Il manque StockUniteLegale"),
        ([table(UNIT)], "Il manque StockEtablissement"),
        ([table(without(PLACE, "codeCommuneEtablissement")), table(UNIT)], "« codeCommuneEtablissement »"),
        ([table(PLACE)[:-30], table(UNIT)], "s’arrête au milieu de la ligne 2"),
        ([table(PLACE).replace("CLAIN", "CLÂIN").encode("cp1252"), table(UNIT)], "ok"),
        (
            [
                table(PLACE),
                table(UNIT).encode() + b'"73',
            ],
            "incomplet",
        ),
        (["id;titre;position;adrs_codeinsee\n1;x;A;86194\n", table(UNIT)], "répertoire national des associations"),
        ([b"PAR1" + b"x" * 99, table(UNIT)], "incomplet ou abîmé"),
        (["a,b\n1,2\n"], "pas des fichiers Sirene"),
    ],
    ids=["no unit", "no place", "column", "truncated", "latin", "quote", "other register", "parquet", "not sirene"],
)
def test_what_is_not_sirene_is_said(given, contents, words):
    one = given("sirene", *contents)

    if words == "ok":
        assert Organisation.objects.count() == 0
        assert imported(one).added == 1
        assert Establishment.objects.get().address == "3 RUE DU CLÂIN"
        return
    assert one.status == "refused"
    assert words in one.reason


def test_one_bad_line_of_sirene_is_shown_and_the_others_are_read(given):
    lines = table(PLACE, PLACE | {"siret": "73282932000082"}).splitlines()
    places = "\n".join([*lines[:2], "732829320,trop,court", lines[2]]) + "\n"

    one = given("sirene", places, table(UNIT))

    assert one.rows.get(outcome=Outcome.TO_FIX).line == 3
    assert len(one.rows.get(outcome=Outcome.NEW).data["places"]) == 2


RNA = (
    "id;id_ex;siret;titre;titre_court;objet;adrs_codepostal;adrs_codeinsee;adrs_libcommune;adrg_nom;dir_civilite;"
    "siteweb;position\n"
)


def test_the_register_of_associations_is_read_without_its_managers(given):
    rows = (
        '"W861000001";"";"";"Les Amis du Clain";"LAC";"Protéger la rivière";"86000";"86194";"POITIERS";'
        '"MARTIN CANARI";"MME";"amis.example";"A"\n'
        '"W9T1002867";"";"";"Dissoute";"";"";"86000";"86194";"POITIERS";"";"";"";"D"\n'
        '"W861000003";"";"";"Ailleurs";"";"";"75001";"75056";"PARIS";"";"";"";"A"\n'
        '"pas un numéro";"";"";"À revoir";"";"";"86000";"86194";"POITIERS";"";"";"";"A"\n'
    )

    one = given("rna", (RNA + rows).encode("latin-1"))

    assert set(outcomes(one)) == {("Les Amis du Clain", Outcome.NEW), ("À revoir", Outcome.TO_FIX)}
    assert "CANARI" not in str(list(one.rows.values()))
    imported(one)
    sheet = Organisation.objects.get()
    assert (sheet.rna, sheet.description, sheet.website) == (
        "W861000001",
        "Protéger la rivière",
        "https://amis.example",
    )


ESS_FRANCE = (
    "SIREN;Nom ou raison sociale de l'entreprise;Famille juridique de l'entreprise;Code postal;"
    "Libellé de la commune de l'établissement;Code du département de l'établissement;Département de l'établissement;"
    "Région de l'établissement\n"
)


def test_the_list_of_ess_france_is_read_by_commune_and_department(given):
    rows = (
        "732829320;LA REMISE;Association;86280;ST BENOIT;86;Vienne;Nouvelle-Aquitaine\n"
        "732829320;LA REMISE;Association;86000;POITIERS CEDEX 9;86;Vienne;Nouvelle-Aquitaine\n"
        "880878145;AILLEURS;Coopérative;14130;Saint-Benoît;14;Calvados;Normandie\n"
        "5520135;MUTUELLE;Mutuelle;86000;Poitiers;86;Vienne;Nouvelle-Aquitaine\n"
    )

    one = imported(given("ess_france", ESS_FRANCE + rows))

    assert one.added == 2
    assert set(Organisation.objects.values_list("siren", "municipality_id", "kind")) == {
        ("732829320", "86214", "association"),
        ("005520135", "86194", "mutual"),
    }


def test_a_file_without_anyone_of_the_territory_says_so(given):
    rows = "880878145;AILLEURS;Coopérative;14130;Saint-Benoît;14;Calvados;Normandie\n"

    assert "dans les communes du territoire" in given("ess_france", ESS_FRANCE + rows).reason


def test_a_file_of_which_too_many_lines_are_broken_is_refused_whole(given):
    places = table(PLACE) + "1,2,3\n" * 300

    assert "trop de lignes" in given("sirene", places, table(UNIT)).reason
