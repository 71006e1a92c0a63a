"""The pages that everybody reads: the team edits them, nothing is lost, and the law's own words stay."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.actions import record_audit, write_page
from essportal import clock, pages
from essportal.errors import Refused
from essportal.models import PageText

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LEGAL = "mentions-legales"


@pytest.fixture
def at_work(client, officer, authority):
    client.force_login(officer, BACKEND)
    return client


def write(client, text, key=LEGAL, base=0, **more):
    return client.post(reverse("actors:edit-page", args=[key]), {"text": text, "base": base, **more})


def test_the_team_starts_from_what_is_read_today(at_work):
    page = at_work.get(reverse("actors:edit-page", args=[LEGAL]))

    assertContains(page, "## Réemploi")
    assertContains(page, "Licence Ouverte 2.0")


@pytest.mark.parametrize("key", list(pages.PAGES))
def test_what_is_written_takes_the_place_of_the_first_text(at_work, key):
    response = write(at_work, "## Notre hébergeur\n\nChez **nous**, à Poitiers.", key=key)

    assertRedirects(response, reverse(pages.PAGES[key].url_name))
    page = at_work.get(response.url)
    assertContains(page, "<h2>Notre hébergeur</h2>")
    assertContains(page, "<strong>nous</strong>")


def test_the_preview_shows_and_saves_nothing(at_work):
    page = write(at_work, "## Un essai", apercu="1")

    assertContains(page, "<h2>Un essai</h2>")
    assertContains(page, "rien n’est encore enregistré")
    assert not PageText.objects.exists()


def test_what_the_law_requires_stays_whatever_is_written(at_work, authority):
    for key in ("mentions-legales", "donnees-personnelles", "accessibilite"):
        write(at_work, "Un mot.", key=key)

    assertContains(at_work.get(reverse("legal-notice")), authority.name)
    assertContains(at_work.get(reverse("legal-notice")), "AGPL-3.0-or-later")
    assertContains(at_work.get(reverse("personal-data")), "CNIL")
    declaration = at_work.get(reverse("accessibility"))
    assertContains(declaration, "non conforme")
    assertContains(declaration, "Défenseur des droits")


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=y>"])
def test_nobody_writes_a_script_in_a_page_not_even_an_administrator(client, administrator, authority, hostile):
    client.force_login(administrator, BACKEND)

    page = client.get(write(client, hostile).url).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_two_people_at_once_never_write_over_each_other(at_work, officer, administrator):
    write_page(LEGAL, by=administrator, base=0, text="Le texte de Lise.")

    page = write(at_work, "Le texte de Sacha.", base=0)

    assertContains(page, "a enregistré un autre texte")
    assertContains(page, "Le texte de Sacha.")
    assertContains(page, "Le texte de Lise.")
    assert PageText.objects.count() == 1
    assertRedirects(write(at_work, "Les deux textes.", base=1), reverse("legal-notice"))
    with pytest.raises(Refused, match="le vôtre y est encore"):
        write_page(LEGAL, by=officer, base=1, text="Trop tard.")


def test_the_history_says_who_changed_what_and_an_old_text_comes_back(at_work, officer):
    write(at_work, "La version publique est rouge.", note="Première écriture")
    write(at_work, "La version publique est verte.", base=1)

    history = at_work.get(reverse("actors:page-history", args=[LEGAL]))
    assertContains(history, "Première écriture")
    assertContains(history, "Sacha Spécimen")
    assertContains(history, "<del>")
    at_work.post(reverse("actors:restore-page", args=[LEGAL, 1]))

    assert list(PageText.objects.values_list("number", flat=True)) == [3, 2, 1]
    assertContains(at_work.get(reverse("legal-notice")), "rouge")


def test_the_first_text_comes_back_too(at_work):
    write(at_work, "Provisoire.")

    at_work.post(reverse("actors:restore-page", args=[LEGAL, 0]))

    page = at_work.get(reverse("legal-notice"))
    assertContains(page, "Licence Ouverte 2.0")
    assertNotContains(page, "Provisoire.")
    assertContains(at_work.get(reverse("actors:edit-page", args=[LEGAL])), "Licence Ouverte 2.0")


def test_saving_without_a_change_adds_nothing_to_the_history(at_work):
    write(at_work, "Le même.")
    write(at_work, "Le même.", base=1)

    assert PageText.objects.count() == 1


def test_a_text_once_written_is_never_rewritten_not_even_by_hand(at_work):
    write(at_work, "Écrit.")

    for deed in (lambda: PageText.objects.update(text="Autre."), PageText.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_the_team_adds_changes_and_removes_a_word_of_the_glossary(at_work):
    at_work.post(reverse("actors:new-word"), {"title": "Tiers-lieu", "text": "Un lieu *partagé*."})
    assertContains(at_work.get(reverse("glossary")), "<em>partagé</em>")

    write(at_work, "Un lieu que l’on partage.", key="mot-tiers-lieu", base=1, title="Tiers-lieux")
    assertContains(at_work.get(reverse("glossary")), "Tiers-lieux")

    at_work.post(reverse("actors:remove-word", args=["mot-tiers-lieu"]))
    assertNotContains(at_work.get(reverse("glossary")), "Tiers-lieu")
    assertContains(at_work.get(reverse("actors:pages")), "Tiers-lieux")


def test_a_first_word_is_removed_and_comes_back(at_work):
    at_work.post(reverse("actors:remove-word", args=["mot-clause"]))
    assertNotContains(at_work.get(reverse("glossary")), "Un morceau du plan")
    assert at_work.get(reverse("actors:remove-word", args=["mot-clause"])).status_code == 404

    at_work.post(reverse("actors:restore-page", args=["mot-clause", 0]))

    assertContains(at_work.get(reverse("glossary")), "Un morceau du plan")


def test_the_same_word_is_not_added_twice(at_work):
    page = at_work.post(reverse("actors:new-word"), {"title": "clause", "text": "Encore."})

    assertContains(page, "Ce mot est déjà dans le glossaire")


@pytest.mark.parametrize("key", ["rien", "mot-rien", "registre-rien", "mot-"])
def test_an_unknown_page_cannot_be_edited(at_work, key):
    assert at_work.get(reverse("actors:edit-page", args=[key])).status_code == 404


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("100", "totalement conforme"),
        ("99.99", "partiellement conforme"),
        ("50", "partiellement conforme"),
        ("49.9", "non conforme"),
    ],
)
def test_an_audit_decides_what_every_page_says(at_work, rate, said):
    day = clock.today() - timedelta(days=3)
    response = at_work.post(reverse("actors:audits"), {"done_on": day, "rate": rate, "auditor": "Cabinet Exemple"})

    assertRedirects(response, reverse("actors:audits"))
    assertContains(at_work.get("/"), f"Accessibilité\u00a0: {said}")
    assertContains(at_work.get(reverse("accessibility")), "Cabinet Exemple")


def test_before_any_audit_after_three_years_and_once_cancelled_the_portal_says_non_conforme(at_work, officer):
    assertContains(at_work.get("/"), "Accessibilité\u00a0: non conforme")
    audit = record_audit(by=officer, done_on=clock.today() - timedelta(days=3), rate=80, auditor="Cabinet Exemple")
    assertContains(at_work.get("/"), "partiellement conforme")

    with clock.standing_at(clock.now() + timedelta(days=3 * 366)):
        assertContains(at_work.get("/aide/"), "Accessibilité\u00a0: non conforme")
    at_work.post(reverse("actors:cancel-audit", args=[audit.pk]))

    assertContains(at_work.get("/"), "Accessibilité\u00a0: non conforme")
    assertContains(at_work.post(reverse("actors:cancel-audit", args=[audit.pk])), "déjà annulé", status_code=409)


@pytest.mark.parametrize(
    ("field", "value"), [("done_on", "2999-01-01"), ("rate", "101"), ("rate", "-1"), ("auditor", "")]
)
def test_an_impossible_audit_is_refused_beside_its_field(at_work, field, value):
    typed = {"done_on": clock.today(), "rate": "60", "auditor": "Cabinet Exemple", field: value}

    page = at_work.post(reverse("actors:audits"), typed)

    assert page.context["form"].errors[field]
