"""What people look for among the contributions, and what they take away."""

import csv
import io
import json
import zipfile

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations.actions import erase_contribution, withdraw_contribution
from consultations.models import Contribution, Question
from essportal.models import ExportEntry
from plans.actions import publish_replies, write_reply
from tests.factories import (
    ConsultationFactory,
    ContributionFactory,
    MeetingFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    PolicyAreaFactory,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST = reverse("consultations:contributions")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["counts"].clear()
    yield
    caches["counts"].clear()


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def say(consultation):
    def one(title="Une idée", **said):
        return ContributionFactory(published=True, title=title, consultation=consultation, **said)

    return one


def search(client, **asked):
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return response.context["search"]


def found(client, **asked):
    return [one.title for one in search(client, **asked).page.objects]


def as_csv(client, **asked):
    response = client.get(reverse("consultations:contributions-csv"), asked)
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def as_json(client, **asked):
    response = client.get(reverse("consultations:contributions-json"), asked)
    return json.loads(b"".join(response.streaming_content))


@pytest.mark.parametrize("typed", ["depot", "DÉPÔTS", "un dépôt à chauvigny", "velos", "vélo", "dep"])
def test_a_visitor_forgets_accents_endings_and_small_words(client, say, typed):
    say("Un dépôt à Chauvigny", text="Pour les vélos.")
    say("Autre chose")

    assert found(client, q=typed) == ["Un dépôt à Chauvigny"]


def test_what_an_organisation_said_and_what_was_said_somewhere_answer_to_their_names(client, say):
    say("Par elle", organisation=OrganisationFactory(name="La Remise à Neuf"))
    say("Là", municipality=MunicipalityFactory(name="Saint-Benoît"))
    say("Ailleurs")

    assert found(client, q="remise") == ["Par elle"]
    assert found(client, q="st benoit") == ["Là"]


def test_a_reference_is_found_as_it_is_written_and_as_it_is_shown(client, say):
    say("Celle-ci", reference="C-2026-0142")
    say("Une autre", reference="C-2026-1142")

    for typed in ("C-2026-0142", "c 142", "C\u00a0142", "C142"):
        assert found(client, q=typed) == ["Celle-ci"]


def test_the_title_counts_more_than_the_text(client, say):
    say("Un toit", text="Bail")
    say("Un bail", text="Toit et murs")
    say("Rien", text="Rien")

    assert found(client, q="bail") == ["Un bail", "Un toit"]


def test_each_choice_says_how_many_it_holds_as_if_alone_in_its_facet(client, say):
    say("A", channel="paper", organisation=OrganisationFactory(kind="mutual"))
    say("B", channel="paper")
    say("C", channel="online")

    ticks = {name: lines for name, __, lines in search(client, canal="online").ticks}

    assert {value: count for value, __, count, __ in ticks["canal"]} == {"online": "1", "paper": "2"}
    assert {value: count for value, __, count, __ in ticks["famille"]} == {"sans": "1"}


def test_choices_narrow_together(client, say, consultation):
    question = Question.objects.create(consultation=consultation, rank=1, title="Où ?")
    mutual, area, here = OrganisationFactory(kind="mutual"), PolicyAreaFactory(), MunicipalityFactory()
    meeting = MeetingFactory(consultation=consultation)
    say("A", question=question, organisation=mutual, meeting=meeting, municipality=here).policy_areas.add(area)
    say("B", question=question)

    for asked in (
        {"famille": "mutual"},
        {"organisation": mutual.slug},
        {"competence": area.pk},
        {"commune": here.pk},
        {"rencontre": meeting.reference},
    ):
        assert found(client, question=question.pk, concertation=consultation.slug, **asked) == ["A"]
    assert found(client, question=question.pk, famille="sans") == ["B"]
    assert found(client, famille=["mutual", "sans"]) == ["B", "A"]


def test_whether_each_was_answered_is_said_as_its_reader_may_know_it(client, say, consultation, officer):
    plan = PlanFactory(consultation=consultation)
    answered, drafted = say("Répondue"), say("Rédigée")
    say("En attente")
    write_reply(answered, plan=plan, by=officer, outcome="retenue", reason="Oui.")
    publish_replies(plan, by=officer)
    write_reply(drafted, plan=plan, by=officer, outcome="retenue", reason="Oui.")

    assert found(client, suite="repondue") == ["Répondue"]
    assert found(client, suite="attente") == ["En attente", "Rédigée"]
    assert [row["reponse"] for row in as_json(client, suite="repondue")] == ["retenue"]
    client.force_login(officer, BACKEND)
    assert found(client, suite="repondue") == ["Rédigée", "Répondue"]


@pytest.mark.parametrize("trait", ["draft", "set_aside", "withdrawn", ""])
def test_what_is_not_published_is_in_no_list_count_choice_nor_file(client, say, member, officer, trait):
    say("Publique")
    hidden = {
        "title": "Cachée",
        "author": member,
        "channel": "mail",
        "municipality": MunicipalityFactory(name="Secret"),
    }
    ContributionFactory(**hidden, **({trait: True} if trait else {}))

    for reader in (None, member, officer):
        if reader:
            client.force_login(reader, BACKEND)
        shown = client.get(LIST)
        assertContains(shown, "1 contribution publiée")
        for word in ("Cachée", "par courrier", "Secret"):
            assertNotContains(shown, word)
        assert found(client, q="cachée") == found(client, canal="mail") == []
        assert [row["Titre"] for row in as_csv(client)] == ["Publique"]


def test_a_meeting_behind_closed_doors_is_neither_named_nor_a_choice(client, say, officer):
    say("Dite là", meeting=MeetingFactory(title="Comité technique", reference="R-2026-777", is_public=False))

    for shown in (client.get(LIST).content.decode(), str(as_json(client)), str(as_csv(client))):
        assert "Comité technique" not in shown
        assert "R-2026-777" not in shown
    assert search(client, rencontre="R-2026-777").is_active is False
    client.force_login(officer, BACKEND)
    assertContains(client.get(LIST), "Comité technique")


def test_a_refused_organisation_is_not_named_by_a_choice(client, say):
    say()
    hidden = OrganisationFactory(name="Refusée", status="refused")

    assertNotContains(client.get(LIST, {"organisation": hidden.slug, "q": "refusée"}), hidden.slug)


def test_what_is_withdrawn_leaves_the_counts_at_once_even_when_they_are_kept(client, say, member, monkeypatch):
    monkeypatch.setattr("essportal.counting.FEW", 2)
    withdrawn, *__ = [say(f"Idée {n}", author=member, channel="mail") for n in range(4)]
    assert search(client).counts.facets["canal"] == {"mail": 4}

    withdraw_contribution(withdrawn, by=member)

    assert search(client).counts.facets["canal"] == {"mail": 3}


def test_a_row_hidden_since_its_place_was_kept_is_shown_to_nobody(client, say, monkeypatch):
    monkeypatch.setattr("essportal.counting.FEW", 2)
    said = [say(f"Idée {n}") for n in range(4)]
    assert len(found(client, q="idée")) == 4

    Contribution.objects.filter(pk=said[0].pk).update(status="withdrawn")

    assert found(client, q="idée") == ["Idée 3", "Idée 2", "Idée 1"]


def test_names_that_are_kept_are_kept_for_one_reader(client, say, officer, monkeypatch):
    monkeypatch.setattr("actors.selectors.naming.FEW", 0)
    say("Dite là", meeting=MeetingFactory(title="Comité technique", is_public=False))
    client.force_login(officer, BACKEND)
    assertContains(client.get(LIST), "Comité technique")

    client.logout()

    assertNotContains(client.get(LIST), "Comité technique")


def test_names_that_are_kept_change_with_the_next_decision(client, say, member, monkeypatch):
    monkeypatch.setattr("actors.selectors.naming.FEW", 0)
    area = PolicyAreaFactory(name="Habitat")
    last = say(author=member)
    say().policy_areas.add(area)
    assertContains(client.get(LIST), "Habitat")
    type(area).objects.update(name="Logement")

    withdraw_contribution(last, by=member)

    assertContains(client.get(LIST), "Logement")


def test_beyond_a_thousand_the_number_is_no_longer_said(client, say, monkeypatch):
    monkeypatch.setattr("essportal.counting.MOST", 2)
    monkeypatch.setattr("consultations.selectors.searching.MOST", 2)
    for __ in range(3):
        say()

    assertContains(client.get(LIST), "<h1>Plus de 1 000 contributions</h1>")


@pytest.mark.parametrize("sort", ["recentes", "anciennes", "pertinence"])
def test_one_walks_through_all_the_pages(client, say, sort):
    for n in range(60):
        say(f"Idée {n}")
    seen, at = [], {}
    while True:
        page = search(client, q="idée", tri=sort, **at).page
        seen += [one.pk for one in page.objects]
        if not page.next:
            break
        at = {"apres": page.next}

    assert len(seen) == len(set(seen)) == 60
    assert search(client, q="idée", tri=sort, avant=page.previous).page.objects


def test_a_hidden_row_is_no_place_to_start_from(client, say):
    say("Publique")
    hidden = ContributionFactory(title="Cachée")

    assert found(client, apres=hidden.pk) == ["Publique"]


@pytest.mark.parametrize(
    "asked", ["apres=99999999999999999999", "question=²", "canal=x", "tri=-salt", "q=%00a", "q=%27%25"]
)
def test_a_hostile_address_is_answered_calmly(client, say, asked):
    say()

    assert client.get(f"{LIST}?{asked}").status_code in (200, 400)


def test_the_files_hold_what_is_on_screen_and_no_formula(client, say):
    say("=1+1", text="@SUM(A1)", channel="paper")
    say("Une autre")

    (row,) = as_csv(client, canal="paper", apres="1")
    (same,) = as_json(client, canal="paper")
    ods = client.get(reverse("consultations:contributions-ods"), {"canal": "paper"})
    content = zipfile.ZipFile(io.BytesIO(b"".join(ods.streaming_content))).read("content.xml").decode()

    assert (row["Titre"], row["Texte"]) == ("'=1+1", "'@SUM(A1)")
    assert (same["titre"], same["texte"]) == ("=1+1", "@SUM(A1)")
    assert "=1+1" in content
    assert "Une autre" not in content


def test_a_file_names_a_person_with_consent_only_and_no_erased_word(client, say, officer):
    person = PersonFactory(name="Camille Exemple")
    say("Nommée", author=person, name_is_public=True)
    say("Tue", author=person)
    erase_contribution(say("Regrettée", text="Mots repris", author=person), by=officer)

    rows = as_json(client)

    assert [row["qui_parle"] for row in rows if row["titre"] == "Nommée"] == ["Camille Exemple"]
    assert str(rows).count("Camille Exemple") == 1
    assert "Mots repris" not in str(rows)
    assert person.email not in str(rows)
    assert found(client, q="regrettée") == []


def test_a_file_taken_by_someone_signed_in_leaves_a_line(client, say, officer):
    say()
    as_csv(client)
    assert not ExportEntry.objects.exists()

    client.force_login(officer, BACKEND)
    as_json(client)

    assert [(entry.what, entry.rows) for entry in ExportEntry.objects.all()] == [("Contributions, JSON", 1)]


def test_what_is_searched_is_what_everyone_may_read():
    """A passage that the team masks answers no search: it is for the column to read what is left of the words."""
    kept = {field.name for field in Contribution._meta.concrete_fields}
    column = str(Contribution._meta.get_field("search").expression)

    assert all(name in column for name in ("masked_title", "masked_text") if name in kept)


def test_a_page_and_a_search_take_ten_queries_at_most_however_long_the_list(client, say, member):
    for n in range(60):
        say(f"Bail {n}", author=member, organisation=OrganisationFactory(), municipality=MunicipalityFactory())

    for asked in ({}, {"q": "bail"}, {"q": "bail", "famille": "association"}, {"suite": "attente"}):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST, asked).status_code == 200
        assert len(queries) <= 10
    with CaptureQueriesContext(connection) as queries:
        assert len(as_csv(client)) == 60
    assert len(queries) <= 12
