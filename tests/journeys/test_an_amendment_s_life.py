"""An amendment, from the sentence that somebody invited rewrites to the decision they read, through a collision."""

import re

OFFICER = "sacha.specimen@val-de-clain.example"
MEMBER = "dominique.factice@remise-a-neuf.example"
ORGANISATION = "La Remise à Neuf"


def test_an_amendment_that_collides_is_united_by_hand_and_its_author_is_told(another, demonstration):
    officer, member = another(), another()
    number = the_team_invites(officer)
    clause, reference = the_member_amends(member, number)
    the_text_moves_meanwhile(officer, clause)
    the_decision_unites_both(officer, clause, reference)
    the_author_reads_it(member, clause, reference)
    assert f"/amendements/{reference}/" in demonstration.console.read_text()


def the_team_invites(officer):
    officer.sign_in(OFFICER).open("/relecture/")
    number = re.search(r"/relecture/(\d+)/", officer.page.content())[1]
    officer.open(f"/travail/versions/{number}/").click("Inviter à relire")
    officer.type("Organisation", ORGANISATION).press("Inviter").reads("prévenue")
    return number


def the_member_amends(member, number):
    member.sign_in(MEMBER).open(f"/relecture/{number}/").click("Amender cette clause")
    clause = re.search(r"P-\d{4}", member.page.url)[0]
    text = member.page.locator("textarea[name=text]").input_value()
    first, __, others = text.partition(" ")
    member.page.locator("textarea[name=text]").fill(f"{first} territoire {others.partition(' ')[2]}")
    member.press("Voir la différence").reads("Ce que vous changez")
    member.press("Garder et continuer").type("Exposé des motifs", "Le plan est celui du territoire.")
    member.press("Déposer l’amendement").reads(f"pour {ORGANISATION}")
    return clause, re.search(r"A-\d{4}-\d{4}", member.page.url)[0]


def the_text_moves_meanwhile(officer, clause):
    """At the very words that the amendment replaces."""
    officer.open(f"/travail/redaction/{clause}/")
    text = officer.page.locator("textarea[name=text]").input_value()
    first, __, others = text.partition(" ")
    officer.page.locator("textarea[name=text]").fill(f"{first} bassin {others.partition(' ')[2]}")
    officer.type("Pourquoi ce changement", "Relu avec les communes.").press("Enregistrer")


def the_decision_unites_both(officer, clause, reference):
    officer.open(f"/travail/amendements/{reference}/").reads("collision").reads("Le texte d’aujourd’hui")
    officer.page.get_by_label("Accepter tel quel").check()
    officer.type("Qui décide", "Comité de pilotage du jour").type("Motif", "Les deux se tiennent.")
    officer.press("Enregistrer la décision").reads("entre en collision")
    officer.open(f"/travail/amendements/{reference}/").page.get_by_label("Accepter avec modification").check()
    officer.type("Qui décide", "Comité de pilotage du jour").type("Motif", "Les deux se tiennent.")
    officer.type(f"Texte décidé, {clause}", "Le territoire, bassin par bassin, agit avec ses réseaux.")
    officer.press("Enregistrer la décision").reads("La décision est enregistrée")
    officer.open(f"/travail/redaction/{clause}/").reads(reference)


def the_author_reads_it(member, clause, reference):
    member.open(f"/amendements/{reference}/").reads("Décidé par Comité de pilotage du jour")
    member.reads("Les deux se tiennent.").reads("accepté avec modification")
