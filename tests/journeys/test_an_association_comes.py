"""An association registers, is verified, and claims the sheet that an import had left of it."""

OFFICER = "sacha.specimen@val-de-clain.example"
TREASURER = "tresor@echalas.example"
SEND = "Envoyer ma réponse"


def test_an_association_registers_is_verified_and_claims_its_imported_sheet(visit, another):
    officer = another().sign_in(OFFICER)
    an_imported_sheet_stands_there(officer)
    it_registers_before_signing_in(visit)
    the_team_asks_then_accepts(officer, visit)
    it_claims_the_other_sheet(visit, officer)
    the_two_sheets_become_one_and_two_again(officer, visit)


def an_imported_sheet_stands_there(officer):
    officer.open("/travail/annuaire/").click("Ajouter une fiche").type("Nom", "ECHALAS EN COMMUN")
    officer.choose("Famille", "association").type("SIREN", "123 456 789").press("Enregistrer la fiche")
    officer.reads("La clé de ce numéro").page.get_by_label("Ce numéro est le bon").check()
    officer.press("Enregistrer la fiche").reads("La fiche est dans l’annuaire.")


def it_registers_before_signing_in(visit):
    visit.open("/annuaire/").click("Inscrire mon organisation").press("Continuer").reads("points à corriger")
    visit.type("Nom de l’organisation", "Échalas en commun").choose("C’est…", "association")
    visit.type("Ce qu’elle fait", "Vignes partagées").type("Votre fonction", "trésorière")
    visit.press("Continuer").reads("Est-ce la vôtre ?").reads("ECHALAS EN COMMUN")
    visit.press("Recevoir mon code, puis envoyer").prove(TREASURER).look()
    visit.press("Aucune n’est la mienne").reads("C’est arrivé. Et maintenant ?")


def the_team_asks_then_accepts(officer, visit):
    officer.open("/travail/annuaire/").click("Échalas en commun").reads("Peut-être déjà là")
    officer.page.get_by_label("Demander une précision").check()
    officer.type("Votre phrase", "Dans quelle commune ?").press(SEND).reads("Votre question est envoyée.")
    visit.open("/mon-espace/").reads("L’équipe attend une précision de vous.").click("Échalas en commun")
    visit.reads("Dans quelle commune ?").choose("Commune", "Chauvigny")
    visit.press("Enregistrer et renvoyer").reads("Votre demande est complétée.")
    officer.open("/travail/annuaire/").click("Échalas en commun").reads("Chauvigny")
    officer.page.get_by_label("Accepter", exact=True).check()
    officer.press(SEND).reads("C’est accepté.")
    visit.open("/annuaire/echalas-en-commun-2/").reads("vérifiée").reads("Modifier la fiche")


def it_claims_the_other_sheet(visit, officer):
    visit.open("/annuaire/echalas-en-commun/").click("Je représente cette organisation")
    visit.type("Un mot pour l’équipe", "C’est la même association que la nôtre.").press("Envoyer ma demande")
    visit.reads("C’est arrivé.")
    officer.open("/travail/annuaire/?etat=demandes").click("ECHALAS EN COMMUN").reads("C’est la même association")
    officer.page.get_by_label("Accepter", exact=True).check()
    officer.press(SEND)
    visit.open("/mon-espace/").reads("ECHALAS EN COMMUN")


def the_two_sheets_become_one_and_two_again(officer, visit):
    officer.open("/travail/annuaire/fiches/echalas-en-commun/").click("Fusionner avec une autre")
    officer.click("Échalas en commun", within=officer.page.locator("main")).reads("rien n’est encore fait")
    officer.page.get_by_label("Échalas en commun", exact=True).check()
    officer.press("Fusionner les deux fiches").reads("Les deux fiches n’en font plus qu’une.")
    visit.open("/annuaire/echalas-en-commun-2/").reads("Vignes partagées").reads("Modifier la fiche")
    assert visit.page.url.endswith("/annuaire/echalas-en-commun/")
    officer.page.locator("summary", has_text="Annuler la fusion").click()
    officer.press("Oui, annuler la fusion").reads("chaque fiche a retrouvé ce qui était à elle")
    visit.open("/annuaire/echalas-en-commun-2/")
    assert visit.page.url.endswith("/annuaire/echalas-en-commun-2/")
