"""The previous plan: frozen three times, voted once, and the first links of the chain of seals."""

from datetime import date

from essportal import clock
from plans import actions
from plans.demonstration.corpus import Story, at, read
from plans.demonstration.sheets import previous_sheet
from plans.models import ClauseKind, DeliberationOutcome

# What the first two versions did not say yet: the last sentence of these measures, and the title of two.
SHORTER = ["p02", "p07", "p14", "p20", "p24"]
FORMER_TITLES = {"p12": "Des ateliers pour réparer soi-même", "p19": "Une réserve de trésorerie"}
WHY = "Le plan 2024–2026 est une initiative de la collectivité, préparée avec les réseaux du territoire."


def tell(story: Story) -> None:
    corpus = read("previous_plan")
    about = corpus["plan"]
    with clock.standing_at(at(date(2023, 11, 20))):
        plan = actions.open_plan(
            by=story.officer,
            slug="plan-2024-2026",
            title=about["title"],
            starts_on=date.fromisoformat(about["start"]),
            ends_on=date.fromisoformat(about["end"]),
        )
        clauses = {}
        for item in [*corpus["axes"], *corpus["objectives"], *corpus["measures"]]:
            clauses[item["key"]] = _add(story, plan, item, clauses)
    with clock.standing_at(at(date(2023, 12, 4))):
        actions.freeze_version(plan, by=story.officer, note="Première écriture, pour le comité de pilotage.")
    _complete(story, clauses, corpus["measures"])
    _vote(story, plan)


def _add(story, plan, item, clauses):
    text = item.get("text", "")
    return actions.add_clause(
        plan,
        by=story.officer,
        kind=ClauseKind.MEASURE if item["kind"] == "measure" else ClauseKind.SECTION,
        title=FORMER_TITLES.get(item["key"], item["title"]),
        text=_without_last_sentence(text) if item["key"] in SHORTER else text,
        parent=clauses.get(item.get("parent")),
        sources=[actions.Fed("authority", sentence=WHY)],
        sheet=previous_sheet(story, item) if item["kind"] == "measure" else None,
    )


def _without_last_sentence(text: str) -> str:
    return text[: text.rstrip(".").rindex(". ") + 1]


def _complete(story, clauses, measures):
    """The second version completes some texts, the third gives two measures their name."""
    with clock.standing_at(at(date(2023, 12, 18))):
        for item in measures:
            if item["key"] in SHORTER:
                _revise(story, clauses[item["key"]], text=item["text"], reason="Complété après le comité de suivi.")
        plan = clauses["p01"].plan
        actions.freeze_version(plan, by=story.officer, note="Textes complétés après le comité de suivi.")
    with clock.standing_at(at(date(2024, 1, 12))):
        for item in measures:
            if item["key"] in FORMER_TITLES:
                _revise(story, clauses[item["key"]], title=item["title"], reason="Titre choisi par les réseaux.")


def _revise(story, clause, *, reason, **changes):
    base = clause.working()
    words = {"title": base.title, "text": base.text, **changes}
    actions.revise_clause(clause, by=story.officer, base=base, reason=reason, **words)


def _vote(story, plan):
    vote = read("review")["previous_deliberation"]
    secretary = story.people["ines_registre"]
    with clock.standing_at(at(date(2024, 1, 15))):
        version = actions.freeze_version(plan, by=story.officer, note="Version soumise à la relecture et au vote.")
        version = actions.submit_version(version, by=story.officer, closes_on=date(2024, 2, 9))
    with clock.standing_at(at(date(2024, 2, 10))):
        version = actions.close_review(version, by=story.officer)
        version = actions.send_to_council(version, by=story.officer)
    with clock.standing_at(at(date(2024, 2, 21), 16)):
        kept = ("number", "assembly", "object", "subject_code", "in_office", "present", "proxies", "voters")
        counted = ("votes_for", "votes_against", "abstentions", "not_taking_part")
        actions.record_deliberation(
            version,
            by=secretary,
            outcome=DeliberationOutcome.ADOPTED,
            session_on=date.fromisoformat(vote["session_date"]),
            rapporteur=f"{story.people[vote['rapporteur']].name}, {vote['rapporteur_mandate']}",
            transmitted_on=date.fromisoformat(vote["transmission_date"]),
            receipt_number=vote["prefect_receipt"],
            published_on=date.fromisoformat(vote["publication_date"]),
            **{name: vote[name] for name in (*kept, *counted)},
        )
