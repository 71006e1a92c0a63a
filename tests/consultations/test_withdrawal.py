"""Taking one's words back, one's name back, or having them erased."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.actions import ask_dpo
from consultations import actions
from consultations.models import ContributionStatus
from consultations.signals import contribution_withdrawn
from essportal import clock
from essportal.errors import Refused
from essportal.journal import timeline
from tests.factories import ContributionFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def mine(member):
    return ContributionFactory(published=True, author=member, title="Six ans de bail")


@pytest.fixture
def withdraw_page(mine):
    return reverse("consultations:withdraw", args=[mine.reference])


def test_a_member_withdraws_their_contribution_after_confirming(client, member, mine, withdraw_page):
    client.force_login(member, BACKEND)

    assertContains(client.get(withdraw_page), "Retirer")
    response = client.post(withdraw_page)

    assertRedirects(response, reverse("consultations:my-space"))
    mine.refresh_from_db()
    assert mine.status == ContributionStatus.WITHDRAWN
    assert timeline(mine).get().verb == "contribution_withdrawn"
    client.logout()
    assert client.get(mine.get_absolute_url()).status_code == 410


def test_a_withdrawn_contribution_keeps_its_address_and_says_so_without_a_word_of_it(client, member, organisation):
    said = ContributionFactory(
        published=True, author=member, organisation=organisation, title="Six ans de bail", text="Rien ne tient."
    )
    with clock.standing_at(datetime(2027, 3, 8, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))):
        actions.withdraw_contribution(said, by=member)

    page = client.get(said.get_absolute_url())

    assert page.status_code == 410
    for words in [said.reference, "retirée le 8\u00a0mars 2027", "Lire les autres contributions"]:
        assert words in page.text
    for words in [said.title, said.text, organisation.name, member.name, said.fingerprint]:
        assert words not in page.text
    assertNotContains(client.get(reverse("consultations:contributions")), said.reference)


def test_colleagues_do_not_read_what_was_taken_back(client, member, organisation):
    said = ContributionFactory(published=True, author=member, organisation=organisation)
    actions.withdraw_contribution(said, by=member)
    client.force_login(PersonFactory(represents=organisation), BACKEND)

    assert client.get(said.get_absolute_url()).status_code == 410


def test_what_was_withdrawn_before_it_was_published_was_never_there(client, member):
    filed, draft = ContributionFactory(author=member), ContributionFactory(author=member, draft=True)
    actions.withdraw_contribution(filed, by=member)

    assert client.get(filed.get_absolute_url()).status_code == 404
    assert client.get(f"/contributions/{draft.key}/").status_code == 404


def test_opening_the_page_withdraws_nothing(client, member, mine, withdraw_page):
    client.force_login(member, BACKEND)

    client.get(withdraw_page)

    mine.refresh_from_db()
    assert mine.status == ContributionStatus.PUBLISHED


def test_nobody_withdraws_for_another(client, other_member, officer, mine, withdraw_page):
    codes = []
    for person in [other_member, officer]:
        client.force_login(person, BACKEND)
        codes.append(client.post(withdraw_page).status_code)

    assert codes == [403, 403]
    mine.refresh_from_db()
    assert mine.status == ContributionStatus.PUBLISHED


def test_withdrawing_twice_is_refused(member, mine):
    actions.withdraw_contribution(mine, by=member)

    with pytest.raises(Refused, match="retirée"):
        actions.withdraw_contribution(mine, by=member)


def test_those_above_are_told_once(member, mine):
    heard = []

    def listen(sender, contribution, by, **kwargs):
        heard.append((contribution.pk, by))

    contribution_withdrawn.connect(listen)
    actions.withdraw_contribution(mine, by=member)
    contribution_withdrawn.disconnect(listen)

    assert heard == [(mine.pk, member)]


def test_erasing_drops_the_words_and_keeps_the_fingerprint(client, member, mine):
    fingerprint = mine.fingerprint

    erased = actions.erase_contribution(mine, by=member)

    erased.refresh_from_db()
    assert (erased.text, erased.salt, erased.is_erased) == ("", "", True)
    assert erased.fingerprint == fingerprint
    assertNotContains(client.get(erased.get_absolute_url()), "Six ans de bail")
    with pytest.raises(Refused):
        actions.erase_contribution(erased, by=member)


def test_the_dpo_erases_from_the_request_what_a_person_filed(client, member, mine, dpo, officer):
    asked = ask_dpo(member, kind="erasure", text="Effacez ma contribution.")
    client.force_login(dpo, BACKEND)
    address = reverse("consultations:erase-contribution", args=[mine.reference])

    assertContains(client.get(reverse("actors:work-request", args=[asked.reference])), address)
    assertContains(client.get(address), "Effacer ces mots")
    assertRedirects(client.post(address), reverse("actors:data-desk"))

    mine.refresh_from_db()
    assert mine.is_erased
    assert client.post(address).status_code == 409


def test_erasing_takes_along_what_its_author_wrote_to_contest(member, officer, dpo):
    aside = actions.set_aside_contribution(
        ContributionFactory(author=member), by=officer, motive="hors_sujet", sentence="Non."
    )
    ruling = actions.appeal(aside.rulings.get(), by=member, text="Ma voisine est souffrante.")
    actions.answer_appeal(ruling, by=officer, verdict="upheld", answer="Votre voisine n’est pas le sujet.")

    actions.erase_contribution(aside, by=dpo)

    ruling.refresh_from_db()
    assert (ruling.appeal, ruling.answer) == ("Effacé", "Effacé")


def test_taking_back_one_s_name_hides_it_everywhere_at_once(client, db):
    person = PersonFactory(name="Camille Exemple", name_is_public=True)
    said = ContributionFactory(published=True, author=person, name_is_public=True)
    client.force_login(person, BACKEND)

    client.post(reverse("consultations:my-name"), {"name": "Camille Exemple"})
    client.logout()

    assertNotContains(client.get(said.get_absolute_url()), "Camille Exemple")
    person.refresh_from_db()
    assert not person.name_is_public


def test_a_person_gives_their_name_and_the_journal_does_not_hold_it(client, db):
    person = PersonFactory(name="")
    client.force_login(person, BACKEND)

    client.post(reverse("consultations:my-name"), {"name": "Camille Exemple", "name_is_public": "on"})

    person.refresh_from_db()
    assert (person.name, person.name_is_public) == ("Camille Exemple", True)
    assert timeline(person).get().details == {"is_public": True}
