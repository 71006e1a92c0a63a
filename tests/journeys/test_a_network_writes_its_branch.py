"""Networks write a branch of the plan: one text returned with a reason, the other accepted, and the group is named."""

import re

OFFICER = "sacha.specimen@val-de-clain.example"
MEMBER = "dominique.factice@remise-a-neuf.example"
GROUP = "Réemploi et réparation"
WHY = "Un atelier par an ne suffit pas."
ANSWER = "Dites d’abord qui paie la salle."


def test_a_network_writes_its_branch(visit, another):
    visit.sign_in(MEMBER)
    visit.open("/mon-espace/").reads("Ce que j’écris dans le plan").click(GROUP).reads("Le groupe écrit du")

    # Two clauses rewritten: a draft is kept, the difference is shown, then each is proposed.
    visit.click(re.compile("Réécrire")).type("Votre texte", "Un texte qui dit tout autre chose.")
    visit.press("Garder le brouillon").reads("gardé en brouillon")
    visit.press("Voir la différence").reads("Ce que vous changez")
    visit.press("Proposer ce texte").reads("Dites pourquoi")
    visit.type("Pourquoi ce changement", WHY).press("Proposer ce texte").reads("Votre proposition est partie")
    add(visit, "Un repas des réparateurs", "Chaque année, un repas réunit ceux qui réparent.")

    # Nobody outside knows of it.
    stranger = another()
    stranger.sign_in("morgan.fable@mains-du-clain.example")
    assert GROUP not in stranger.open("/mon-espace/").words()
    assert stranger.page.request.get(visit.page.url).status == 404

    team = another()
    team.sign_in(OFFICER)
    team.open("/travail/groupes/").reads(WHY)
    team.page.locator("li", has_text=WHY).get_by_role("link").first.click()
    team.press("Renvoyer").reads("Dites pourquoi vous la renvoyez")
    team.type("Votre réponse", ANSWER).press("Renvoyer").reads("La proposition est renvoyée")
    team.page.locator("li", has_text="Pour se connaître").get_by_role("link").first.click()
    team.press("Accepter").reads("écrite dans le plan, sous le nom du groupe")

    # Its author reads why, and takes the text up again.
    visit.open("/mon-espace/").reads("Proposition renvoyée").click(re.compile("Lire pourquoi")).reads(ANSWER)
    visit.press("Repartir de ce texte").reads("Votre texte est de nouveau un brouillon")
    visit.open("/mon-espace/").reads("Brouillon à proposer")

    # What the group wrote is in the working text, and the public version names it.
    team.open("/travail/redaction/").click(re.compile("Un repas des réparateurs")).reads(GROUP)
    team.open("/plan/").click(re.compile("Réparer près de chez soi")).reads(f"Écrit par le groupe « {GROUP} »")


def add(visit, title, text):
    visit.click(re.compile("Ajouter une clause dessous")).type("Titre", title).type("Votre texte", text)
    visit.type("Pourquoi l’ajouter", "Pour se connaître.").press("Proposer cette clause")
    visit.reads("Votre proposition est partie")
