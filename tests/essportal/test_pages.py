import pytest
from django.template.loader import render_to_string
from django.urls import reverse

PAGES = ["help", "glossary", "accessibility", "legal-notice", "personal-data", "site-map"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_anyone_reads_the_information_pages(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert "Accessibilité\u00a0: non conforme" in response.content.decode()


@pytest.mark.django_db
def test_the_machine_that_watches_is_told_that_all_is_well(client):
    assert client.get(reverse("health")).content == b"ok\n"


def test_the_page_of_a_breakdown_needs_neither_database_nor_session():
    assert "votre texte y est encore" in render_to_string("500.html")


@pytest.mark.django_db
def test_an_unknown_page_says_so_in_french(client):
    response = client.get("/rien-ici/")

    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


def test_the_authority_s_colour_is_a_stylesheet(client, authority):
    authority.accent = "#7a1f5c"
    authority.save()

    response = client.get(reverse("accent-css"))

    assert response["Content-Type"].startswith("text/css")
    assert "--accent: #7a1f5c" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_request_login_code"])
def test_signing_in_is_explained_in_french(client, name):
    page = client.get(reverse(name)).content.decode()

    assert "code à six chiffres" in page.lower()
    assert "Sign" not in page
