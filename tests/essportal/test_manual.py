"""The mode d’emploi: a page a role, found from the help, true to the names of the screens."""

import re

import pytest
from django.urls import reverse

from essportal import manual
from essportal.database import CHECKOUT

pytestmark = pytest.mark.django_db


def test_each_role_has_its_page_and_the_help_leads_to_all(client):
    page = client.get(reverse("help")).content.decode()

    assert len(manual.PAGES) == 9
    for one in manual.PAGES:
        assert reverse("help-of", args=[one.slug]) in page
        assert str(one.title) in client.get(reverse("help-of", args=[one.slug])).content.decode()


def test_a_role_that_is_not_has_no_page(client):
    assert client.get(reverse("help-of", args=["roi"])).status_code == 404


def test_every_name_quoted_from_a_screen_is_on_some_screen():
    """A button renamed without its guide would leave people looking for words that are nowhere."""
    screens = [path for path in (CHECKOUT / "templates").rglob("*.html") if path.parent.name != "help"]
    code = [
        path for app in ("actors", "consultations", "plans", "essportal") for path in (CHECKOUT / app).rglob("*.py")
    ]
    words = " ".join(_plain(path) for path in [*screens, *code] if path.name != "manual.py")

    for one in manual.PAGES:
        for quoted in re.findall("« (.*?) »", _plain(CHECKOUT / "templates" / one.template)):
            assert re.search(rf'[">]{re.escape(quoted)}', words) or quoted.startswith("python3 "), quoted


def _plain(path):
    return re.sub(r"[\s\u00a0\u202f]+", " ", path.read_text())
