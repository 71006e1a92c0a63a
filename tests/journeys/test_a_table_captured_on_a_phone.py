"""A table on a phone: the hall has no network, the browser is closed, and each of the forty ideas arrives once."""

import re
import time

import pytest
from playwright.sync_api import expect

from essportal import clock, typography
from tests.browser import find_chromium
from tests.journeys.conftest import Visit

OFFICER = "sacha.specimen@val-de-clain.example"
IDEAS = [f"Idée numéro {number} de la table" for number in range(1, 41)]
KEPT = "await caches.match(location.pathname, {ignoreVary: true}) !== undefined"
QUESTION = "Que peut-on récupérer dans les chantiers ?"


@pytest.fixture
def phone(playwright, demonstration, tmp_path, page):
    """A browser that keeps what it holds when it is closed. `page` is asked for so that no Chromium means skipped."""
    open_now = []

    def switch_on():
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "phone",
            executable_path=find_chromium(),
            args=["--no-sandbox"],
            viewport={"width": 360, "height": 740},
        )
        open_now.append(context)
        return context, Visit(context.pages[0], demonstration)

    yield switch_on
    for context in open_now:
        context.close()


def test_forty_ideas_typed_without_network_arrive_once(visit, phone):
    reference, address = prepared_by(visit)

    context, table = phone()
    table.open(address).reads(QUESTION).reads("Rien de tapé")
    until(table, f"{KEPT} && navigator.serviceWorker.controller !== null")
    context.set_offline(True)
    table.page.reload()
    table.reads(QUESTION).reads("Pas de réseau")
    for idea in IDEAS:
        say(table, idea)
    table.reads("40 idées saisies sur cet appareil").reads("40 ne sont pas parties")
    table.look()
    context.close()

    context, table = phone()
    context.set_offline(True)
    table.page.goto(table.demonstration.address + address)
    table.page.get_by_text("40 ne sont pas parties").wait_for()
    context.set_offline(False)
    table.page.evaluate("dispatchEvent(new Event('online'))")
    table.page.get_by_text("Tout est enregistré").wait_for(timeout=60_000)
    table.page.reload()
    table.page.get_by_text("40 idées saisies sur cet appareil").wait_for()
    table.look()

    assert heard(visit, reference) == sorted(IDEAS)

    # Words taken back return to the field, and leave the table.
    table.page.get_by_role("button", name=f"Reprendre {IDEAS[-1]}", exact=True).click()
    table.page.get_by_text("39 idées saisies sur cet appareil").wait_for()
    assert table.page.get_by_label("Une idée").input_value() == IDEAS[-1]
    table.page.get_by_text("Tout est enregistré").wait_for()
    assert heard(visit, reference) == sorted(IDEAS[:-1])

    # Another device reads nothing of it; once the address is made again, this one keeps no page of it.
    assert IDEAS[0] not in visit.open(address).words()
    visit.open(f"/travail/rencontres/{reference}/tables/1/capture/").press("Refaire l’adresse")
    table.page.goto(table.demonstration.address + address)
    table.reads("a été remplacée ou fermée")
    until(table, f"!({KEPT})")


def test_without_javascript_the_table_is_a_plain_form(visit, new_context, demonstration):
    __, address = prepared_by(visit)
    table = Visit(new_context(java_script_enabled=False).new_page(), demonstration)

    table.page.goto(demonstration.address + address)
    table.type("Une idée", IDEAS[0]).page.get_by_role("button", name="Enregistrer l’idée").click()

    table.reads("1 idée saisie sur cet appareil").reads(IDEAS[0])
    table.page.get_by_role("button", name=re.compile("Reprendre")).click()
    table.reads("Rien de tapé")


def prepared_by(visit):
    """The officer announces a fabrique of today and opens its tables; its reference, and the address of table 1."""
    visit.sign_in(OFFICER)
    visit.open("/travail/rencontres/nouvelle/")
    visit.choose("Nature", "fabrique").type("Titre", "Fabrique de ce jour").type("Tables", QUESTION)
    now = typography.local(clock.now()).replace(tzinfo=None)
    visit.type("Début", f"{now:%Y-%m-%d}T00:30").type("Fin", f"{now:%Y-%m-%d}T23:30")
    visit.page.locator("main form button.btn-primary").first.click()
    visit.page.wait_for_load_state()
    reference = re.search(r"R-\d{4}-\d+", visit.page.url)[0]
    visit.click("Annoncer la rencontre").press("Annoncer la rencontre").press("Ouvrir la capture")
    visit.click(re.compile("Code QR et adresse"))
    shown = visit.page.locator("main a", has_text="/capture/").inner_text()
    return reference, "/capture/" + shown.strip().partition("/capture/")[2]


def until(visit, condition):
    """The policy of the page forbids Playwright's own waiting, which evaluates texts in it."""
    end = time.monotonic() + 15
    while not visit.page.evaluate(f"(async () => {condition})()"):
        assert time.monotonic() < end, condition
        time.sleep(0.1)


def say(table, idea):
    table.page.get_by_label("Une idée").fill(idea)
    table.page.keyboard.press("Enter")
    expect(table.page.get_by_label("Une idée")).to_have_value("")
    table.page.locator(".said", has_text=re.compile(f"^{idea}$")).wait_for()


def heard(visit, reference):
    """What the team reads of the table."""
    visit.open(f"/travail/rencontres/{reference}/tables/1/")
    return sorted(visit.page.locator(".lines .said").all_inner_texts())
