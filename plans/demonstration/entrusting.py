"""A branch entrusted to those who repair and reuse: one proposal accepted, one returned, one that waits."""

from actors import actions as actors
from plans import actions
from plans.demonstration.corpus import Story, read

OPENED, CLOSES, PROPOSED, ANSWERED, LAST = -22, 20, -10, -9, -2


def entrust(story: Story) -> None:
    told = read("writing_group")
    with story.standing(OPENED, 9):
        speaker = story.people[told["speaker"]]
        network = story.organisations[told["network"]]
        actors.name_representative(
            speaker, network, by=story.officer, function="déléguée", starts_on=story.day(OPENED - 30)
        )
        named = [(story.people[key], story.organisations[key]) for key in told["named"]]
        story.group = actions.open_group(
            story.plan,
            by=story.officer,
            branch=story.clauses[told["branch"]],
            name=told["name"],
            purpose=told["purpose"],
            opens_on=story.day(OPENED),
            closes_on=story.day(CLOSES),
            named=[*named, (speaker, network)],
        )


def write_together(story: Story) -> None:
    """Between the second writing and its freeze: the version in review names the group."""
    told = read("writing_group")
    for item in (told["accepted"], told["returned"]):
        with story.standing(PROPOSED, 17):
            item["proposal"] = _rewrite(story, item)
    with story.standing(ANSWERED, 9, 30):
        actions.accept_proposal(told["accepted"]["proposal"], by=story.officer, answer=told["accepted"]["answer"])
        actions.return_proposal(told["returned"]["proposal"], by=story.officer, answer=told["returned"]["answer"])


def write_on(story: Story) -> None:
    told = read("writing_group")
    with story.standing(LAST, 10):
        item = told["waiting"]
        by = story.people[told["speaker"]]
        words = {name: item[name] for name in ("kind", "title", "text", "reason")}
        draft = actions.keep_proposal(story.group, by=by, place=story.clauses[told["branch"]], **words)
        actions.propose(draft, by=by)


def _rewrite(story: Story, item):
    clause, by = story.clauses[item["clause"]], story.people[item["by"]]
    base = clause.working()
    text = base.text.replace(item["replaces"], item["text"])
    draft = actions.keep_proposal(
        story.group, by=by, place=clause, base=base, title=base.title, text=text, reason=item["reason"]
    )
    return actions.propose(draft, by=by)
