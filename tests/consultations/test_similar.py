"""While one writes, what looks like it is shown: only what its reader may see."""

import uuid

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations import actions
from consultations.selectors.similar import similar_to
from tests.factories import ConsultationFactory, ContributionFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TITLE = "Des baux de six ans pour les locaux"


def asked(client, consultation, title):
    return client.get(reverse("consultations:similar"), {"concertation": consultation.slug, "title": title})


def test_a_visitor_sees_what_looks_like_it_while_typing(client, db):
    consultation = ConsultationFactory()
    ContributionFactory(published=True, consultation=consultation, title="Les baux des locaux, six ans")
    ContributionFactory(published=True, consultation=consultation, title="Une monnaie locale")

    response = asked(client, consultation, TITLE)

    assertContains(response, "Les baux des locaux, six ans")
    assertNotContains(response, "Une monnaie locale")


def test_nothing_shows_what_waits_was_set_aside_or_belongs_to_another_consultation(client, officer):
    consultation = ConsultationFactory()
    ContributionFactory(consultation=consultation, title=TITLE)
    ContributionFactory(set_aside=True, consultation=consultation, title=TITLE)
    ContributionFactory(published=True, title=TITLE)
    hidden = ContributionFactory(published=True, consultation=consultation, title=f"{TITLE} de madame Untel")
    actions.mask_passage(hidden, by=officer, passage="madame Untel", motive="donnees_personnelles")
    client.force_login(officer, BACKEND)

    assert asked(client, consultation, f"{TITLE} de madame Untel").content.strip() == b""


def test_a_few_letters_or_an_unpublished_consultation_show_nothing(client, db):
    consultation, secret = ConsultationFactory(), ConsultationFactory(published_at=None)

    assert asked(client, consultation, "Des").content.strip() == b""
    assert asked(client, secret, TITLE).status_code == 404


def test_without_javascript_they_are_shown_before_filing_but_for_the_one_corrected(client, member):
    consultation = ConsultationFactory()
    ContributionFactory(published=True, consultation=consultation, title="Les baux des locaux, six ans")
    draft = actions.save_draft(by=member, consultation=consultation, key=uuid.uuid4(), title=TITLE, text="Six ans.")
    client.force_login(member, BACKEND)

    page = client.get(reverse("consultations:verify", args=[draft.key]))

    assertContains(page, "Les baux des locaux, six ans")
    assertContains(page, "Déposer")


def test_signs_of_a_search_language_are_only_letters(db):
    for title in ("' OR 1=1 --", "%%%%%%%%", "\\\\\\\\\\\\", "😀" * 40):
        assert similar_to(title, reader=type("Visitor", (), {"is_authenticated": False})(), consultation=1) == []
