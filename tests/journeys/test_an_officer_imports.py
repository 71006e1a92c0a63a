"""An officer imports a list twice: the second time, nothing is left to import."""

import re

OFFICER = "sacha.specimen@val-de-clain.example"
LIST = (
    "Nom;Famille;Commune;SIREN\n"
    "Les Ateliers du Clain;association;Poitiers;552100554\n"
    "La Grange aux Vélos;coopérative;Lusignan;\n"
    "La Remise a neuf;coopérative;Chauvigny;\n"
    "Sans famille;tribu;Poitiers;\n"
)


def test_a_list_imported_twice_changes_nothing_the_second_time(visit):
    visit.sign_in(OFFICER)

    send(visit).reads("2 fiches à ajouter").reads("« tribu » n’est pas prévu")
    visit.click(re.compile("^doublon probable", re.I), within=visit.page.locator("main")).reads("La Remise a neuf")
    visit.press("Importer dans l’annuaire")
    until(visit, "2 fiches ajoutées")
    visit.open("/annuaire/?q=grange+velos").reads("La Grange aux Vélos")

    send(visit).reads("Rien à importer")
    visit.click(re.compile("^à jour", re.I), within=visit.page.locator("main")).reads("Les Ateliers du Clain")


def send(visit):
    visit.open("/travail/annuaire/imports/nouveau/").page.get_by_label("Tableau du portail").check()
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}
    visit.page.locator("input[type=file]").set_input_files(file)
    visit.press("Voir l’aperçu")
    visit.page.get_by_text("Lecture des fichiers en cours").first.wait_for(state="hidden", timeout=30_000)
    visit.look()
    return visit


def until(visit, words):
    visit.page.get_by_text(words).first.wait_for(timeout=30_000)
    visit.look()
