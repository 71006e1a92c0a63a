"""What the plan 2027–2030 makes of the one before: each clause, one reason, and the account that everyone reads."""

from plans import actions
from plans.demonstration.corpus import Story, read
from plans.demonstration.writing import SUBMITTED
from plans.models import Version, VersionStatus

DECIDED, TOLD = 9, 16


def tell(story: Story) -> None:
    before = Version.objects.filter(plan__slug="plan-2024-2026", status=VersionStatus.ADOPTED).get()
    by_title = {pin.revision.title: pin.clause for pin in before.pins.select_related("clause", "revision")}
    corpus = read("previous_plan")
    titles = {item["key"]: item["title"] for item in [*corpus["axes"], *corpus["objectives"], *corpus["measures"]]}
    with story.standing(SUBMITTED, DECIDED):
        succession = actions.start_from(story.plan, by=story.officer, version=before)
        for one in read("succession"):
            actions.decide_fate(
                succession,
                [by_title[titles[one["previous"]]]],
                by=story.officer,
                fate=one["fate"],
                reason=one["reason"],
                successor=story.clauses.get(one["next"]),
            )
    with story.standing(SUBMITTED, TOLD):
        actions.publish_account(succession, by=story.officer)
