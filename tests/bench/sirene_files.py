"""Two files in the real layout of the Sirene stock, of any size: `python -m tests.bench.sirene_files FOLDER`.

40 communes of the territory hold 4 % of the establishments; one unit in eight or so is of the ESS.
"""

# ruff: noqa: E501 -- the layout of the real files
import sys
from pathlib import Path

import duckdb

from actors.territory import COMMUNES, communes

ESTABLISHMENTS, UNITS = 2_000_000, 1_200_000
EPCI = "200069854"

PLACES = """
COPY (
  SELECT lpad(((i * 7919 % {units}) + 300000000)::VARCHAR, 9, '0') AS siren,
    lpad((i // {units} * 13 + 14)::VARCHAR, 5, '0') AS nic,
    siren || nic AS siret,
    CASE WHEN i % 97 = 0 THEN 'P' ELSE 'O' END AS "statutDiffusionEtablissement",
    '2011-04-' || lpad((i % 28 + 1)::VARCHAR, 2, '0') AS "dateCreationEtablissement",
    CASE WHEN i % 3 = 0 THEN '11' WHEN i % 3 = 1 THEN 'NN' ELSE '' END AS "trancheEffectifsEtablissement",
    '2023' AS "anneeEffectifsEtablissement", '' AS "activitePrincipaleRegistreMetiersEtablissement",
    '2025-11-03T09:12:4' || (i % 10) AS "dateDernierTraitementEtablissement",
    CASE WHEN i < {units} THEN 'true' ELSE 'false' END AS "etablissementSiege",
    (i % 4 + 1)::VARCHAR AS "nombrePeriodesEtablissement", '' AS "complementAdresseEtablissement",
    (i % 180 + 1)::VARCHAR AS "numeroVoieEtablissement", '' AS "indiceRepetitionEtablissement",
    '' AS "dernierNumeroVoieEtablissement", '' AS "indiceRepetitionDernierNumeroVoieEtablissement",
    'RUE' AS "typeVoieEtablissement", 'DE LA FABRIQUE ' || (i % 300) AS "libelleVoieEtablissement",
    code_insee[:2] || '000' AS "codePostalEtablissement", 'COMMUNE ' || code_insee AS "libelleCommuneEtablissement",
    '' AS "libelleCommuneEtrangerEtablissement", '' AS "distributionSpecialeEtablissement",
    code_insee AS "codeCommuneEtablissement",
    '' AS "codeCedexEtablissement", '' AS "libelleCedexEtablissement", '' AS "codePaysEtrangerEtablissement",
    '' AS "libellePaysEtrangerEtablissement", '860180' || lpad((i % 100000)::VARCHAR, 5, '0') AS "identifiantAdresseEtablissement",
    '497834.1' || (i % 10) AS "coordonneeLambertAbscisseEtablissement",
    '6612389.0' || (i % 10) AS "coordonneeLambertOrdonneeEtablissement",
    '2011-04-18' AS "dateDebut",
    CASE WHEN i % 11 = 5 THEN 'F' ELSE 'A' END AS "etatAdministratifEtablissement",
    CASE WHEN i % 5 = 0 THEN 'L''ENSEIGNE ' || i ELSE '' END AS "enseigne1Etablissement",
    '' AS "enseigne2Etablissement", '' AS "enseigne3Etablissement", '' AS "denominationUsuelleEtablissement",
    '88.99B' AS "activitePrincipaleEtablissement",
    'NAFRev2' AS "nomenclatureActivitePrincipaleEtablissement",
    CASE WHEN i % 3 = 0 THEN 'O' ELSE 'N' END AS "caractereEmployeurEtablissement"
  FROM (
    SELECT i, CASE WHEN i % 25 = 0 THEN t.code ELSE lpad((i * 31 % 34000 + 1001)::VARCHAR, 5, '0') END AS code_insee
    FROM range({places}) r(i) JOIN territory t ON t.n = (i // 25) % 40
  )
) TO '{target}' {options}
"""

LEGAL_UNITS = """
COPY (
  SELECT (i + 300000000)::VARCHAR AS siren, CASE WHEN i % 97 = 0 THEN 'P' ELSE 'O' END AS "statutDiffusionUniteLegale",
    '' AS "unitePurgeeUniteLegale", '2011-04-18' AS "dateCreationUniteLegale",
    CASE WHEN i % 6 = 0 THEN 'SIGLE' || i % 1000 ELSE '' END AS "sigleUniteLegale", '' AS "sexeUniteLegale",
    '' AS "prenom1UniteLegale", '' AS "prenom2UniteLegale", '' AS "prenom3UniteLegale", '' AS "prenom4UniteLegale",
    '' AS "prenomUsuelUniteLegale", '' AS "pseudonymeUniteLegale",
    CASE WHEN i % 8 = 0 THEN 'W86' || lpad((i % 10000000)::VARCHAR, 7, '0') ELSE '' END AS "identifiantAssociationUniteLegale",
    CASE WHEN i % 3 = 0 THEN '11' ELSE 'NN' END AS "trancheEffectifsUniteLegale", '2023' AS "anneeEffectifsUniteLegale",
    '2025-11-03T09:12:41' AS "dateDernierTraitementUniteLegale", '3' AS "nombrePeriodesUniteLegale",
    'PME' AS "categorieEntreprise", '2023' AS "anneeCategorieEntreprise", '2011-04-18' AS "dateDebut",
    CASE WHEN i % 19 = 7 THEN 'C' ELSE 'A' END AS "etatAdministratifUniteLegale", '' AS "nomUniteLegale",
    '' AS "nomUsageUniteLegale",
    CASE WHEN i % 8 = 0 THEN 'ASSOCIATION DES AMIS, "NUMERO ' || i || '"' ELSE 'SOCIETE ' || i END AS "denominationUniteLegale",
    '' AS "denominationUsuelle1UniteLegale", '' AS "denominationUsuelle2UniteLegale", '' AS "denominationUsuelle3UniteLegale",
    CASE WHEN i % 8 = 0 THEN '9220' WHEN i % 101 = 1 THEN '5710' ELSE '5499' END AS "categorieJuridiqueUniteLegale",
    '88.99B' AS "activitePrincipaleUniteLegale", 'NAFRev2' AS "nomenclatureActivitePrincipaleUniteLegale",
    '00014' AS "nicSiegeUniteLegale", CASE WHEN i % 8 = 0 AND i % 3 = 0 OR i % 101 = 1 THEN 'O' ELSE '' END AS "economieSocialeSolidaireUniteLegale",
    'N' AS "societeMissionUniteLegale", CASE WHEN i % 3 = 0 THEN 'O' ELSE 'N' END AS "caractereEmployeurUniteLegale"
  FROM range({units}) r(i)
) TO '{target}' {options}
"""


def write(folder: Path, *, places=ESTABLISHMENTS, units=UNITS, kind="csv") -> list[Path]:
    """The two files, as CSV or as Parquet."""
    options = "(FORMAT parquet)" if kind == "parquet" else "(FORMAT csv, HEADER)"
    files = [folder / f"StockEtablissement_utf8.{kind}", folder / f"StockUniteLegale_utf8.{kind}"]
    with duckdb.connect() as base:
        base.execute("CREATE TABLE territory (n INTEGER, code VARCHAR)")
        codes = [commune.code for commune in communes(EPCI, COMMUNES)]
        base.executemany("INSERT INTO territory VALUES (?, ?)", list(enumerate(codes)))
        for sql, target in zip((PLACES, LEGAL_UNITS), files, strict=True):
            base.execute(sql.format(places=places, units=units, target=target, options=options))
    return files


if __name__ == "__main__":
    write(Path(sys.argv[1]))
