"""On the desk: a disagreement that is still open, and one that a committee settled."""

from plans import actions
from plans.demonstration.corpus import Story


def disagree(story: Story) -> None:
    with story.standing(-20, 14):
        settled = actions.open_disagreement(
            story.clauses["m14"],
            by=story.officer,
            subject="La durée des conventions d’occupation",
            text="Trois ans, pour garder la main sur les locaux.",
            holder="Direction du patrimoine",
        )
        actions.note_position(
            settled, by=story.officer, text="Six ans au moins, sans quoi aucun prêt.", holder="Collège des structures"
        )
    with story.standing(-12, 16):
        conclusion = "Six ans, avec une clause de revoyure à trois ans\u00a0: accord en comité de suivi."
        actions.close_disagreement(settled, by=story.officer, conclusion=conclusion)
    with story.standing(-9, 11):
        opened = actions.open_disagreement(
            story.clauses["m02"],
            by=story.officer,
            subject="Un seul équipement, ou plusieurs petits",
            text="Un seul outil coûterait moins cher à l’usage.",
            holder="Direction de l’économie et de l’emploi",
        )
        actions.note_position(
            opened, by=story.officer, text="Plusieurs petits, près des fermes.", holder="Collège des structures"
        )
