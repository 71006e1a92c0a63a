"""A table that a town filled, waiting to be looked over: each outcome of the preview stands in it."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from actors import actions
from actors.imports.staging import stage
from actors.imports.template import HEADER
from actors.models import Register
from plans.demonstration.corpus import Story, read

NAME = "associations-des-communes.csv"
# Name, family, commune, what is done there.
NEW = [
    ("Le Fournil Partagé de Rouillé", "association", "Rouillé", "pain, chantier collectif"),
    ("Les Jardins de la Boivre", "association", "Vouneuil-sous-Biard", "maraîchage d’insertion"),
    ("La Ressourcerie du Donjon", "association", "Chauvigny", "réemploi"),
    ("Café-lecture du Miosson", "association", "Ligugé", "tiers-lieu culturel"),
    ("Coop’Habitat Vienne", "coopérative", "Poitiers", "habitat participatif"),
]


def leave_one_to_look_over(story: Story) -> None:
    known = {item["key"]: item for item in read("actors")["organisations"]}
    with story.standing(-1, 16), TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        with path.open("w", newline="") as file:
            table = csv.DictWriter(file, HEADER, delimiter=";", restval="")
            table.writeheader()
            table.writerows(_rows(known))
        one = actions.note_import(by=story.officer, register=Register.TEMPLATE, files=[{"name": NAME, "stored": ""}])
        stage(one.pk, [(NAME, path)])


def _rows(known):
    for name, family, commune, activity in NEW:
        yield {"Nom": name, "Famille": family, "Commune": commune, "Activité": activity}
    bikes, hands = known["derailleuse"], known["mains_du_clain"]
    yield {"Nom": bikes["name"], "Famille": "association", "SIREN": bikes["siret"][:9], "Téléphone": "05 49 00 00 00"}
    yield {"Nom": hands["name"], "Famille": "association", "SIREN": hands["siret"][:9]}
    yield {"Nom": "Rien ne se pert", "Famille": "association"}
    yield {"Nom": "Atelier du Clain", "Famille": "assosiation", "SIREN": "12 34", "Commune": "Poitier"}
