"""A fabrique from its announcement to its published minutes, then a body from its seats to what it decided."""

import re
from datetime import date, timedelta

OFFICER = "sacha.specimen@val-de-clain.example"
TITLE = "Fabrique du lavoir"


def test_a_fabrique_from_announcement_to_published_minutes(visit, another):
    officer = another()
    reference = a_fabrique_is_announced_and_held(officer)
    its_minutes_are_written_and_a_decision_taken(officer, reference)
    nobody_else_reads_a_draft(visit, reference)
    they_are_sent_then_approved(officer, reference)
    everyone_reads_them(visit, reference)
    what_was_wrong_is_said_by_an_erratum(officer, visit, reference)
    the_decision_is_followed_up(officer, visit)


def test_a_body_is_created_seated_and_dissolved(visit, another):
    officer = another()
    officer.sign_in(OFFICER).open("/travail/instances/").click("Créer une instance")
    officer.choose("Nature", "commission extra-municipale").type("Nom", "Commission du lavoir")
    officer.page.get_by_label("Depuis").first.fill(date.today().isoformat())
    officer.type("Collèges", "Élus | 1\nAssociations | 2").press("Enregistrer l’instance")
    officer.reads("pour la durée de son mandat au plus")
    officer.choose("Nature", "comité de suivi").press("Enregistrer l’instance").reads("0 siège pourvu sur 2")
    officer.click(re.compile("Pourvoir un siège.*Associations")).type("Organisation", "La Remise à Neuf")
    officer.press("Pourvoir le siège").reads("à pourvoir")
    visit.open("/instances/commission-du-lavoir/").reads("La Remise à Neuf").reads("0 siège pourvu sur 3")
    officer.click("Dissoudre").press("Noter la fin de l’instance").reads("La fin de l’instance est notée")


def a_fabrique_is_announced_and_held(officer):
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    officer.sign_in(OFFICER).open("/travail/rencontres/nouvelle/").choose("Nature", "fabrique").type("Titre", TITLE)
    officer.page.get_by_label("Début").first.fill(f"{yesterday}T18:30")
    officer.page.get_by_label("Fin").first.fill(f"{yesterday}T20:30")
    officer.type("Tables", "Que faire du lavoir ?").type("Ordre du jour", "Ouverture\nMise en commun")
    officer.press("Enregistrer la rencontre").click("Annoncer la rencontre").press("Annoncer").reads("annoncée")
    officer.click("Noter qu’elle s’est tenue").press("Noter qu’elle s’est tenue").reads("tenue")
    return re.search(r"R-\d{4}-\d{3}", officer.page.url)[0]


def its_minutes_are_written_and_a_decision_taken(officer, reference):
    officer.press("Ouvrir le compte rendu").reads("Écrire le compte rendu").type(
        "Ouverture", "Vingt personnes sont venues."
    )
    officer.type("Mise en commun", "Les tables demandent **un abri**.").press("Enregistrer le compte rendu")
    officer.reads("Le compte rendu est enregistré.").click("Inscrire une décision")
    officer.page.get_by_label("décision", exact=True).check()
    officer.type("Texte", "Chiffrer un abri pour le lavoir.").press("Inscrire").reads("Chiffrer un abri")


def nobody_else_reads_a_draft(visitor, reference):
    answer = visitor.page.goto(f"{visitor.demonstration.address}/rencontres/{reference}/compte-rendu/")
    assert answer.status == 404
    visitor.open(f"/rencontres/{reference}/")
    assert "Chiffrer un abri" not in visitor.words()


def they_are_sent_then_approved(officer, reference):
    officer.open(f"/travail/rencontres/{reference}/").click("Envoyer aux présents").press("Envoyer le compte rendu")
    officer.click("Faire approuver").press("Noter l’approbation").reads("obligatoire")
    officer.type("Pourquoi l’équipe l’approuve elle-même", "Aucune séance ne suit.").press("Noter l’approbation")
    officer.reads("Son texte ne change plus.")


def everyone_reads_them(visitor, reference):
    visitor.open("/rencontres/").reads("compte rendu publié").click(TITLE).click("Lire le compte rendu")
    visitor.reads("Les tables demandent un abri.").reads("Chiffrer un abri pour le lavoir.")
    pdf = visitor.page.request.get(f"{visitor.demonstration.address}/rencontres/{reference}/compte-rendu.pdf")
    assert pdf.body().startswith(b"%PDF-")


def what_was_wrong_is_said_by_an_erratum(officer, visitor, reference):
    officer.click("Joindre un erratum").type("Ce qu’il faut lire", "Lire : vingt-deux personnes.")
    officer.type("Motif", "Deux noms manquaient.").press("Joindre l’erratum")
    visitor.open(f"/rencontres/{reference}/compte-rendu/").reads("Un erratum est joint").reads("vingt-deux personnes")


def the_decision_is_followed_up(officer, visitor):
    visitor.click(re.compile(r"^D\s\d+"))
    decision = visitor.page.url.removeprefix(visitor.demonstration.address)
    officer.open(decision).click("Dire où l’on en est").page.get_by_label("faite", exact=True).check()
    officer.type("En une phrase", "Le devis est reçu.").press("Noter la suite").reads("faite")
    visitor.open(decision).reads("Le devis est reçu.")
