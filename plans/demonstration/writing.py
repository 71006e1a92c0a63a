"""The plan 2027–2030: written, answered, frozen and submitted twice."""

from datetime import date, timedelta

from plans import actions
from plans.demonstration.corpus import Story, read
from plans.demonstration.listening import CUTOFF, FRAME
from plans.demonstration.sheets import sheet_of
from plans.models import ClauseKind, Outcome, Reply, ReplyStatus

FIRST_WRITTEN, FIRST_FROZEN, FIRST_CLOSED = -40, -30, -15
SECOND_WRITTEN, SECOND_FROZEN, SUBMITTED, CLOSES = -10, -8, -7, 27
OUTCOMES = {"retenue_en_partie": Outcome.IN_PART}
# A reply put off without a day of its own is looked at again at the yearly review that follows the vote.
LOOKED_AT_AGAIN = 470
NOT_YET = (
    "Votre contribution est lue et gardée : aucune mesure de cette première rédaction ne la reprend encore. "
    "Elle sera examinée pour la version suivante du plan, et cette réponse sera complétée."
)
TAKEN_AT_FIRST = "La mesure sur l’habitat partagé reprend votre demande dans cette première rédaction."
PREAMBLE = "Préambule écrit par l’équipe ESS à partir de la concertation."


def found_plan(story: Story) -> None:
    with story.standing(FRAME, 10):
        story.plan = actions.open_plan(
            by=story.officer,
            slug="plan-2027-2030",
            title=read("plan_outline")["plan"]["title"],
            starts_on=date(2027, 1, 1),
            ends_on=date(2030, 12, 31),
            cutoff_on=story.day(CUTOFF),
            consultations=[story.consultation],
            stages=[_stage(story, step) for step in read("consultation")["frame"]["calendar"]],
        )


def _stage(story, step):
    starts = story.day(story.relative(step["start"]))
    ends = story.day(story.relative(step["end"])) if step["end"] else starts + timedelta(days=365 * 4)
    return {"title": story.mend(step["step"]), "text": story.mend(step["text"]), "starts_on": starts, "ends_on": ends}


def write_first(story: Story) -> None:
    texts = read("plan_text")
    with story.standing(FIRST_WRITTEN, 9):
        for rank, text in enumerate(texts["preamble"], start=1):
            actions.add_clause(
                story.plan,
                by=story.officer,
                kind=ClauseKind.PARAGRAPH,
                title="",
                text=story.mend(text),
                rank=rank,
                sources=[actions.Fed("authority", sentence=PREAMBLE)],
            )
    for rank, item in enumerate(read("plan_outline")["clauses"], start=1):
        text = texts["clauses"][item["key"]]
        if text["text_v1"] is not None:
            with story.standing(FIRST_WRITTEN + rank // 8, 10, rank):
                _add(story, item, text, rank, first=True)


def _add(story, item, text, rank, *, first):
    budget = text.get("sheet", {}).get("budget_v1") if first else None
    story.clauses[item["key"]] = actions.add_clause(
        story.plan,
        by=story.people["dominique_fictif"],
        kind=ClauseKind.MEASURE if item["kind"] == "measure" else ClauseKind.SECTION,
        title=text.get("title_v1", item["title"]) if first else item["title"],
        text=story.mend(text["text_v1" if first else "text_v2"]),
        parent=story.clauses.get(item["parent"]),
        rank=rank * 10 + 100,
        sources=_sources(story, text, first=first),
        sheet=sheet_of(story, text["sheet"], budget=budget) if "sheet" in text else None,
        reason="" if first else story.mend(text["why_v2"]),
    )


def _sources(story, text, *, first) -> list:
    """The first writing could not cite the meetings held since, nor what made it change."""
    later = {"r05", "r06", "r07", *text.get("why_keys", [])} if first else set()
    kept = [source for source in text["sources"] if source["key"] not in later] or text["sources"]
    return [_fed(story, source) for source in kept]


def _fed(story, source):
    targets = {
        "contribution": ("contribution", story.contributions),
        "synthesis": ("point", story.points),
        "meeting": ("meeting", story.meetings),
    }
    sentence = story.mend(source["sentence"] or "")
    if source["kind"] not in targets:
        return actions.Fed("authority", role=source["role"], sentence=sentence)
    name, known = targets[source["kind"]]
    return actions.Fed(source["kind"], role=source["role"], sentence=sentence, **{name: known[source["key"]]})


def submit_first(story: Story) -> None:
    with story.standing(FIRST_FROZEN - 1, 15):
        for item in _answered():
            _answer_first(story, item)
    with story.standing(FIRST_FROZEN, 9):
        note = "Première rédaction complète, avec une réponse à chaque contribution reçue à temps."
        version = actions.freeze_version(story.plan, by=story.officer, note=note)
    with story.standing(FIRST_FROZEN, 11):
        version = actions.submit_version(version, by=story.officer, closes_on=story.day(FIRST_CLOSED))
    with story.standing(FIRST_CLOSED + 1, 9):
        actions.close_review(version, by=story.officer)


def _answered() -> list:
    return [item for item in read("contributions")["contributions"] if item["reply"]]


def _answer_first(story, item):
    reply = item["reply"]
    known = [key for key in reply["clauses"] if key in story.clauses]
    if "m22" in known:
        return _write(story, item, Outcome.TAKEN_UP, TAKEN_AT_FIRST, known)
    if reply["clauses"] and not known:
        return _write(story, item, Outcome.POSTPONED, NOT_YET, [], story.day(SECOND_FROZEN))
    return _answer(story, item, known)


def _answer(story, item, keys):
    reply = item["reply"]
    outcome = OUTCOMES.get(reply["outcome"], reply["outcome"])
    postponed_to = story.day(LOOKED_AT_AGAIN) if outcome == Outcome.POSTPONED else None
    return _write(story, item, outcome, story.mend(reply["reason"]), keys, postponed_to)


def _write(story, item, outcome, reason, keys, postponed_to=None):
    return actions.write_reply(
        story.contributions[item["key"]],
        plan=story.plan,
        by=story.officer,
        outcome=outcome,
        reason=reason,
        clauses=[story.clauses[key] for key in keys],
        postponed_to=postponed_to,
    )


def write_second(story: Story) -> None:
    texts = read("plan_text")["clauses"]
    for rank, item in enumerate(read("plan_outline")["clauses"], start=1):
        text, clause = texts[item["key"]], story.clauses.get(item["key"])
        with story.standing(SECOND_WRITTEN, 9, rank):
            if clause is None:
                _add(story, item, text, rank, first=False)
            elif text["text_v2"] is None:
                actions.close_clause(clause, by=story.people["dominique_fictif"], reason=story.mend(text["why_v2"]))
            else:
                _revise(story, clause, item, text)


def _revise(story, clause, item, text):
    base = clause.working()
    sources = _sources(story, text, first=False)
    sheet = sheet_of(story, text["sheet"]) if "sheet" in text else None
    words = {"title": item["title"], "text": story.mend(text["text_v2"])}
    same_words = (words["title"], words["text"]) == (base.title, base.text)
    if same_words and sheet in (None, base.sheet) and len(sources) == base.sources.count():
        return
    reason = story.mend(text["why_v2"] or "") or "Une rencontre tenue depuis est ajoutée aux sources."
    by = story.people["dominique_fictif"]
    actions.revise_clause(clause, by=by, base=base, sources=sources, sheet=sheet, reason=reason, **words)


def submit_second(story: Story) -> None:
    with story.standing(SECOND_FROZEN - 1, 15):
        added = {"m22", *(key for key, text in read("plan_text")["clauses"].items() if text["text_v1"] is None)}
        answer_again(story, added)
    with story.standing(SECOND_FROZEN, 9):
        note = "Rédaction revue après le comité de suivi : trois mesures ajoutées, une supprimée, cinq reformulées."
        version = actions.freeze_version(story.plan, by=story.officer, note=note)
    with story.standing(SUBMITTED, 9):
        story.version = actions.submit_version(version, by=story.officer, closes_on=story.day(CLOSES))


def answer_again(story, added: set[str] = frozenset()) -> None:
    """What cited a clause whose words moved, and what waited for a clause that exists now."""
    moved = set(
        Reply.objects.filter(plan=story.plan, status=ReplyStatus.TO_REVIEW).values_list("contribution", flat=True)
    )
    for item in _answered():
        if story.contributions[item["key"]].pk in moved or added & set(item["reply"]["clauses"]):
            _answer(story, item, item["reply"]["clauses"])
