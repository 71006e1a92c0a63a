"""What one types on the drafting desk outlives a crash, a cut network and an ended session; clauses move by hand."""

import re

from playwright.sync_api import expect

OFFICER = "sacha.specimen@val-de-clain.example"


def test_what_was_typed_comes_back_after_a_crash_a_cut_and_a_sign_out(visit, another):
    visit.sign_in(OFFICER).open("/travail/redaction/").click("Des terres pour s’installer")
    clause = visit.page.url
    text = editor(visit).input_value()

    the_browser_crashes_while_one_types(visit, f"{text}\n\nAjout avant la panne.")
    again = another().sign_in(OFFICER)
    again.page.goto(clause)
    again.reads("que vous n’avez pas enregistré").click("Le reprendre").reads("Voici votre brouillon")
    assert "Ajout avant la panne." in editor(again).input_value()

    the_network_is_cut(again, "Ajout sans réseau.")
    again.page.reload()
    again.reads("Ce navigateur a gardé un texte")
    again.page.get_by_role("button", name="Le reprendre").click()
    assert "Ajout sans réseau." in editor(again).input_value()

    the_session_ends(again)
    again.page.goto(clause)
    again.sign_in(OFFICER)
    again.page.goto(clause)
    again.page.get_by_role("button", name="Le reprendre").click()
    with again.page.expect_navigation():
        again.page.get_by_role("button", name="Enregistrer", exact=True).click()
    again.reads("La clause est enregistrée")
    assert "Ajout avant la panne." in editor(again).input_value()
    assert "Ajout sans réseau." in editor(again).input_value()
    assert again.page.evaluate("localStorage.length") == 0
    again.look()


def editor(visit):
    return visit.page.locator("textarea[name=text]")


def the_browser_crashes_while_one_types(visit, words):
    editor(visit).fill(words)
    expect(visit.page.locator("[data-said]")).to_contain_text("Brouillon gardé")
    expect(visit.page.locator("[data-preview]")).to_contain_text("Ajout avant la panne.")
    visit.page.context.close()


def the_network_is_cut(visit, words):
    visit.page.context.set_offline(True)
    editor(visit).fill(f"{editor(visit).input_value()}\n\n{words}")
    expect(visit.page.locator("[data-said]")).to_contain_text("gardé dans ce navigateur")
    visit.page.context.set_offline(False)


def the_session_ends(visit):
    visit.page.context.clear_cookies()
    editor(visit).press("End")
    editor(visit).type(" ")
    expect(visit.page.locator("[data-said]")).to_contain_text("gardé dans ce navigateur")


def test_clauses_move_with_the_keyboard_and_by_hand(visit):
    visit.sign_in(OFFICER).open("/travail/redaction/")
    first, second = titles(visit)[:2]
    choose(visit, first)

    with visit.page.expect_navigation():
        visit.page.keyboard.press("Alt+ArrowDown")
    assert titles(visit)[:2] == [second, first]
    assert visit.page.evaluate("document.activeElement.name") == "clause"

    grips = visit.page.locator(".outline-row .grip")
    with visit.page.expect_navigation():
        grips.nth(0).drag_to(visit.page.locator(".outline-row").nth(1), target_position={"x": 200, "y": 40})
    assert titles(visit)[:2] == [first, second]
    visit.look()


def titles(visit):
    return [re.sub(r"\s+", " ", words) for words in visit.page.locator(".outline-row a").all_inner_texts()]


def choose(visit, title):
    visit.page.locator(".outline-row").filter(has_text=title).locator("input").check()
