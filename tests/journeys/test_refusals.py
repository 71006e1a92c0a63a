"""What the portal refuses, and the way out it shows: read on screen, then followed."""

import re

from tests.journeys.conftest import Visit

OFFICER = "sacha.specimen@val-de-clain.example"
ELECTED = "alix.modele@val-de-clain.example"
MEMBER = "dominique.factice@remise-a-neuf.example"


def test_a_member_reads_why_a_contribution_is_set_aside_and_writes_again(visit, another):
    officer = another()
    visit.sign_in(MEMBER).open("/contribuer/").type("Titre", "Nos soldes de printemps")
    visit.type("Votre texte", "Venez chiner à moitié prix tout le mois de mars.")
    visit.choose("Au nom de qui parlez-vous", "La Remise à Neuf")
    visit.press("Relire et déposer").press("Déposer")
    reference = re.search(r"C-\d{4}-\d{4}", visit.page.content())[0]

    officer.sign_in(OFFICER).open(f"/travail/contributions/{reference}/").click("Écarter, avec un motif")
    officer.page.get_by_label("C’est une publicité ou un démarchage.").check()
    officer.type("Votre phrase à la personne", "Dites plutôt ce qui aiderait votre boutique.")
    officer.press("Écarter la contribution").reads("La contribution est écartée.")

    visit.open("/mon-espace/").reads("C’est une publicité ou un démarchage.")
    visit.reads("Dites plutôt ce qui aiderait votre boutique.")
    visit.click(re.compile("^Contribuer$"), within=visit.page.locator("main")).reads("Votre texte")


def test_a_wrong_code_is_refused_beside_its_field_then_the_right_one_opens(visit):
    visit.page.goto(visit.demonstration.address + "/mon-espace/")
    visit.page.locator("main input[type=email]").first.fill(ELECTED)
    visit.press("Recevoir un code", within=visit.page.locator("main"))
    right = visit.demonstration.code_for(ELECTED)

    visit.type("Code", "".join("2" if sign == "3" else "3" if sign.isalnum() else sign for sign in right))
    visit.press("Se connecter", within=visit.page.locator("main"))

    field = visit.page.get_by_label("Code").first
    assert field.get_attribute("aria-invalid") == "true"
    beside = [visit.page.locator(f"[id='{name}']") for name in field.get_attribute("aria-describedby").split()]
    assert any("Code incorrect" in one.inner_text() for one in beside)
    assert visit.page.get_by_role("button", name="Employer une autre adresse").is_visible()
    visit.type("Code", right).press("Se connecter", within=visit.page.locator("main")).reads("Mes contributions")


def test_a_code_that_comes_too_late_is_refused_and_another_leads_where_one_was_going(visit):
    visit.page.goto(visit.demonstration.address + "/mon-espace/")
    visit.page.locator("main input[type=email]").first.fill(ELECTED)
    visit.press("Recevoir un code", within=visit.page.locator("main"))
    late = visit.demonstration.code_for(ELECTED)
    visit.press("Renvoyer un code")
    newest = visit.demonstration.code_for(ELECTED, unlike=late)

    visit.demonstration.let_eleven_minutes_pass()
    visit.type("Code", newest).press("Se connecter", within=visit.page.locator("main"))

    visit.reads("Ce code n’est plus valable").reads("Demandez-en un autre")
    visit.prove(ELECTED).reads("Mes contributions")


def test_a_member_at_the_drafting_desk_is_shown_the_way_to_their_own_space(visit):
    visit.sign_in(MEMBER)

    answer = visit.page.goto(visit.demonstration.address + "/travail/redaction/")

    assert answer.status == 403
    visit.look()
    visit.reads("Cette page est réservée à d’autres personnes").reads("rien n’a été changé")
    visit.click("Aller à mon espace").reads("Mes contributions")


def test_two_people_change_the_same_sentence_and_neither_text_is_lost(visit):
    visit.sign_in(OFFICER)
    clause = a_fresh_clause(visit)
    beside = Visit(visit.page.context.new_page(), visit.demonstration)
    beside.open(clause)

    rewrite(visit, "Les ateliers ouvrent le mardi soir.").press(re.compile("^Enregistrer$"))
    rewrite(beside, "Les ateliers ouvrent le jeudi matin.").press(re.compile("^Enregistrer$"))

    beside.reads("Deux textes pour la même clause").reads("mardi soir").reads("jeudi matin")
    beside.press("Garder le mien").reads("La clause est enregistrée.")
    visit.open(clause)
    assert visit.page.locator("textarea[name=text]").first.input_value() == "Les ateliers ouvrent le jeudi matin."
    visit.click("Histoire").reads("mardi").reads("jeudi")


def test_an_opinion_after_the_review_is_refused_and_leads_to_the_version(visit):
    visit.sign_in(ELECTED).open("/relecture/4/avis/")

    visit.reads("La relecture est close : les avis ne changent plus.")
    assert visit.page.get_by_role("button", name="Rendre mon avis").count() == 0
    visit.click("Lire la version").reads("Version 4")


def a_fresh_clause(officer):
    officer.open("/travail/redaction/nouvelle/").type("Titre", "Des ateliers ouverts")
    officer.page.locator("textarea[name=text]").fill("Les ateliers ouvrent le lundi midi.")
    officer.type("Ce qui en vient", "La collectivité prête déjà la salle.").press("Ajouter la clause")
    reference = re.search(r"P-\d{4}", officer.page.url)[0]
    return f"/travail/redaction/{reference}/"


def rewrite(officer, words):
    officer.page.locator("textarea[name=text]:visible").fill(words)
    return officer
