"""A passkey, with the browser's own virtual device: added in the account, then alone enough to sign in."""

import pytest

EMAIL = "andrea.alinea@val-de-clain.example"


@pytest.fixture
def telephone(page):
    """A telephone that recognises its owner at once."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    protocol.detach()


@pytest.mark.usefixtures("telephone")
def test_a_passkey_is_added_then_signs_in_without_a_code(visit):
    faults = []
    visit.page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    visit.sign_in(EMAIL)
    visit.open("/compte/").click("Mettre en service").click("Ajouter une clé d’accès")
    visit.type("Nom de la clé", "Téléphone d’essai").page.get_by_role("button", name="Ajouter la clé").click()
    visit.page.wait_for_url("**/recovery-codes/")
    visit.reads("La clé d’accès est ajoutée").reads("Codes de secours")

    visit.open("/compte/").reads("Clé d’accès : Téléphone d’essai")
    visit.page.context.clear_cookies()
    visit.open("/compte/login/")
    visit.page.get_by_role("button", name="Employer ma clé d’accès").click()
    visit.page.wait_for_url("**/mon-espace/")

    visit.open("/compte/").reads("clé d’accès, seconde preuve")
    assert faults == [], "the policy of the pages holds"


@pytest.mark.usefixtures("telephone")
def test_a_code_alone_no_longer_signs_in_and_the_key_completes_it(visit):
    email = "sam.bobine@val-de-clain.example"
    visit.sign_in(email)
    visit.open("/compte/2fa/webauthn/add/")
    visit.page.get_by_role("button", name="Ajouter la clé").click()
    visit.page.wait_for_url("**/recovery-codes/")

    visit.sign_in(email).reads("Votre seconde preuve").look()
    visit.page.get_by_role("button", name="Employer ma clé d’accès").click()
    visit.page.wait_for_url("**/mon-espace/")
    visit.open("/compte/2fa/webauthn/").click("Retirer Clé 1").reads("Est-ce bien vous ?").click(
        "Employer ma clé d’accès"
    )
    visit.page.get_by_role("button", name="Employer ma clé d’accès").click()
    visit.page.wait_for_url("**/remove/")
    visit.press("Retirer la clé").reads("0 clé d’accès")


@pytest.mark.usefixtures("telephone")
def test_a_device_without_the_key_is_told_so_in_french(visit):
    visit.open("/compte/login/")
    visit.page.get_by_role("button", name="Employer ma clé d’accès").click()

    visit.page.get_by_text("L’appareil n’a pas donné de clé").wait_for(timeout=30_000)
