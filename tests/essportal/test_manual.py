"""The mode d’emploi: a page a role, found from the help, true to the names of the screens."""

import re

import pytest
from django.urls import reverse

from essportal import manual, menus

pytestmark = pytest.mark.django_db


def test_each_role_has_its_page_and_the_help_leads_to_all(client):
    page = client.get(reverse("help")).content.decode()

    assert len(manual.PAGES) == 9
    for one in manual.PAGES:
        assert reverse("help-of", args=[one.slug]) in page
        assert str(one.title) in client.get(reverse("help-of", args=[one.slug])).content.decode()


def test_a_role_that_is_not_has_no_page(client):
    assert client.get(reverse("help-of", args=["roi"])).status_code == 404


def test_the_team_is_told_of_menu_entries_that_exist(client):
    """A bar renamed without its guide would leave people looking for a word that is nowhere."""
    text = client.get(reverse("help-of", args=["equipe-ess"])).content.decode()
    entries = {label for label, *__ in menus.WORK}

    named = {words.strip() for words in re.findall("« ?([^»]{3,20}?)[\u202f ]?»", text.replace("\u202f", " "))}
    assert {"À faire", "Concertation", "Rencontres", "Synthèse", "Rédaction", "Réponses", "Versions"} <= named
    assert {"À faire", "Concertation", "Rencontres", "Synthèse", "Rédaction", "Réponses", "Versions"} <= entries
