"""The register says what the portal does with personal data, and nothing personal escapes it."""

import pytest
from django.apps import apps
from django.db.models import EmailField
from django.urls import reverse
from pytest_django.asserts import assertContains

from actors.processing import REGISTER
from essportal.models import PageText

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_every_model_that_holds_an_address_is_in_the_register():
    holding = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, EmailField) for field in model._meta.get_fields())
    }
    named = {name for processing in REGISTER for name in processing.models}

    assert holding - named == set()
    assert {name for name in named if apps.get_model(name)} == named


def test_each_line_is_complete():
    for processing in REGISTER:
        assert all(
            str(getattr(processing, name)) for name in ("name", "purpose", "basis", "people", "data", "duration")
        )


@pytest.mark.django_db
def test_anyone_reads_its_summary_with_the_information_on_their_rights(client):
    page = client.get(reverse("personal-data"))

    for processing in REGISTER:
        assertContains(page, processing.name)
        assertContains(page, processing.duration)


def test_the_dpo_completes_a_line_and_the_team_reads_it(client, dpo, officer, authority):
    client.force_login(dpo, BACKEND)
    client.post(reverse("actors:edit-page", args=["registre-comptes"]), {"text": "Hébergé **à Poitiers**.", "base": 0})

    client.force_login(officer, BACKEND)
    assertContains(client.get(reverse("actors:processings")), "<strong>à Poitiers</strong>")
    assert PageText.objects.get().by == dpo
