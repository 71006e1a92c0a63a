"""The team writes the plan: each save is a revision, two people lose nothing, and a clause says where it comes from."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from consultations.models import ContributionStatus
from essportal.errors import Refused
from plans.actions import Fed, add_clause, close_clause, move_clause, revise_clause, write_reply
from plans.models import Clause, ReplyStatus, Revision
from plans.selectors import desk
from plans.selectors.outline import working_outline
from tests.factories import ContributionFactory, PlanFactory, SynthesisPointFactory, clause_from, version_of

TEXT = "Les locaux vacants leur sont proposés.\n\nLe bail dure trois ans.\n\nUn comité se réunit chaque année."


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def clause(plan, officer):
    return clause_from(plan, by=officer, text=TEXT)


def signed_in(client, person):
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(clause, **changes):
    newest = clause.working()
    return {"base": newest.pk, "title": newest.title, "text": newest.text, "reason": "", **changes}


def test_the_team_rewrites_a_clause_and_says_why(client, officer, clause):
    signed_in(client, officer)
    address = reverse("plans:drafting-clause", args=[clause.reference])

    response = client.post(address, typed(clause, text="Six ans de bail.", reason="Demandé par les ateliers."))

    assert response.status_code == 302
    newest = clause.working()
    assert (newest.number, newest.text, newest.author) == (2, "Six ans de bail.", officer)
    assert newest.reason == "Demandé par les ateliers."


def test_saving_without_a_change_writes_no_revision(client, officer, clause):
    signed_in(client, officer)
    address = reverse("plans:drafting-clause", args=[clause.reference])

    client.post(address, typed(clause, text=TEXT.replace("\n", "\r\n")))

    assert clause.revisions.count() == 1


@pytest.mark.parametrize("stranger", ["member", "correspondent", "elected", "secretariat", "administrator"])
def test_nobody_else_opens_the_drafting_desk(client, request, stranger, clause):
    signed_in(client, request.getfixturevalue(stranger))
    address = reverse("plans:drafting-clause", args=[clause.reference])

    assert client.get(address).status_code == 403
    assert client.post(address, typed(clause, text="Autre chose.")).status_code == 403
    assert clause.revisions.count() == 1


def test_two_people_who_change_different_sentences_are_merged(client, officer, clause):
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title=base.title, text=TEXT.replace("trois ans", "six ans"))
    signed_in(client, officer)
    address = reverse("plans:drafting-clause", args=[clause.reference])

    response = client.post(
        address, {**typed(clause), "base": base.pk, "text": TEXT.replace("chaque année", "chaque mois")}, follow=True
    )

    merged = clause.working().text
    assert "six ans" in merged
    assert "chaque mois" in merged
    assert "sont réunis" in response.text


def test_two_people_who_change_the_same_sentence_keep_both_texts(client, officer, clause):
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title=base.title, text=TEXT.replace("trois ans", "neuf ans"))
    signed_in(client, officer)
    address = reverse("plans:drafting-clause", args=[clause.reference])

    response = client.post(address, {**typed(clause), "base": base.pk, "text": TEXT.replace("trois ans", "un an")})

    assert response.status_code == 409
    assert "neuf" in response.text
    assert "un an" in response.text
    assert 'class="collision"' in response.text
    assert clause.revisions.count() == 2


def test_the_text_kept_after_a_collision_is_written_on_the_newest(client, officer, clause):
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title=base.title, text=TEXT.replace("trois ans", "neuf ans"))
    signed_in(client, officer)
    address = reverse("plans:drafting-clause", args=[clause.reference])

    client.post(address, typed(clause, text=TEXT.replace("trois ans", "six ans")))

    newest = clause.working()
    assert newest.number == 3
    assert "six ans" in newest.text


def test_a_preview_writes_nothing(client, officer, clause):
    signed_in(client, officer)

    response = client.post(
        reverse("plans:drafting-clause", args=[clause.reference]), typed(clause, text="**Six** ans.", apercu="1")
    )

    assert "<strong>Six</strong>" in response.text
    assert clause.revisions.count() == 1


def test_citing_saves_what_was_written_first(client, officer, plan, clause):
    idea = ContributionFactory(published=True, consultation=plan.consultations.get())
    signed_in(client, officer)

    response = client.post(
        reverse("plans:drafting-clause", args=[clause.reference]),
        typed(clause, text="Six ans.", puis=f"contribution:{idea.reference}"),
    )
    client.post(response.headers["Location"], {"role": "renfort", "sentence": "La durée du bail."})

    newest = clause.working()
    assert newest.text == "Six ans."
    source = newest.sources.get(contribution=idea)
    assert (source.role, source.sentence) == ("renfort", "La durée du bail.")


def test_a_source_is_named_as_the_pages_write_it(client, officer, plan):
    idea = ContributionFactory(published=True, consultation=plan.consultations.get())
    signed_in(client, officer)
    short = f"c {int(idea.reference[-4:])}"

    client.post(
        reverse("plans:add-clause"),
        {"kind": "measure", "title": "Un quai", "source": "contribution", "reference": short, "sentence": "Le quai."},
    )

    assert plan.clauses.get().working().sources.get().contribution == idea


def test_an_unknown_source_is_refused_with_an_example(client, officer, plan):
    signed_in(client, officer)
    typed = {"kind": "measure", "title": "Un quai", "source": "meeting", "reference": "la fabrique"}

    page = client.post(reverse("plans:add-clause"), typed)

    assert "Écrivez-la ainsi : R-2027-031." in page.text
    assert not plan.clauses.exists()


def test_what_is_cited_leaves_the_list_of_what_is_not(officer, plan, clause):
    consultation = plan.consultations.get()
    idea = ContributionFactory(published=True, consultation=consultation)
    point = SynthesisPointFactory(consultation=consultation)

    before = desk.unused(plan, clause, officer)
    newest = clause.working()
    revise_clause(
        clause, by=officer, base=newest, title=newest.title, text=newest.text, sources=[Fed("contribution", idea)]
    )
    after = desk.unused(plan, clause, officer)

    assert (before.contributions, before.points) == ([idea], [point])
    assert (after.contributions, after.points) == ([], [point])


def test_a_clause_never_loses_its_last_source(client, officer, clause):
    signed_in(client, officer)
    source = clause.working().sources.get()

    response = client.post(reverse("plans:uncite", args=[clause.reference, source.pk]))

    assert response.status_code == 409
    assert clause.working().sources.count() == 1


def test_a_contribution_that_is_not_published_cannot_be_cited(client, officer, clause):
    waiting = ContributionFactory()
    signed_in(client, officer)
    address = reverse("plans:cite", args=[clause.reference])

    response = client.get(address, {"nature": "contribution", "reference": waiting.reference})

    assert waiting.status == ContributionStatus.FILED
    assert response.status_code == 404


def test_the_initiative_of_the_authority_asks_for_one_sentence(client, officer, plan):
    signed_in(client, officer)
    new = {"kind": "section", "title": "Habiter", "text": "", "parent": "", "source": "authority", "reference": ""}

    refused = client.post(reverse("plans:add-clause"), {**new, "sentence": ""})
    accepted = client.post(reverse("plans:add-clause"), {**new, "sentence": "La loi le demande."})

    assert refused.status_code == 200
    assert "Dites en une phrase" in refused.text
    assert accepted.status_code == 302
    assert Clause.objects.get().working().sources.get().sentence == "La loi le demande."


def test_nothing_but_paragraphs_stands_under_a_measure(client, officer, plan, clause):
    signed_in(client, officer)
    new = {"title": "Autre", "text": "Un texte.", "parent": clause.reference, "source": "authority", "sentence": "Oui."}

    refused = client.post(reverse("plans:add-clause"), {**new, "kind": "measure"})
    accepted = client.post(reverse("plans:add-clause"), {**new, "kind": "paragraph"})

    assert "que des paragraphes" in refused.text
    assert accepted.status_code == 302


def test_a_clause_without_a_source_is_refused(officer, plan):
    with pytest.raises(Refused, match="d’où elle vient"):
        add_clause(plan, by=officer, kind="measure", title="Sans source", text="", sources=[])

    assert Clause.objects.count() == 0


def test_a_clause_moves_up_and_down_and_stops_at_the_ends(officer, plan):
    first, second = [clause_from(plan, by=officer, title=title) for title in ("Un", "Deux")]

    moved = move_clause(second, by=officer, way="up")
    stopped = move_clause(second, by=officer, way="up")

    assert (moved, stopped) == (True, False)
    assert [placed.clause for placed in working_outline(plan)] == [second, first]


def test_a_clause_is_taken_out_with_its_reason_and_stays_readable(client, officer, clause):
    signed_in(client, officer)

    refused = client.post(reverse("plans:close-clause", args=[clause.reference]), {"reason": ""})
    client.post(reverse("plans:close-clause", args=[clause.reference]), {"reason": "Hors compétence."})

    assert refused.status_code == 200
    assert clause.working().is_closed
    assert "Hors compétence." in client.get(reverse("plans:clause-history", args=[clause.reference])).text


def test_a_clause_taken_out_is_written_no_more(officer, clause):
    base = clause.working()
    close_clause(clause, by=officer, reason="Doublon.")

    with pytest.raises(Refused, match="retirée du plan"):
        revise_clause(clause, by=officer, base=base, title=base.title, text="Trop tard.")

    assert clause.revisions.count() == 2


def test_a_clause_that_holds_others_is_not_taken_out(officer, plan, clause):
    clause_from(plan, by=officer, kind="paragraph", parent=clause)

    with pytest.raises(Refused, match="D’autres clauses"):
        close_clause(clause, by=officer, reason="Doublon.")


def test_a_reply_that_cites_rewritten_words_is_to_be_read_again(officer, plan, clause):
    idea = ContributionFactory(published=True, consultation=plan.consultations.get())
    reply = write_reply(idea, plan=plan, by=officer, outcome="retenue", reason="Oui.", clauses=[clause])
    base = clause.working()

    revise_clause(clause, by=officer, base=base, title=base.title, text="D’autres mots.")

    reply.refresh_from_db()
    assert reply.status == ReplyStatus.TO_REVIEW


def test_the_outline_marks_what_changed_since_the_last_version(officer, plan, clause):
    version_of(plan, by=officer, submitted=False)
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title=base.title, text="D’autres mots.")

    outline, placed = desk.outline_around(plan, clause)

    assert outline[0].has_changed
    assert placed[clause.pk].revision.text == "D’autres mots."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("one", "other", "expected"), [("un mois", "un mois", 2), ("six ans", "neuf ans", 1)])
def test_two_people_save_the_same_clause_at_once(one, other, expected):
    plan = PlanFactory()
    clause = clause_from(plan, text=TEXT)
    base = clause.working()
    together = Barrier(2)

    def save(words):
        together.wait()
        try:
            text = TEXT.replace("trois ans", words)
            return revise_clause(clause, by=base.author, base=base, title=base.title, text=text)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        saved = list(pool.map(save, [one, other]))

    assert sum(result.revision is not None for result in saved) == expected
    assert Revision.objects.filter(clause=clause).count() == 1 + expected


@pytest.mark.parametrize("size", [3, 30])
def test_the_desk_asks_as_much_whatever_the_size_of_the_plan(
    client, officer, plan, size, django_assert_max_num_queries
):
    consultation = plan.consultations.get()
    clauses = [clause_from(plan, by=officer) for __ in range(size)]
    for __ in range(size):
        ContributionFactory(published=True, consultation=consultation)
    signed_in(client, officer)

    with django_assert_max_num_queries(81):
        client.get(reverse("plans:drafting-clause", args=[clauses[0].reference]))
        client.get(reverse("plans:drafting"))
