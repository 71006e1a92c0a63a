"""Whatever people do to the plan, in whatever order: every seal verifies, no source goes, and no word typed is lost."""

import re
from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from actors.actions import erase_person
from consultations.actions import withdraw_contribution
from essportal.errors import Refused
from plans import actions, sealing
from plans.actions import Fed
from plans.actions.clauses import again
from plans.drafting import Merge, cut
from plans.models import Amendment, Source, Version, VersionStatus
from plans.selectors import gate
from plans.selectors.amending import Verdict, carried
from tests.factories import ContributionFactory, PersonFactory, PlanFactory, clause_from

OPENING = "Le comité se réunit deux fois par an.\n\nIl publie ses avis.\n\nIl invite les réseaux."
MARK = re.compile(r"mot\d+")


class PlanMachine(RuleBasedStateMachine):
    """Each person types words that nobody else types: they are followed through saves, moves, amendments, versions."""

    clauses = Bundle("clauses")

    def __init__(self):
        super().__init__()
        self._undone_at_the_end = transaction.atomic()
        self._undone_at_the_end.__enter__()
        self.typed = self.typed_at_the_last_freeze = 0
        self.kept = defaultdict(set)  # the words that the working text of a clause must hold
        self.fed = defaultdict(set)  # the contributions that it must cite
        self.seals = {}

    def teardown(self):
        transaction.set_rollback(True)
        self._undone_at_the_end.__exit__(None, None, None)

    @initialize(target=clauses)
    def a_plan_opens(self):
        self.plan = PlanFactory()
        self.officer = PersonFactory(post="ess_team")
        self.elected = PersonFactory(mandate="conseillère communautaire")
        consultation = self.plan.consultations.get()
        self.contributions = [
            ContributionFactory(published=True, consultation=consultation, author=PersonFactory()) for __ in range(3)
        ]
        return self.write_a_clause(0)

    def word(self) -> str:
        self.typed += 1
        return f"mot{self.typed}"

    def rewritten(self, text: str, place: int, word: str) -> str:
        """The text with a word typed in the place of one that nobody typed here, else in a sentence at the end."""
        paragraphs = text.split("\n\n")
        paragraph = paragraphs[place % len(paragraphs)]
        theirs = re.search(r"(?<= )(?!mot|Ajout)\w+", paragraph) if place < len(paragraphs) else None
        if theirs:
            paragraphs[place] = paragraph[: theirs.start()] + word + paragraph[theirs.end() :]
        else:
            paragraphs[-1] += f" Ajout {word}."
        return "\n\n".join(paragraphs)

    @rule(target=clauses, place=st.integers(0, 2))
    def another_clause(self, place):
        return self.write_a_clause(place)

    def write_a_clause(self, place):
        source = self.contributions[place]
        clause = clause_from(
            self.plan, by=self.officer, title="Gouverner", text=OPENING, sources=[Fed("contribution", source)]
        )
        self.fed[clause.pk].add(source.pk)
        return clause

    @rule(clause=clauses, late=st.integers(0, 3), place=st.integers(0, 3))
    def save_on_an_older_text(self, clause, late, place):
        """The text on which it was written may be several saves old."""
        self.save(clause, list(clause.revisions.order_by("-number")[: late + 1])[-1], place)

    @rule(clause=clauses, places=st.tuples(st.integers(0, 3), st.integers(0, 3)))
    def two_people_save_what_they_read_together(self, clause, places):
        base = clause.working()
        for place in places:
            self.save(clause, base, place)

    def save(self, clause, base, place):
        word = self.word()
        text = self.rewritten(base.text, place, word)
        if clause.working().is_closed:
            with pytest.raises(Refused), transaction.atomic():
                actions.revise_clause(clause, by=self.officer, base=base, title=base.title, text=text)
            return
        saved = actions.revise_clause(clause, by=self.officer, base=base, title=base.title, text=text)
        if saved.revision:
            self.kept[clause.pk].add(word)
        else:
            assert any(word in conflict.theirs for conflict in saved.merge.conflicts), "a word typed is shown"

    @rule(clause=clauses, way=st.sampled_from(["up", "down"]))
    def move(self, clause, way):
        if not clause.working().is_closed:
            actions.move_clause(clause, by=self.officer, way=way)

    @rule(target=clauses, clause=clauses, rank=st.integers(0, 5))
    def split(self, clause, rank):
        """Each word is on one side of the cut; both sides come from all that the clause came from."""
        working = clause.working()
        pieces = cut(working.text)[1:]
        if working.is_closed or not pieces:
            return multiple()
        place = pieces[rank % len(pieces)].start
        second = actions.split_clause(clause, by=self.officer, base=working, place=place, title="Suite")
        gone = set(MARK.findall(second.working().text)) & self.kept[clause.pk]
        self.kept[second.pk], self.kept[clause.pk] = gone, self.kept[clause.pk] - gone
        self.fed[second.pk] = set(self.fed[clause.pk])
        return second

    @rule(first=clauses, second=clauses)
    def join(self, first, second):
        bases = first.working(), second.working()
        if first.pk == second.pk or any(base.is_closed for base in bases):
            return
        text = "\n\n".join(base.text for base in bases)
        actions.join_clauses(first, second, by=self.officer, bases=bases, title=bases[0].title, text=text)
        self.kept[first.pk] |= self.kept.pop(second.pk, set())
        self.fed[first.pk] |= self.fed[second.pk]

    @rule(clause=clauses, place=st.integers(0, 2))
    def cite_another(self, clause, place):
        working, source = clause.working(), self.contributions[place]
        if working.is_closed:
            return
        sources = [fed for fed in again(working) if fed.contribution != source]
        saved = actions.revise_clause(
            clause,
            by=self.officer,
            base=working,
            title=working.title,
            text=working.text,
            sources=[*sources, Fed("contribution", source)],
        )
        assert saved.revision
        self.fed[clause.pk].add(source.pk)

    @precondition(lambda self: self.typed > self.typed_at_the_last_freeze)
    @rule()
    def freeze_and_submit(self):
        """Every contribution that waits for a reply gets one first, else the gate refuses."""
        self.typed_at_the_last_freeze = self.typed
        version = actions.freeze_version(self.plan, by=self.officer, note="Au point.")
        if missing := gate.missing(self.plan):
            with pytest.raises(Refused), transaction.atomic():
                self.submit(version)
            for contribution in missing:
                actions.write_reply(
                    contribution, plan=self.plan, by=self.officer, outcome="non_retenue", reason="Dit plus tard."
                )
            version = actions.freeze_version(self.plan, by=self.officer, note="Avec les réponses.")
        self.submit(version)
        self.seals[version.pk] = version.seal

    def submit(self, version):
        closes_on = version.frozen_at.date().replace(year=version.frozen_at.year + 1, day=1)
        actions.submit_version(version, by=self.officer, closes_on=closes_on)

    def in_review(self):
        return Version.objects.filter(status=VersionStatus.IN_REVIEW).first()

    @precondition(lambda self: self.in_review())
    @rule(rank=st.integers(0, 5), place=st.integers(0, 3))
    def amend(self, rank, place):
        version = self.in_review()
        pins = list(version.pins.select_related("clause", "revision"))
        pin = pins[rank % len(pins)]
        text = self.rewritten(pin.revision.text, place, self.word())
        draft = actions.reword(version, pin.clause, by=self.elected, title=pin.revision.title, text=text)
        actions.file_amendment(draft, by=self.elected, reasons="Il le faut.")

    @precondition(lambda self: Amendment.objects.pending().exists())
    @rule(is_taken=st.booleans())
    def decide(self, is_taken):
        """A collision is refused, then decided with a text that unites both: the words of each are there."""
        amendment = Amendment.objects.pending().first()
        asked = set(MARK.findall(amendment.rewordings.get().text))
        clause = carried(amendment)[0].working.clause  # where its words live today
        said = {"by": self.officer, "decider": "Le bureau", "decision": "Dit en séance."}
        if not is_taken:
            actions.decide([amendment], outcome="refused", **said)
            return
        if carried(amendment)[0].verdict == Verdict.COLLISION:
            with pytest.raises(Refused), transaction.atomic():
                actions.decide([amendment], outcome="accepted", **said)
            working = clause.working()
            united = f"{working.text} {' '.join(sorted(asked))}"
            words = {amendment.rewordings.get().clause_id: (working.title, united)}
            actions.decide([amendment], outcome="accepted_modified", words=words, **said)
        else:
            actions.decide([amendment], outcome="accepted", **said)
        self.kept[clause.pk] |= asked
        assert clause.working().sources.filter(amendment=amendment).exists()

    @precondition(lambda self: self.seals)
    @rule(place=st.integers(0, 2))
    def withdraw_a_contribution(self, place):
        contribution = self.contributions[place]
        contribution.refresh_from_db()
        if contribution.status == "published":
            withdraw_contribution(contribution, by=contribution.author)

    @precondition(lambda self: self.seals)
    @rule(place=st.integers(0, 2))
    def erase_a_person(self, place):
        author = self.contributions[place].author
        author.refresh_from_db()
        if not author.erased_at:
            erase_person(author, by=author)

    @invariant()
    def every_word_is_in_the_text(self):
        for clause in self.plan_clauses():
            here = set(MARK.findall(clause.working().text))
            assert self.kept[clause.pk] <= here, "words typed and saved left the text"

    @invariant()
    def no_source_is_lost(self):
        for clause in self.plan_clauses():
            cited = Source.objects.filter(revision=clause.working()).values_list("contribution", flat=True)
            assert self.fed[clause.pk] <= set(cited)

    @invariant()
    def every_seal_verifies(self):
        assert sealing.verify_chain() == []
        assert dict(Version.objects.filter(pk__in=self.seals).values_list("pk", "seal")) == self.seals

    @invariant()
    def every_amendment_has_a_verdict(self):
        for amendment in Amendment.objects.pending():
            assert [line.verdict for line in carried(amendment)]

    def plan_clauses(self):
        return self.plan.clauses.all() if hasattr(self, "plan") else []


def run(**asked):
    given = {
        "max_examples": 12,
        "stateful_step_count": 25,
        "deadline": None,
        "suppress_health_check": list(HealthCheck),
    }
    run_state_machine_as_test(PlanMachine, settings=settings(**(given | asked)))


@pytest.mark.django_db
def test_no_word_no_source_and_no_seal_is_lost_whatever_people_do():
    run()


@pytest.mark.django_db
def test_the_last_who_saves_would_lose_words(monkeypatch):
    """The naive rival, through the same machine: what was saved meanwhile is gone."""
    monkeypatch.setattr("plans.actions.clauses.merge", lambda base, newest, mine: Merge(mine))
    with pytest.raises(AssertionError, match="words typed and saved left the text"):
        run(max_examples=40, phases=[Phase.generate])
