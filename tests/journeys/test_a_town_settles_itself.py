"""A town sets itself up from nothing: an empty folder, one command, one address, five steps."""

import re
import shutil

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from essportal.database import socket_folder
from tests.journeys.conftest import Demonstration, Visit

FOUNDER = "claude.gabarit@poitiers.example"
NAME = "Grand Poitiers Communauté urbaine"


class Town(Demonstration):
    """`manage.py start` instead of `manage.py demo`."""

    command = "start"

    @property
    def key(self):
        return re.search(r"http://localhost:\d+(/ouvrir/\S+)", self.console.read_text())[1]


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    running = Town(tmp_path_factory.mktemp("town"))
    yield running
    assert running.stop() == 0
    shutil.rmtree(socket_folder(running.data), ignore_errors=True)


def test_a_town_sets_itself_up_from_nothing(page, new_context, town):
    founder, stranger = Visit(page, town), Visit(new_context().new_page(), town)

    take_the_key(founder, town)
    name_the_authority(founder)
    choose_the_territory(founder)
    open_the_plan(founder)
    add_departments(founder)
    draw_the_consultation(founder)

    founder.reads("Le portail est en place").press("Terminer la mise en route")
    founder.reads("La mise en route est terminée").open("/travail/")
    assert "Mise en route" not in founder.page.inner_text("main")
    stranger.open("/").reads("Grand Poitiers").reads("Concertation")
    assert stranger.page.goto(town.address + town.key).status == 404
    stranger.page.goto(town.address + "/travail/mise-en-route/")
    stranger.reads("Se connecter")
    assert "La collectivité" not in stranger.page.inner_text("main")


def take_the_key(founder, town):
    founder.open(town.key).reads("Ouvrir ce portail")
    founder.prove(FOUNDER).reads("Prendre la clé du portail").reads(FOUNDER)
    founder.type("Vos prénom et nom", "Claude Gabarit").press("Ouvrir le portail").reads("Ce portail est à vous")
    prove_twice(founder)
    founder.open("/travail/").reads("Mise en route : 0 étape faite sur 5")
    founder.click(re.compile("^Continuer"), within=founder.page.locator("main")).click(re.compile("^Commencer"))


def prove_twice(founder):
    """Whoever runs a portal has a second proof, from the first day: an application of codes, here."""
    founder.open("/travail/").reads("protégez votre compte par une seconde preuve")
    founder.click("Mettre en service", within=founder.page.locator("main"))
    secret = founder.page.locator("main code").inner_text()
    founder.type("Code", format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    founder.press("Mettre en service").reads("Codes de secours")


def name_the_authority(founder):
    founder.type("Nom entier", NAME).type("Nom court", "Grand Poitiers")
    founder.choose("Nature", "communauté urbaine").choose("Assemblée qui délibère", "conseil communautaire")
    founder.type("SIREN", "200 069 853").press("Enregistrer la collectivité").reads("La clé de ce numéro est fausse")
    founder.type("SIREN", "200 069 854").press("Enregistrer la collectivité").reads("La collectivité est enregistrée.")
    founder.click("Étape suivante : Le territoire")


def choose_the_territory(founder):
    """The SIREN has named the EPCI: it is proposed before any search."""
    founder.press(re.compile("^Prendre ses 40 communes")).reads("40 communes sont ajoutées.")
    founder.choose("Commune du siège", "Poitiers").press("Enregistrer le siège").reads("Le siège est enregistré.")
    founder.click("Étape suivante : Le plan et ses niveaux")


def open_the_plan(founder):
    founder.type("Titre", "Plan de l’ESS 2027–2030").type("Début", "2027-01-01").type("Fin", "2030-12-31")
    founder.type("Niveaux", "Enjeu\nAction | A").press("Ouvrir le plan").reads("Le plan est enregistré.")
    founder.click("Étape suivante : Les directions")


def add_departments(founder):
    founder.type("Directions", "Direction de la culture | Culture, Tourisme\nDirection des déchets | Déchets, réemploi")
    founder.press("Ajouter les directions").reads("2 directions sont ajoutées.").reads("Culture · Tourisme")
    founder.click("Étape suivante : La première concertation")


def draw_the_consultation(founder):
    founder.page.get_by_label("6 mois").check()
    founder.type("Premier jour", "2027-02-01").press("Proposer un calendrier").reads("Diagnostic partagé")
    assert founder.page.get_by_label("Dernier jour pour contribuer").input_value() == "2027-04-30"
    founder.press("Enregistrer la concertation").reads("La concertation est prête.")
