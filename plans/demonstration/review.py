"""The review of the second version, under way: who was invited, remarks, opinions, what the vice-president has read."""

from itertools import cycle

from plans import actions
from plans.demonstration.corpus import Story, read
from plans.models import OpinionKind, Pin
from plans.selectors.reviewing import invited_people

# Elected members carry what departments said, and organisations for which nobody has an account.
CARRIERS = ["swann_hypothese", "yael_brouillon", "andrea_esquisse", "morgan_canevas", "eden_echantillon"]
OPINIONS = [
    ("andrea_esquisse", 2),
    ("swann_hypothese", 4),
    ("yael_brouillon", 5),
    ("ange_figurine", 7),
]
KINDS = {"favorable_avec_reserves": OpinionKind.RESERVED}
READ_BY_THE_VICE_PRESIDENT = 12
INVITED_DAYS_AGO = 13


def invite(story: Story) -> None:
    """The organisations and the bodies that remark and amend below, where somebody may speak for them."""
    corpus = read("review")
    for item in [*corpus["amendments"], *corpus["remarks"]]:
        invited = _invited(story, item)
        if invited is not None:
            with story.standing(-INVITED_DAYS_AGO, 11):
                invitation = actions.invite_to_review(story.version, by=story.officer, invited=invited)
            if not invited_people(invitation):
                actions.take_invitation_back(invitation, by=story.officer)


def _invited(story: Story, item):
    said = item["by"]
    return story.organisations.get(said.get("org")) or story.bodies.get(said.get("body"))


def speaker(story: Story, item, carriers):
    """Who says it, and for whom: an official for themselves, somebody invited for their organisation or body."""
    if key := item["by"].get("elected"):
        return story.people[key], None
    invited = _invited(story, item)
    invitations = [one for one in story.version.invitations.all() if one.invited == invited]
    for invitation in invitations:
        return invited_people(invitation)[0], invitation
    return story.people[next(carriers)], None


def read_and_answer(story: Story) -> None:
    corpus = read("review")
    carriers = cycle(CARRIERS)
    for item in corpus["remarks"]:
        by, __ = speaker(story, item, carriers)
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
