"""The coming fabrique is ready: each of its tables has its address, printed in its kit."""

from consultations import actions
from plans.demonstration.corpus import Story

COMING = "r08"


def open_tables(story: Story) -> None:
    with story.standing(-2, 10):
        actions.open_capture(story.meetings[COMING], by=story.officer)
