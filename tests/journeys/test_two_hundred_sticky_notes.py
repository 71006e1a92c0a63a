"""An evening of sticky notes: typed in one paste, published, then gathered into thirty points without the mouse."""

import time

OFFICER = "sacha.specimen@val-de-clain.example"
# A consultation that no plan waits for: the replies due to it block nobody else's journey.
CONSULTATION = "Préparer le plan 2024–2026 avec les réseaux"
SUBJECTS = ["Un quai", "Un bail", "Une cantine", "Un vélo", "Une friche", "Un emploi", "Un prêt", "Une halle"]
WISHES = ["plus proche", "moins cher", "ouvert le soir", "pour les jeunes", "à plusieurs", "dans chaque bourg"]
PLACES = ["Rouillé", "Lusignan", "Chauvigny", "Ligugé", "Dissay"]
NOTES = [f"{subject} {wish}, à {place}" for subject in SUBJECTS for wish in WISHES for place in PLACES][:200]
SIZES = [7] * 28 + [2, 2]


def test_two_hundred_sticky_notes_become_thirty_points(visit):
    visit.sign_in(OFFICER)
    the_notes_are_pasted(visit)
    the_notes_are_published(visit)
    visit.open("/travail/synthese/?concertation=plan-2024-2026").reads("200 à lire")

    began = time.monotonic()
    for rank, size in enumerate(SIZES, start=1):
        a_point_is_made_of_the_first(visit.page, size, f"Ce que disent les notes, paquet {rank}")
    spent = time.monotonic() - began

    visit.look()
    visit.reads("212 lues sur 212, 35 points").reads("Toutes les contributions publiées sont lues.")
    assert spent <= 60, f"{spent:.0f} s"


def the_notes_are_pasted(officer):
    officer.open("/travail/contributions/saisie/")
    officer.page.locator("select[name=consultation]").select_option(label=CONSULTATION)
    officer.page.locator("select[name=channel]").select_option("paper")
    officer.page.locator("select[name=workshop]").select_option("")
    officer.page.locator("textarea[name=lines]").fill("\n".join(NOTES))
    with officer.page.expect_navigation():
        officer.page.get_by_role("button", name="Voir l’aperçu").click()
    tick_all(officer.page, "input[type=checkbox][name^=take-]")
    with officer.page.expect_navigation():
        officer.page.locator("main form button.btn-primary").first.click()
    officer.reads("200 idées enregistrées")


def the_notes_are_published(officer):
    """Those of this consultation: what others wrote elsewhere still waits."""
    while True:
        officer.page.goto(officer.demonstration.address + "/travail/contributions/?concertation=plan-2024-2026")
        if not tick_all(officer.page, "input[name=ids]"):
            return
        with officer.page.expect_navigation():
            officer.page.get_by_role("button", name="Publier celles qui sont cochées").click()


def tick_all(page, boxes):
    return page.eval_on_selector_all(boxes, "found => found.map(box => box.checked = true).length")


def a_point_is_made_of_the_first(page, size, title):
    for __ in range(size):
        page.keyboard.press("j")
        page.keyboard.press("x")
    page.keyboard.press("n")
    page.keyboard.type(title)
    with page.expect_navigation():
        page.keyboard.press("Enter")
