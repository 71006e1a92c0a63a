"""The main job, end to end, by the people who do it, in a real browser against the real demonstration."""

import re

OFFICER = "sacha.specimen@val-de-clain.example"
ELECTED = "alix.modele@val-de-clain.example"
MANAGER = "maud.parangon@val-de-clain.example"
MEMBER = "dominique.factice@remise-a-neuf.example"


def test_from_a_contribution_to_an_adopted_version(visit, another):
    member, officer, elected, manager = another(), another(), another(), another()
    a_visitor_looks_around(visit)
    reference = a_member_contributes(member)
    a_fabrique_is_announced_and_its_ideas_typed(officer)
    the_officer_publishes(officer, reference)
    clause = a_clause_is_written_from(officer, reference)
    the_gate_refuses_then_opens(officer, manager)
    an_official_reviews(elected, clause)
    the_text_is_amended_and_adopted(officer, manager, clause, reference)
    everyone_reads_the_adopted_plan(visit, member, clause, reference)


def a_visitor_looks_around(visitor):
    visitor.open("/").reads("Où en est-on ?").reads("Prochaines rencontres").reads("Ce que change la version 5")
    visitor.click("Le cadre de la concertation").reads("Ce qui ne se négocie pas")
    visitor.open("/rencontres/").reads("Rencontres")
    visitor.open("/contributions/").reads("contributions")
    visitor.open("/annuaire/").reads("organisations")


def a_member_contributes(member):
    """Written before signing in; kept while the code arrives; filed for the organisation."""
    member.open("/contribuer/").type("Titre", "Un quai pour décharger les portes")
    member.type("Votre texte", "Sans quai, chaque livraison demande quatre personnes.")
    member.page.locator("main form button.btn-primary").first.click()
    member.page.wait_for_load_state()
    member.look()
    member.prove(MEMBER).look()
    assert member.page.get_by_label("Titre").first.input_value() == "Un quai pour décharger les portes"
    member.choose("Au nom de qui parlez-vous", "La Remise à Neuf")
    member.press("Relire et déposer").reads("Un quai pour décharger les portes")
    member.press("Déposer")
    reference = re.search(r"C-\d{4}-\d{4}", member.page.content())[0]
    member.open("/mon-espace/").reads("Un quai pour décharger les portes")
    return reference


def a_fabrique_is_announced_and_its_ideas_typed(officer):
    officer.sign_in(OFFICER).open("/travail/").reads("à faire")
    officer.open("/travail/rencontres/nouvelle/").choose("Nature", "fabrique").type("Titre", "Fabrique du quai")
    officer.page.get_by_label("Début").first.fill("2027-03-02T18:30")
    officer.page.get_by_label("Fin").first.fill("2027-03-02T20:30")
    officer.type("Tables", "Où mettre un quai ?\nQui le paie ?").press("Enregistrer la rencontre")
    officer.click("Annoncer la rencontre").press("Annoncer").reads("annoncée")
    address = officer.page.url.removesuffix("/")
    officer.open(address.removeprefix(officer.demonstration.address) + "/tables/1/")
    for idea in ("Un quai à Chauvigny", "Un quai mobile"):
        officer.type("Une idée", idea).press("Enregistrer l’idée").reads(idea)


def the_officer_publishes(officer, reference):
    officer.open(f"/travail/contributions/{reference}/").press("Publier")
    officer.open(f"/contributions/{reference}/").reads("Sans quai, chaque livraison demande quatre personnes.")


def a_clause_is_written_from(officer, reference):
    officer.open("/travail/redaction/nouvelle/").type("Titre", "Un quai par bassin de vie")
    officer.page.locator("textarea[name=text]").fill("La communauté urbaine aménage un quai par bassin de vie.")
    officer.page.locator("select[name=source]").select_option("contribution")
    officer.type("Référence de la source", reference).type("Ce qui en vient", "Le besoin d’un quai.")
    officer.press("Ajouter la clause")
    return re.search(r"P-\d{4}", officer.page.url)[0]


def the_gate_refuses_then_opens(officer, manager):
    officer.open("/travail/versions/geler/").type("Pourquoi cette version", "Le quai, et les réponses aux dernières.")
    officer.press("Geler et sceller").click("Avant de soumettre").reads("sans réponse motivée")
    officer.press("Soumettre à relecture").reads("pas encore de réponse motivée").reads(
        "Un quai pour décharger les portes"
    )
    answered = answer_everyone(officer)
    assert answered >= 13
    officer.open("/travail/versions/6/soumettre/").reads("réponses écrites après le gel")
    officer.press("Soumettre à relecture").click("Geler une nouvelle version")
    officer.type("Pourquoi cette version", "Le quai, et une réponse à chacun.").press("Geler et sceller")
    officer.open("/travail/versions/7/soumettre/").press("Soumettre à relecture").reads("visas")
    assert ask_visas_then_override(officer, manager) >= 1
    officer.open("/travail/versions/7/soumettre/").press("Soumettre à relecture").reads("soumise à relecture")


def answer_everyone(officer):
    """From the list of those without reply, one after the other, until it is empty."""
    for count in range(60):
        officer.page.goto(officer.demonstration.address + "/travail/reponses/?etat=sans-reponse")
        links = officer.page.locator("main a[href^='/travail/reponses/C-']")
        if links.count() == 0:
            return count
        links.first.click()
        officer.page.get_by_label("non retenue", exact=True).check()
        officer.page.locator("textarea[name=reason]").fill("Étudiée avec les communes, elle n’entre pas dans ce plan.")
        officer.page.locator("main form button:not([name])", has_text="Enregistrer").first.click()
        officer.page.wait_for_load_state()
    raise AssertionError("the list of contributions without reply never empties")


def ask_visas_then_override(officer, manager):
    """The team asks them; general management does without each one that no correspondent gave, and says why."""
    officer.open("/travail/visas/")
    if (ask := officer.page.get_by_role("button", name="Demander")).count():
        ask.click()
        officer.page.wait_for_load_state()
        officer.look()
    if "/travail/" not in manager.page.url:
        manager.sign_in(MANAGER)
    for count in range(60):
        manager.open("/travail/visas/")
        links = manager.page.get_by_role("link", name="Passer outre")
        if links.count() == 0:
            return count
        links.first.click()
        manager.page.wait_for_load_state()
        manager.type("Pourquoi passer outre", "Son avis a été recueilli en comité de direction.").press("Passer outre")
    raise AssertionError("the list of missing visas never empties")


def an_official_reviews(elected, clause):
    elected.sign_in(ELECTED).open("/relecture/").reads("Une version à relire")
    elected.open(f"/relecture/7/{clause}/").reads("Clause nouvelle dans cette version.")
    elected.type("Votre remarque sur cette clause", "Le coût manque.").press("Laisser la remarque")
    elected.reads("Le coût manque.").press("Lue, suivante")
    elected.open("/relecture/7/avis/").page.get_by_label("favorable avec réserves").check()
    elected.press("Rendre mon avis").reads("Dites vos réserves ou vos motifs.")
    elected.type("Vos réserves ou vos motifs", "Dire le coût.").press("Rendre mon avis").reads(
        "Votre avis est enregistré"
    )


def the_text_is_amended_and_adopted(officer, manager, clause, reference):
    officer.open(f"/travail/redaction/{clause}/")
    officer.page.locator("textarea[name=text]").fill("La communauté urbaine aménage cinq quais, pour 90 000 euros.")
    officer.type("Pourquoi ce changement", "Le coût, demandé en relecture.").press("Enregistrer")
    answer_everyone(officer)
    officer.open("/travail/versions/geler/").type("Pourquoi cette version", "Le coût du quai.").press(
        "Geler et sceller"
    )
    ask_visas_then_override(officer, manager)
    officer.open("/travail/versions/8/soumettre/").press("Soumettre à relecture").reads("soumise à relecture")
    officer.open("/plan/versions/7...8/").reads("cinq quais").reads("Le coût, demandé en relecture.")
    officer.open("/travail/versions/8/clore-la-relecture/").press("Clore la relecture")
    officer.open("/travail/versions/8/").page.locator("main form button.btn-primary").first.click()
    officer.page.wait_for_load_state()
    officer.open("/travail/versions/8/deliberation/")
    fields = {
        "number": "27 C 0031",
        "session_on": "2026-11-01",
        "assembly": "conseil communautaire",
        "object": "Adoption du plan 2027–2030",
        "in_office": "78",
        "present": "61",
        "proxies": "10",
        "voters": "69",
        "votes_for": "59",
        "votes_against": "4",
        "abstentions": "6",
        "not_taking_part": "2",
    }
    for name, value in fields.items():
        officer.page.locator(f"[name={name}]").first.fill(value)
    officer.page.get_by_label("adoptée", exact=True).check()
    officer.press("Relire le vote").reads("59 pour, 4 contre, 6 abstentions")
    officer.press("Enregistrer la délibération").reads("adoptée")


def everyone_reads_the_adopted_plan(visitor, member, clause, reference):
    visitor.open("/plan/").reads("Version 8").reads("adoptée").reads("cinq quais")
    visitor.open(f"/plan/{clause}/").reads("Le besoin d’un quai.").reads("Son histoire")
    member.open(f"/contributions/{reference}/").reads("La réponse de la collectivité").reads("Nourrit")
    visitor.open("/plan/versions/").reads("27 C 0031")
    for name, kind in (("plan.pdf", "application/pdf"), ("plan.json", "application/json")):
        answer = visitor.page.request.get(f"{visitor.demonstration.address}/plan/versions/8/{name}")
        assert answer.headers["content-type"] == kind
