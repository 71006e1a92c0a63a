"""The review of the second version, under way: remarks, opinions, what the vice-president has read."""

from itertools import cycle

from plans import actions
from plans.demonstration.corpus import Story, read
from plans.models import OpinionKind, Pin

# Elected members speak here; in the corpus, others did as well, and an elected member carries their remark.
CARRIERS = ["swann_hypothese", "yael_brouillon", "andrea_esquisse", "morgan_canevas", "eden_echantillon"]
OPINIONS = [
    ("andrea_esquisse", 2),
    ("swann_hypothese", 4),
    ("yael_brouillon", 5),
    ("ange_figurine", 7),
]
KINDS = {"favorable_avec_reserves": OpinionKind.RESERVED}
READ_BY_THE_VICE_PRESIDENT = 12


def read_and_answer(story: Story) -> None:
    corpus = read("review")
    carriers = cycle(CARRIERS)
    for item in corpus["remarks"]:
        by = story.people[item["by"].get("elected") or next(carriers)]
        with story.standing(-item["days_ago"], 14):
            remark = actions.leave_remark(
                story.version, story.clauses[item["clause"]], by=by, text=story.mend(item["text"])
            )
        if item["answer"]:
            with story.standing(-item["days_ago"] + 1, 8):
                actions.answer_remark(remark, by=story.officer, answer=story.mend(item["answer"]))
    for key, place in OPINIONS:
        opinion = corpus["opinions"][place]
        with story.standing(-opinion["days_ago"], 16):
            kind = KINDS.get(opinion["kind"], opinion["kind"])
            actions.give_opinion(story.version, by=story.people[key], kind=kind, text=story.mend(opinion["text"]))
    _read_some(story)


def _read_some(story):
    with story.standing(-1, 20):
        pins = Pin.objects.filter(version=story.version, revision__kind="measure").order_by("position")
        for pin in pins.select_related("clause")[:READ_BY_THE_VICE_PRESIDENT]:
            actions.mark_read(story.version, pin.clause, by=story.people["alix_modele"])
