"""From a visitor's first word to the page that everyone reads."""

import re
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from actors.models import Person
from consultations import actions
from consultations.models import Contribution, ContributionStatus, Question
from consultations.views import limits
from tests.factories import (
    ConsultationFactory,
    ContributionFactory,
    MeetingFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    SynthesisPointFactory,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WRITE = "consultations:contribute"
CODE = re.compile(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", re.MULTILINE)
WORDS = {"title": "Six ans de bail", "text": "Sinon rien ne tient debout."}


@pytest.fixture
def consultation(db):
    return ConsultationFactory()


@pytest.fixture
def signed_in(client, member):
    client.force_login(member, BACKEND)
    return client


def form(**fields):
    return {**WORDS, "key": uuid.uuid4(), "deed": "file", **fields}


def code_received(run_tasks):
    run_tasks()
    return CODE.search(mail.outbox[-1].body).group(1)


@pytest.mark.parametrize("known", [True, False])
def test_a_visitor_writes_receives_a_code_and_files(client, consultation, run_tasks, known):
    email = PersonFactory(name="").email if known else "nouvelle@exemple.test"

    written = client.post(reverse(WRITE), form())
    asked = client.post(written.url, {"email": email})
    entered = client.post(asked.url, {"code": code_received(run_tasks)})
    draft = Contribution.objects.get()
    assertRedirects(entered, reverse("consultations:edit-draft", args=[draft.key]))
    assertContains(client.get(entered.url), WORDS["text"])
    filed = client.post(reverse("consultations:verify", args=[draft.key]), follow=True)

    draft.refresh_from_db()
    assert (draft.author.email, draft.status) == (email, ContributionStatus.FILED)
    assertContains(filed, draft.reference)
    assert draft.author.emailaddress_set.get().verified


def test_known_and_unknown_addresses_are_answered_alike(client, db, run_tasks):
    known, seen = PersonFactory(), []

    for email in [known.email, "inconnue@exemple.test"]:
        response = client.post(reverse("account_request_login_code"), {"email": email})
        code = code_received(run_tasks)
        sent = mail.outbox[-1]
        words = [text.replace(code, "CODE").replace(email, "") for text in (sent.subject, sent.body)]
        seen.append((response.status_code, response.url, words))
        client.logout()

    assert seen[0] == seen[1]


def test_a_wrong_code_opens_nothing(client, consultation, run_tasks):
    asked = client.post(reverse("account_request_login_code"), {"email": "nouvelle@exemple.test"})

    client.post(asked.url, {"code": "AAAAAA"})

    assert client.get(reverse("consultations:my-space")).status_code == 302
    assert not Person.objects.get().emailaddress_set.get().verified


def test_a_closed_account_receives_no_code(client, db, run_tasks):
    person = PersonFactory(is_active=False)

    client.post(reverse("account_request_login_code"), {"email": person.email})
    run_tasks()

    assert not any(CODE.search(sent.body) for sent in mail.outbox)


def test_a_visitor_finds_again_what_they_typed_before_signing_in(client, consultation):
    client.post(reverse(WRITE), form())

    assertContains(client.get(reverse(WRITE)), WORDS["text"])
    assert not Contribution.objects.exists()


def test_errors_stand_beside_the_fields_and_the_words_stay(signed_in, consultation):
    response = signed_in.post(reverse(WRITE), form(title=""))

    assertContains(response, WORDS["text"])
    assert "title" in response.context["form"].errors
    assert not Contribution.objects.exists()


def test_a_member_keeps_a_half_written_draft_and_resumes_it(signed_in, consultation):
    signed_in.post(reverse(WRITE), form(title="", deed="keep"))

    draft = Contribution.objects.get()
    assertContains(signed_in.get(reverse("consultations:my-space")), "1 brouillon à finir")
    assertContains(signed_in.get(reverse("consultations:edit-draft", args=[draft.key])), WORDS["text"])


def test_a_member_speaks_only_for_an_organisation_they_represent(signed_in, consultation, organisation):
    stranger = OrganisationFactory()

    refused = signed_in.post(reverse(WRITE), form(organisation=stranger.pk))
    signed_in.post(reverse(WRITE), form(organisation=organisation.pk))

    assert "organisation" in refused.context["form"].errors
    assert Contribution.objects.get().organisation == organisation


def test_what_will_be_public_is_shown_before_filing(signed_in, consultation, organisation):
    response = signed_in.post(reverse(WRITE), form(organisation=organisation.pk), follow=True)

    assertContains(response, "Ce qui sera public")
    assertContains(response, organisation.name)
    assert Contribution.objects.get().status == ContributionStatus.DRAFT


def test_the_same_form_sent_twice_makes_one_contribution(signed_in, consultation):
    sent = form()
    signed_in.post(reverse(WRITE), sent)
    key = Contribution.objects.get().key
    verify = reverse("consultations:verify", args=[key])

    signed_in.post(verify)
    again = [signed_in.post(verify), signed_in.post(reverse(WRITE), sent)]

    assert Contribution.objects.get().reference.endswith("-0001")
    assert {response.url for response in again} == {reverse("consultations:filed", args=[key])}


def test_other_words_in_a_page_that_the_browser_had_kept_are_not_lost(signed_in, consultation):
    sent = form()
    signed_in.post(reverse(WRITE), sent)
    first = Contribution.objects.get()
    signed_in.post(reverse("consultations:verify", args=[first.key]))

    signed_in.post(reverse(WRITE), {**sent, "text": "Une seconde idée."})
    signed_in.post(reverse("consultations:edit-draft", args=[first.key]), {**sent, "text": "Une troisième."})

    assert {(one.text, one.status) for one in Contribution.objects.all()} == {
        (WORDS["text"], "filed"),
        ("Une seconde idée.", "draft"),
        ("Une troisième.", "draft"),
    }


def test_a_draft_is_kept_by_itself_with_neither_file_nor_consent(signed_in, member, consultation):
    member.name = ""
    member.save()
    sent = form(text="Un début", name="Noé Brouillon", name_is_public="on")
    by_itself = {"headers": {"X-Autosave": "1"}}

    first = signed_in.post(reverse(WRITE), sent, **by_itself)
    signed_in.post(reverse(WRITE), {**sent, "text": "Un début, puis la suite"}, **by_itself)
    draft = Contribution.objects.get()
    empty = signed_in.post(reverse("consultations:edit-draft", args=[draft.key]), {"key": draft.key}, **by_itself)

    member.refresh_from_db()
    assert first.json()["at"]
    assert (draft.text, draft.author, member.name) == ("Un début, puis la suite", member, "")
    assert empty.status_code == 422


def test_filing_too_late_is_refused_in_french_and_the_text_is_kept(signed_in, member):
    closed = ConsultationFactory(closed=True)
    signed_in.post(f"{reverse(WRITE)}?concertation={closed.slug}", form())
    draft = Contribution.objects.get()

    response = signed_in.post(reverse("consultations:verify", args=[draft.key]))

    assertContains(response, "reste dans vos brouillons", status_code=409)
    draft.refresh_from_db()
    assert draft.status == ContributionStatus.DRAFT


def test_the_page_says_so_when_nothing_is_open(client, db):
    ConsultationFactory(closed=True)

    assertContains(client.get(reverse(WRITE)), "Aucune concertation ne reçoit de contributions")


def test_the_draft_of_another_does_not_exist(client, other_member, member, consultation):
    draft = actions.save_draft(by=member, consultation=consultation, key=uuid.uuid4(), **WORDS)
    client.force_login(other_member, BACKEND)

    names = ["edit-draft", "verify", "filed", "drop-draft"]
    codes = {client.post(reverse(f"consultations:{name}", args=[draft.key])).status_code for name in names}

    assert codes == {404}
    assert Contribution.objects.get().status == ContributionStatus.DRAFT


def test_a_member_drops_a_draft_after_confirming(signed_in, member, consultation):
    draft = actions.save_draft(by=member, consultation=consultation, key=uuid.uuid4(), **WORDS)
    address = reverse("consultations:drop-draft", args=[draft.key])

    signed_in.get(address)
    assert Contribution.objects.exists()
    signed_in.post(address)

    assert not Contribution.objects.exists()


def test_an_account_that_sends_too_much_waits(signed_in, member, consultation):
    for __ in range(limits.PER_ACCOUNT):
        actions.save_draft(by=member, consultation=consultation, key=uuid.uuid4(), **WORDS)

    refused = signed_in.post(reverse(WRITE), form(text="Un texte de deux heures."))

    assertContains(refused, "Un texte de deux heures.</textarea>", status_code=429)
    assertContains(refused, "attendez 10 minutes, puis envoyez de nouveau", status_code=429)
    assert Contribution.objects.count() == limits.PER_ACCOUNT
    assert signed_in.get(reverse(WRITE)).status_code == 200


def test_a_whole_town_hall_may_write_from_one_address(client, consultation, monkeypatch):
    monkeypatch.setattr(limits, "POSTS_PER_ADDRESS", 3)

    codes = [client.post(reverse(WRITE), form()).status_code for __ in range(4)]

    assert codes == [302, 302, 302, 429]


def test_everyone_reads_a_published_contribution_and_its_life(client, organisation):
    said = ContributionFactory(published=True, organisation=organisation)
    point = SynthesisPointFactory(published_at=said.published_at, consultation=said.consultation)
    point.contributions.add(said)

    response = client.get(said.get_absolute_url())

    for words in [said.title, said.text, organisation.name, "Publiée", point.reference]:
        assertContains(response, words)


def test_words_are_shown_as_words(client, db):
    said = ContributionFactory(published=True, title="<b>gras</b>", text="<script>alert(1)</script>")

    for address in [said.get_absolute_url(), reverse("consultations:contributions")]:
        response = client.get(address)
        assertNotContains(response, "<script>alert")
        assertNotContains(response, "<b>gras</b>")


def test_every_page_shows_a_text_as_it_was_typed(client, officer, consultation):
    raw = "**gras**\n- un\n[ici](https://exemple.fr)\n\nFin_de_mot"
    PlanFactory(consultation=consultation)
    said = ContributionFactory(published=True, consultation=consultation, author=officer, text=raw)
    draft = ContributionFactory(draft=True, consultation=consultation, author=officer, text=raw)
    client.force_login(officer, BACKEND)

    for address in [
        said.get_absolute_url(),
        reverse("consultations:work-contribution", args=[said.reference]),
        reverse("consultations:verify", args=[draft.key]),
        reverse("plans:reply", args=[said.reference]),
    ]:
        assertContains(client.get(address), "<p>**gras**<br>- un<br>[ici](https://exemple.fr)</p>\n<p>Fin_de_mot</p>")
    for address in ["contributions", "work-contributions", "synthesis-desk"]:
        page = client.get(reverse(f"consultations:{address}"), {"statut": "published"})
        assertContains(page, "**gras** - un [ici](https://exemple.fr) Fin_de_mot")


def test_a_name_is_shown_with_consent_only_and_never_an_address(client, db):
    person = PersonFactory(name="Camille Exemple")
    hidden = ContributionFactory(published=True, author=person)
    shown = ContributionFactory(published=True, author=person, name_is_public=True)

    assertNotContains(client.get(hidden.get_absolute_url()), "Camille Exemple")
    assertContains(client.get(shown.get_absolute_url()), "Camille Exemple")
    assertNotContains(client.get(shown.get_absolute_url()), person.email)


@pytest.mark.parametrize("trait", ["", "set_aside", "withdrawn"])
def test_what_is_not_published_is_for_its_author_and_the_team(client, member, other_member, officer, trait):
    said = ContributionFactory(author=member, **({trait: True, "moderated_at": None} if trait else {}))
    if trait == "set_aside":
        Contribution.objects.filter(pk=said.pk).update(moderated_at=said.filed_at)

    codes = [client.get(said.get_absolute_url()).status_code]
    for person in [other_member, member, officer]:
        client.force_login(person, BACKEND)
        codes.append(client.get(said.get_absolute_url()).status_code)

    assert codes == [404, 404, 200, 200]


def test_the_list_says_how_many_and_finds_words_without_their_accents(client, db):
    ContributionFactory(published=True, title="Un dépôt à Chauvigny")
    ContributionFactory(published=True, title="Des vélos")
    ContributionFactory(title="Pas encore lue")

    whole = client.get(reverse("consultations:contributions"))
    found = client.get(reverse("consultations:contributions"), {"q": "DEPOT chauvigny"})

    assertContains(whole, "2 contributions publiées")
    assertNotContains(whole, "Pas encore lue")
    assert [c.title for c in found.context["search"].page.objects] == ["Un dépôt à Chauvigny"]


def test_the_list_is_filtered_by_question_commune_and_channel(client, consultation):
    question = Question.objects.create(consultation=consultation, rank=1, title="Où ?")
    here = MunicipalityFactory()
    one = ContributionFactory(published=True, consultation=consultation, question=question, channel="paper")
    two = ContributionFactory(published=True, consultation=consultation, municipality=here)

    def found(**query):
        return client.get(reverse("consultations:contributions"), query).context["search"].page.objects

    assert found(question=question.pk) == found(canal="paper") == [one]
    assert found(commune=here.pk) == [two]


@pytest.mark.parametrize(
    "query",
    ["q=%25", "question=99999999999999999999", "commune=%27", "canal=x"],
)
def test_an_odd_address_is_answered_calmly(client, db, query):
    ContributionFactory(published=True)

    assert client.get(f"{reverse('consultations:contributions')}?{query}").status_code == 200


def test_the_lists_cost_the_same_with_three_and_twenty_five(signed_in, member, consultation):
    def costs(rows):
        ContributionFactory.create_batch(
            rows, published=True, consultation=consultation, author=member, municipality=MunicipalityFactory()
        )
        for name in ["consultations:contributions", "consultations:my-space"]:
            with CaptureQueriesContext(connection) as queries:
                assert signed_in.get(reverse(name)).status_code == 200
            yield len(queries)

    assert list(costs(3)) == list(costs(22))


def test_the_frame_of_a_consultation_says_what_is_open_and_who_decides(client, consultation):
    Question.objects.create(consultation=consultation, rank=1, title="Où et avec qui ?")
    MeetingFactory(consultation=consultation, title="Fabrique de Lusignan")

    response = client.get(consultation.get_absolute_url())

    for words in ["Que faire ensemble ?", "Le texte des mesures.", "L’enveloppe.", "Où et avec qui ?", "Lusignan"]:
        assertContains(response, words)
    assertContains(response, "Contribuer")


def test_a_frame_in_preparation_is_for_the_team(client, officer):
    hidden = ConsultationFactory(published_at=None)

    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.force_login(officer, BACKEND)
    assert client.get(hidden.get_absolute_url()).status_code == 200


def test_meetings_are_announced_to_all_and_prepared_by_the_team(client, db):
    announced = MeetingFactory(title="Fabrique de Lusignan")
    hidden = MeetingFactory(title="En chantier", status="preparing")
    closed_doors = MeetingFactory(title="Comité technique", is_public=False)
    said = ContributionFactory(published=True, meeting=announced)

    page = client.get(reverse("consultations:meetings"))

    assertContains(page, "1 rencontre à venir")
    assertContains(client.get(announced.get_absolute_url()), said.title)
    assert {client.get(m.get_absolute_url()).status_code for m in (hidden, closed_doors)} == {404}
