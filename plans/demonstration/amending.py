"""Amendments to the second version: filed, advised on, decided or waiting, two of them on the same words."""

from itertools import cycle

from plans import actions
from plans.demonstration.corpus import Story, read
from plans.demonstration.review import speaker
from plans.demonstration.writing import answer_again
from plans.models import Advice, AmendmentStatus, Pin

# They carry what an organisation asked for when nobody has an account to speak for it.
CARRIERS = ["swann_hypothese", "yael_brouillon", "morgan_canevas", "eden_echantillon"]
DECIDERS = {"comite_pilotage": "comité de pilotage"}
OUTCOMES = {
    "accepte": AmendmentStatus.ACCEPTED,
    "accepte_avec_modification": AmendmentStatus.ACCEPTED_MODIFIED,
    "refuse": AmendmentStatus.REFUSED,
}
ADVICE = {
    AmendmentStatus.ACCEPTED: Advice.ACCEPT,
    AmendmentStatus.ACCEPTED_MODIFIED: Advice.ACCEPT_MODIFIED,
    AmendmentStatus.REFUSED: Advice.REFUSE,
}


def amend_and_decide(story: Story) -> None:
    carriers = cycle(CARRIERS)
    filed = []
    for item in sorted(read("review")["amendments"], key=lambda one: -one["filed_days_ago"]):
        by, invitation = speaker(story, item, carriers)
        filed.append((item, _file(story, item, by, invitation), by))
    for item, amendment, by in sorted(filed, key=lambda one: -(one[0]["decided_days_ago"] or 0)):
        if item["status"] == "retire":
            with story.standing(-item["decided_days_ago"], 11):
                actions.withdraw_amendment(amendment, by=by, reason=story.mend(item["decision_reason"]))
        elif item["status"] in OUTCOMES:
            _decide(story, item, amendment)
    with story.standing(-1, 18):
        answer_again(story)


def _file(story: Story, item, by, invitation):
    clause = story.clauses[item["clause"]]
    revision = Pin.objects.select_related("revision").get(version=story.version, clause=clause).revision
    text = revision.text.replace(story.mend(item["replaces"]), story.mend(item["text"]))
    with story.standing(-item["filed_days_ago"], 10):
        draft = actions.reword(story.version, clause, by=by, title=revision.title, text=text)
        return actions.file_amendment(draft, by=by, reasons=story.mend(item["reasons"]), invitation=invitation)


def _decide(story: Story, item, amendment) -> None:
    outcome, reason = OUTCOMES[item["status"]], story.mend(item["decision_reason"])
    words = None
    if item["final_text"]:
        rewording = amendment.rewordings.get()
        final = rewording.text.replace(story.mend(item["text"]), story.mend(item["final_text"]))
        words = {rewording.clause_id: (rewording.title, final)}
    with story.standing(-item["decided_days_ago"], 9):
        actions.advise(amendment, by=story.officer, advice=ADVICE[outcome], advice_text=reason)
    with story.standing(-item["decided_days_ago"], 17):
        decider = item["decider"]
        named = DECIDERS.get(decider.get("body")) or f"{story.people[decider['elected']].name}, par délégation"
        actions.decide([amendment], by=story.officer, outcome=outcome, decider=named, decision=reason, words=words)
