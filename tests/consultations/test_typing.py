import threading
import time
import uuid

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from consultations import actions
from consultations.models import Contribution, ContributionStatus, MeetingStatus
from consultations.similarity import duplicates
from consultations.views import typing
from essportal.errors import Refused
from essportal.looks import look_of
from tests.factories import ConsultationFactory, ContributionFactory, MeetingFactory, OrganisationFactory, PersonFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHUTTLE = "Une navette le mardi entre les déchèteries et les ateliers"


@pytest.fixture
def table(db):
    meeting = MeetingFactory()
    return meeting.workshops.create(number=3, question="Comment collecter ?")


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, BACKEND)
    return client


def at(table):
    return reverse("consultations:type-ideas", args=[table.meeting.reference, table.number])


def pasted(table, lines, **changes):
    origin = {"consultation": table.meeting.consultation_id, "channel": "workshop", "workshop": table.pk}
    return {**origin, "lines": lines, **changes}


def sent_back(response, **changes):
    """What the browser sends when the preview's button is pressed."""
    shown = response.context
    data = {"key": shown["key"], "numbers": shown["numbers"]}
    for field in shown["origin"]:
        if (value := field.value()) not in (None, ""):
            data[field.html_name] = str(value)
    for line, __ in shown["rows"]:
        data |= {f"text-{line.number}": line.text} | ({f"take-{line.number}": "on"} if line.take else {})
    return {**data, **changes}


def test_the_officer_types_a_table_s_idea_and_finds_the_field_empty(desk, officer, table):
    response = desk.post(at(table), {"text": SHUTTLE, "key": uuid.uuid4()}, follow=True)

    idea = Contribution.objects.get()
    assert (idea.text, idea.title, idea.status) == (SHUTTLE, SHUTTLE, ContributionStatus.FILED)
    assert (idea.workshop, idea.meeting, idea.channel) == (table, table.meeting, "workshop")
    assert (idea.typed_by, idea.author) == (officer, None)
    assertContains(response, "1 idée à cette table")
    assert response.context["form"]["text"].value() is None


def test_an_idea_sent_twice_is_one_idea(desk, table):
    form = {"text": SHUTTLE, "key": uuid.uuid4()}

    desk.post(at(table), form)
    second = desk.post(at(table), form)

    assertRedirects(second, at(table))
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("status", [MeetingStatus.PREPARING, MeetingStatus.CANCELLED])
def test_nothing_is_typed_for_a_meeting_that_is_not_announced(desk, table, status):
    table.meeting.status = status
    table.meeting.save()

    response = desk.post(at(table), {"text": SHUTTLE, "key": uuid.uuid4()})

    assertContains(response, "Cette rencontre est", status_code=409)
    assert not Contribution.objects.exists()


def test_the_officer_undoes_what_they_just_typed(desk, officer, table):
    idea = actions.type_idea(table, by=officer, text=SHUTTLE, key=uuid.uuid4())

    response = desk.post(
        reverse("consultations:undo-idea", args=[table.meeting.reference, table.number, idea.pk]), follow=True
    )

    idea.refresh_from_db()
    assert idea.status == ContributionStatus.WITHDRAWN
    assertContains(response, "0 idée")


def test_someone_else_s_typing_or_a_published_idea_is_not_undone(officer, table):
    other = PersonFactory(post="ess_team")
    idea = actions.type_idea(table, by=officer, text=SHUTTLE, key=uuid.uuid4())

    with pytest.raises(Refused, match="quelqu’un d’autre"):
        actions.untype_idea(idea, by=other)
    actions.publish_contribution(idea, by=officer)
    with pytest.raises(Refused, match="déjà publiée"):
        actions.untype_idea(idea, by=officer)


def test_the_preview_marks_each_line_and_writes_nothing(desk, table):
    ContributionFactory(consultation=table.meeting.consultation, text=SHUTTLE, reference="C-2026-9001")
    lines = [
        "une navette le mardi, entre les dechetteries et les ateliers",
        "- Former les équipes à reconnaître ce qui peut resservir",
        "Former les équipes à reconnaitre ce qui peut resservir.",
        "???",
        "x" * 10_000,
    ]

    response = desk.post(reverse("consultations:paste-ideas"), pasted(table, "\n".join(lines)))

    words = [verdict.word for __, verdict in response.context["rows"]]
    assert words == ["doublon probable", "nouvelle", "doublon probable", "à corriger", "à corriger"]
    assertContains(response, "Ressemble à C-2026-9001.")
    assertContains(response, "Ressemble à la ligne 2.")
    assert Contribution.objects.count() == 1


def test_the_ticked_lines_are_imported_and_a_second_send_adds_nothing(desk, officer, table):
    scic = OrganisationFactory()
    preview = desk.post(
        reverse("consultations:paste-ideas"),
        pasted(table, f"{SHUTTLE}\nOuvrir le samedi matin\n???", organisation=scic.name),
    )
    form = sent_back(preview)

    first = desk.post(reverse("consultations:import-ideas"), form, follow=True)
    second = desk.post(reverse("consultations:import-ideas"), form, follow=True)

    assertContains(first, "2 idées enregistrées")
    assertRedirects(second, first.redirect_chain[-1][0])
    ideas = Contribution.objects.order_by("pk")
    assert [idea.text for idea in ideas] == [SHUTTLE, "Ouvrir le samedi matin"]
    assert {(idea.author, idea.typed_by, idea.organisation) for idea in ideas} == {(None, officer, scic)}


def test_a_line_corrected_in_the_preview_is_imported_as_corrected(desk, table):
    preview = desk.post(reverse("consultations:paste-ideas"), pasted(table, "x" * 10_000))
    refused = desk.post(reverse("consultations:import-ideas"), sent_back(preview, **{"take-1": "on"}))
    form = sent_back(refused, **{"take-1": "on", "text-1": "Un dépôt par commune"})

    desk.post(reverse("consultations:import-ideas"), form)

    assert refused.status_code == 200
    assert Contribution.objects.get().text == "Un dépôt par commune"


def test_a_faulty_line_left_unticked_blocks_nothing(desk, table):
    preview = desk.post(reverse("consultations:paste-ideas"), pasted(table, f"{SHUTTLE}\n{'x' * 2_001}"))

    saved = desk.post(reverse("consultations:import-ideas"), sent_back(preview), follow=True)

    assertContains(saved, "1 idée enregistrée")
    assert Contribution.objects.get().text == SHUTTLE


def test_a_faulty_line_that_is_ticked_is_named_above_and_beside(desk, table):
    preview = desk.post(reverse("consultations:paste-ideas"), pasted(table, f"{SHUTTLE}\n{'x' * 2_001}\n???"))

    refused = desk.post(reverse("consultations:import-ideas"), sent_back(preview, **{"take-2": "on", "take-3": "on"}))

    assertContains(refused, "2 lignes cochées sont à corriger")
    assertContains(refused, '<a href="#text-2">Ligne 2</a>')
    assertContains(refused, "Cette ligne n’a pas de mots. Corrigez-la", 2)
    assertContains(refused, "aria-invalid", 2)
    assert not Contribution.objects.exists()


def test_nothing_ticked_keeps_the_lines_on_the_page(desk, table):
    preview = desk.post(reverse("consultations:paste-ideas"), pasted(table, "???\n!!!"))

    page = desk.post(reverse("consultations:import-ideas"), sent_back(preview))

    assertContains(page, "Aucune ligne n’est cochée")
    assertContains(page, "!!!")


def test_the_three_marks_of_a_line_have_three_shapes():
    assert len({look_of(word)[0] for word in (typing.NEW, typing.DOUBLE, typing.TO_FIX)}) == 3


def test_hostile_lines_are_kept_as_text(desk, table):
    hostile = "<script>alert(1)</script> & <b>gras</b>\x00\x0b fin"
    preview = desk.post(reverse("consultations:paste-ideas"), pasted(table, hostile))

    response = desk.post(reverse("consultations:import-ideas"), sent_back(preview), follow=True)

    text = Contribution.objects.get().text
    assert text == "<script>alert(1)</script> & <b>gras</b>  fin"
    assert "<script>alert" not in preview.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_more_than_five_hundred_lines_are_refused_and_kept(desk, table):
    response = desk.post(reverse("consultations:paste-ideas"), pasted(table, "une idée\n" * 501))

    assertContains(response, "Il y a plus de 500 idées.")
    assertContains(response, "une idée\nune idée")


def test_five_hundred_lines_pasted_are_previewed_sent_back_and_typed(desk, table):
    lines = "\n".join(f"Ouvrir le lieu {number} de la rue {number * 7}" for number in range(500))
    preview = desk.post(reverse("consultations:paste-ideas"), pasted(table, lines))
    form = sent_back(preview, **{f"take-{number}": "on" for number in range(1, 501)})

    desk.post(reverse("consultations:import-ideas"), form)

    assert Contribution.objects.count() == 500


def test_a_table_of_another_consultation_is_refused(desk, table):
    response = desk.post(
        reverse("consultations:paste-ideas"), pasted(table, SHUTTLE, consultation=ConsultationFactory().pk)
    )

    assertContains(response, "Cette table appartient à une autre concertation.")


@pytest.mark.parametrize("who", ["member", "elected"])
def test_others_type_nothing(client, request, table, who):
    client.force_login(request.getfixturevalue(who), BACKEND)

    codes = [
        client.post(at(table), {"text": SHUTTLE, "key": uuid.uuid4()}).status_code,
        client.post(reverse("consultations:paste-ideas"), pasted(table, SHUTTLE)).status_code,
        client.post(reverse("consultations:import-ideas"), {}).status_code,
    ]

    assert codes == [403, 403, 403]
    assert not Contribution.objects.exists()


def test_five_hundred_lines_are_compared_to_three_thousand_texts_in_less_than_a_second():
    known = [
        (number, f"Idée {number} : {SHUTTLE} de la rue {number * 7} au quai {number * 3}") for number in range(3000)
    ]
    lines = [f"Proposition {number} sur le lieu {number * 11}, la place {number * 5}" for number in range(500)]

    start = time.process_time()
    found = duplicates(lines, known)

    assert time.process_time() - start < 1
    assert len(found) == 500


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SHUTTLE, "une navette le mardi, entre les dechetteries et les ateliers !"),
        (SHUTTLE, "Une navete le mardi entre les déchèteries et l’ateliers"),
        ("Ouvrir le samedi", "ouvrir le Samedi."),
        ("Идея для всех", "идея для всех!"),
        ("Vélo", "vélo"),
    ],
)
def test_the_quick_look_at_words_misses_no_double(one, other):
    crowd = [f"Tout autre chose, numéro {number}, du côté de la gare" for number in range(60)]

    assert duplicates([*crowd, one], [("C-1", other)])[-1] == ("known", "C-1")
    assert duplicates([*crowd, one, other], [])[-1] == ("line", 60)


@pytest.mark.django_db(transaction=True)
def test_the_same_paste_sent_by_two_hands_at_once_is_imported_once():
    officer = PersonFactory(post="ess_team")
    consultation = ConsultationFactory()
    lines = [(uuid.uuid4(), f"Idée numéro {number}") for number in range(20)]
    counts = []

    def send():
        counts.append(len(actions.import_ideas(lines, by=officer, consultation=consultation, channel="paper")))
        connection.close()

    threads = [threading.Thread(target=send) for __ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 20]
    assert Contribution.objects.count() == 20
