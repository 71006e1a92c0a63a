"""Nobody overwrites anybody: drafts, presence, disagreements, restored revisions, and twenty people at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from actors.signals import person_erased
from essportal import clock
from essportal.errors import Refused
from plans.actions import (
    Fed,
    close_clause,
    close_disagreement,
    keep_draft,
    note_position,
    open_disagreement,
    restore_revision,
    revise_clause,
    see,
)
from plans.exports import personal_data
from plans.models import ClauseDraft, Disagreement, Presence, Revision
from plans.selectors.sheets import completeness
from tests.factories import ContributionFactory, OrganisationFactory, PersonFactory, PlanFactory, clause_from

TEXT = "Les locaux vacants leur sont proposés.\n\nLe bail dure trois ans.\n\nUn comité se réunit chaque année."
HOSTILE = "<script>alert(1)</script> **<img src=x onerror=alert(1)>** [ici](javascript:alert(1))"


@pytest.fixture
def clause(db, officer):
    return clause_from(PlanFactory(), by=officer, text=TEXT)


@pytest.fixture
def colleague(db):
    return PersonFactory(name="Dominique Fictif", post="ess_team")


def desk_of(client, person):
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def at_work(client, officer):
    return desk_of(client, officer)


def page(clause, name="drafting-clause", *more):
    return reverse(f"plans:{name}", args=[clause.reference, *more])


def typed(clause, text, **more):
    newest = clause.working()
    return {"base": newest.pk, "title": newest.title, "text": text, "reason": "", **more}


def autosave(client, clause, text, **more):
    return client.post(page(clause, "keep-draft"), typed(clause, text, **more), headers={"X-Autosave": "1"})


def test_what_is_typed_is_a_draft_and_not_a_revision(at_work, officer, clause):
    answer = autosave(at_work, clause, "À moitié écr").json()

    assert answer["is_draft"]
    assert "À moitié écr" in answer["html"]
    assert clause.revisions.count() == 1
    assert ClauseDraft.objects.get().person == officer


def test_a_draft_is_offered_again_taken_up_and_gone_once_saved(at_work, clause):
    autosave(at_work, clause, "Six ans.", reason="Demandé.")

    offered = at_work.get(page(clause)).text
    taken_up = at_work.get(page(clause), {"brouillon": "1"})
    at_work.post(page(clause), {**taken_up.context["form"].initial})

    assert "que vous n’avez pas enregistré" in offered
    assert "Six ans." not in offered
    assert "Six ans." in taken_up.text
    assert (clause.working().text, clause.working().reason) == ("Six ans.", "Demandé.")
    assert not ClauseDraft.objects.exists()


def test_a_draft_written_on_an_older_text_is_merged_when_saved(at_work, colleague, clause):
    autosave(at_work, clause, TEXT.replace("chaque année", "chaque mois"))
    base = clause.working()
    revise_clause(clause, by=colleague, base=base, title=base.title, text=TEXT.replace("trois ans", "six ans"))

    at_work.post(page(clause), at_work.get(page(clause), {"brouillon": "1"}).context["form"].initial)

    assert "six ans" in clause.working().text
    assert "chaque mois" in clause.working().text


def test_a_draft_is_read_by_its_author_only(client, officer, colleague, clause):
    autosave(desk_of(client, officer), clause, "Un secret de fabrique.")

    theirs = desk_of(client, colleague)

    for address in (page(clause), f"{page(clause)}?brouillon=1", page(clause, "clause-history")):
        assert "secret de fabrique" not in theirs.get(address).text
    theirs.post(page(clause, "drop-draft"))
    assert ClauseDraft.objects.count() == 1


def test_a_draft_that_says_what_the_text_says_is_none(at_work, clause):
    autosave(at_work, clause, "Autre.")
    answer = autosave(at_work, clause, TEXT)

    assert not answer.json()["is_draft"]
    assert not ClauseDraft.objects.exists()


def test_a_draft_without_script_is_kept_by_a_button_and_dropped_by_another(at_work, clause):
    kept = at_work.post(page(clause, "keep-draft"), typed(clause, "Autre."), follow=True)
    dropped = at_work.post(page(clause, "drop-draft"), follow=True)

    assert "vous seul le voyez" in kept.text
    assert "abandonné" in dropped.text


def test_citing_a_source_or_saving_the_sheet_leaves_the_draft(at_work, officer, clause):
    autosave(at_work, clause, "À moitié.")
    newest = clause.working()
    idea = ContributionFactory(published=True)

    revise_clause(
        clause, by=officer, base=newest, title=newest.title, text=newest.text, sources=[Fed("contribution", idea)]
    )

    assert ClauseDraft.objects.get().text == "À moitié."


def test_what_collides_is_a_draft_until_it_is_settled(at_work, colleague, clause):
    base = clause.working()
    revise_clause(clause, by=colleague, base=base, title=base.title, text=TEXT.replace("trois ans", "neuf ans"))

    response = at_work.post(page(clause), {**typed(clause, TEXT.replace("trois ans", "un an")), "base": base.pk})

    assert response.status_code == 409
    assert "Le bail dure un an." in ClauseDraft.objects.get().text
    assert "Le texte de départ" in response.text
    assert "Le bail dure trois ans." in response.text


def test_a_text_saved_on_a_clause_that_was_taken_out_is_a_draft(at_work, colleague, clause):
    sent = typed(clause, "Ce que j’écrivais.")
    close_clause(clause, by=colleague, reason="Doublon.")

    assert at_work.post(page(clause), sent).status_code == 409
    assert "Ce que j’écrivais." in at_work.get(page(clause)).text


def test_a_session_that_ended_gives_back_what_was_typed(client, clause):
    response = client.post(page(clause), typed(clause, "Ce que j’écrivais avant la pause."))

    assert response.status_code == 403
    assert "Ce que j’écrivais avant la pause." in response.text


def test_hostile_words_are_only_words(at_work, colleague, clause):
    html = autosave(at_work, clause, HOSTILE).json()["html"]
    opened = open_disagreement(clause, by=colleague, subject=HOSTILE[:200], text=HOSTILE, holder=HOSTILE[:150])
    base = clause.working()
    revise_clause(clause, by=colleague, base=base, title=base.title, text=f"{HOSTILE} un")
    collided = at_work.post(page(clause), {**typed(clause, f"{HOSTILE} deux"), "base": base.pk}).text
    pages = [
        at_work.get(page(clause, "disagreement", opened.pk)).text,
        at_work.get(page(clause, "clause-history")).text,
        at_work.get(page(clause, "split-clause")).text,
        at_work.get(page(clause)).text,
    ]

    for text in [html, collided, *pages]:
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text


def test_those_who_are_on_the_clause_are_named_and_forgotten_when_they_leave(at_work, officer, colleague, clause):
    see(clause, by=colleague)

    here = at_work.post(page(clause, "presence")).json()
    shown = at_work.get(page(clause)).text
    Presence.objects.filter(person=colleague).update(seen_at=clock.now() - timedelta(minutes=5))
    left = at_work.post(page(clause, "presence")).json()

    assert here["others"] == "Dominique Fictif est aussi sur cette clause."
    assert here["others"] in shown
    assert left["others"] == ""
    assert here["newest"] == clause.working().pk


def test_opening_a_page_marks_nobody_present(at_work, clause):
    at_work.get(page(clause))

    assert not Presence.objects.exists()


def test_an_erased_person_leaves_neither_draft_nor_presence(officer, clause):
    keep_draft(clause, by=officer, base=clause.working(), title="", text="Rien.")
    see(clause, by=officer)
    exported = personal_data(officer)

    person_erased.send(sender=None, person=officer, by=officer)

    assert exported["brouillons_de_clauses"][0]["texte"] == "Rien."
    assert not ClauseDraft.objects.exists()
    assert not Presence.objects.exists()


def test_a_disagreement_says_who_holds_what_until_it_is_closed_with_a_reason(at_work, clause):
    network = OrganisationFactory(name="Le Réseau")
    sent = {"subject": "La durée des baux", "text": "Neuf ans.", "organisation": network.pk}

    at_work.post(page(clause, "open-disagreement"), sent)
    opened = Disagreement.objects.get()
    at_work.post(page(clause, "disagreement", opened.pk), {"text": "Trois ans.", "holder": "Direction du patrimoine"})
    shown = at_work.get(page(clause)).text
    outline = at_work.get(reverse("plans:drafting")).text
    refused = at_work.post(page(clause, "close-disagreement", opened.pk), {"conclusion": ""})
    at_work.post(page(clause, "close-disagreement", opened.pk), {"conclusion": "Six ans, au comité de mai."})

    assert "Le Réseau" in shown
    assert "Direction du patrimoine" in shown
    assert "désaccord ouvert" in outline
    assert refused.status_code == 200
    assert "Six ans, au comité de mai." in at_work.get(page(clause)).text
    assert "désaccord ouvert" not in at_work.get(reverse("plans:drafting")).text


def test_a_position_without_a_holder_is_refused(at_work, clause):
    response = at_work.post(page(clause, "open-disagreement"), {"subject": "Les baux", "text": "Neuf ans."})

    assert "Dites qui soutient cette position." in response.text
    assert not Disagreement.objects.exists()


def test_a_closed_disagreement_takes_no_more_positions_and_never_closes_without_words(officer, clause):
    opened = open_disagreement(clause, by=officer, subject="Les baux", text="Neuf ans.", holder="Le collège")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disagreement.objects.update(closed_at=clock.now(), closed_by=officer)
    close_disagreement(opened, by=officer, conclusion="Six ans.")

    with pytest.raises(Refused, match="déjà clos"):
        note_position(opened, by=officer, text="Dix ans.", holder="Un autre")


def test_an_old_revision_comes_back_as_a_new_one(at_work, officer, clause):
    first = clause.working()
    revise_clause(
        clause, by=officer, base=first, title="Autre titre", text="Un autre texte.", sheet={"publics": "Tous"}
    )
    address = page(clause, "restore-revision", 1)

    asked = at_work.get(address)
    at_work.post(address, {"base": clause.working().pk, "reason": "Plus clair."})

    newest = clause.working()
    assert "Un autre texte" in asked.text
    assert (newest.number, newest.text, newest.title, newest.sheet) == (3, TEXT, first.title, {})
    assert newest.sources.count() == 1
    assert "Plus clair." in at_work.get(page(clause, "clause-history")).text


def test_a_revision_is_not_restored_over_a_text_nobody_compared_it_with(officer, clause):
    first = clause.working()
    revise_clause(clause, by=officer, base=first, title="T", text="Entre-temps.")

    with pytest.raises(Refused, match="a changé pendant"):
        restore_revision(first, by=officer, base=first, reason="Trop tard.")


def test_a_clause_taken_out_comes_back_by_its_history(officer, clause):
    close_clause(clause, by=officer, reason="Doublon.")

    restore_revision(clause.revisions.first(), by=officer, base=clause.working(), reason="Pas un doublon.")

    assert not clause.working().is_closed


def test_the_history_says_what_changed_besides_the_words(at_work, officer, clause):
    base = clause.working()
    revise_clause(clause, by=officer, base=base, title="Un quai", text=base.text, sheet={"publics": "Tous"})

    history = at_work.get(page(clause, "clause-history")).text

    assert "Fiche modifiée\u00a0: publics." in history
    assert re.search(r"<ins[^>]*>.*quai", history, re.DOTALL)


def test_a_sheet_says_what_it_lacks():
    found = completeness({"plain": "Un quai.", "lead": {"id": 1, "name": "Voirie"}, "partners": []})

    assert (found.filled, found.total) == (2, 17)
    assert "Partenaires" in found.missing


WORDS = [f"mot{rank}" for rank in range(20)]


def together(save):
    start = Barrier(len(WORDS))

    def one(word):
        start.wait()
        try:
            return save(word)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(WORDS)) as pool:
        return list(pool.map(one, WORDS))


@pytest.mark.django_db(transaction=True)
def test_twenty_people_save_the_same_clause_at_once_and_every_word_is_somewhere():
    """Ten add a paragraph each, ten change the same words: in the text, or in a collision that its author reads."""
    clause = clause_from(PlanFactory(), text=TEXT)
    base = clause.working()

    def save(word):
        text = f"{TEXT}\n\nAinsi {word}." if int(word[3:]) % 2 else TEXT.replace("trois ans", f"{word} ans")
        return revise_clause(clause, by=base.author, base=base, title=base.title, text=text)

    saved = together(save)

    text = clause.working().text
    reported = {word for word, one in zip(WORDS, saved, strict=True) for c in one.merge.conflicts if word in c.theirs}
    assert {word for word in WORDS if word not in re.findall(r"mot\d+", text)} == reported
    assert len(reported) == 9
    numbers = list(Revision.objects.filter(clause=clause).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 13))


@pytest.mark.django_db(transaction=True)
def test_the_last_writer_alone_would_lose_nineteen_of_twenty():
    """The naive twin: the same twenty, each writing over what is there."""
    clause = clause_from(PlanFactory(), text=TEXT)
    draft = keep_draft(clause, by=clause.working().author, base=clause.working(), title="", text="Rien.")

    together(lambda word: ClauseDraft.objects.filter(pk=draft.pk).update(text=f"{TEXT}\n\nAinsi {word}."))

    draft.refresh_from_db()
    assert len(re.findall(r"mot\d+", draft.text)) == 1
