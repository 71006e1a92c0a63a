"""What lives around the synthesis: a frame prolonged, points contested, and the consultation before, with its bilan."""

from datetime import date

from consultations import actions, nearness
from consultations.models import Channel, ObjectionOutcome, Permission, PointStatus
from essportal import clock
from plans.demonstration.corpus import Story, at, read
from plans.demonstration.listening import CLOSES

PROMISE = "Répondre à chaque objection à la synthèse, avec un motif."
# On which of the points that gather an organisation's words, when, with which answer; the last one waits.
CONTESTED = [
    (2, -40, ObjectionOutcome.PARTLY),
    (5, -38, ObjectionOutcome.REJECTED),
    (9, -2, None),
]


def contest(story: Story) -> None:
    with story.standing(-50, 9):
        commitments = f"{story.consultation.commitments}\n{PROMISE}"
        story.consultation = actions.revise_consultation(
            story.consultation,
            by=story.officer,
            reason="Les réseaux ont demandé que la synthèse puisse être contestée.",
            commitments=commitments,
        )
    with story.standing(-12, 9):
        window = story.consultation.windows.get(permission=Permission.CONTRIBUTE)
        actions.move_window(
            window,
            by=story.officer,
            opens_at=window.opens_at,
            closes_at=story.moment(CLOSES, 0),
            reason="Prolongée de vingt jours : les petites associations n’ont pas eu le temps.",
        )
    corpus = read("past_consultation")
    points = [point for point in story.points.values() if _speaker(story, point)]
    for (place, day, outcome), words in zip(CONTESTED, corpus["objections"], strict=True):
        _object(story, points[place], day, outcome, words)
    nearness.compare_all(story.consultation.pk)


def _speaker(story, point):
    """Someone who represents an organisation whose words the point gathers."""
    said = point.contributions.exclude(organisation=None).select_related("organisation").order_by("pk").first()
    link = said and said.organisation.representatives.select_related("person").order_by("pk").first()
    return link and (link.person, said.organisation)


def _object(story, point, day, outcome, words):
    person, organisation = _speaker(story, point)
    with story.standing(day, 18):
        objection = actions.file_objection(point, by=person, organisation=organisation, text=words["text"])
    if not outcome:
        return
    with story.standing(day + 3, 10):
        if outcome == ObjectionOutcome.PARTLY:
            actions.revise_point(
                point,
                by=story.officer,
                reason="Une organisation rappelle une condition que le point ne disait pas.",
                title=point.title,
                text=f"{point.text} {words['added']}",
                status=PointStatus.NUANCE,
                is_collective=point.is_collective,
            )
    with story.standing(day + 3, 11):
        actions.answer_objection(objection, by=story.officer, outcome=outcome, answer=words["answer"])


def remember(story: Story) -> None:
    """The consultation of 2023, closed, with its bilan."""
    corpus = read("past_consultation")
    with clock.standing_at(at(date(2023, 9, 4), 9)):
        consultation = actions.open_consultation(
            by=story.officer,
            windows=[
                (Permission.CONTRIBUTE, at(date(2023, 9, 11), 8), at(date(2023, 10, 21), 0)),
                (Permission.OBJECT, at(date(2023, 11, 2), 8), at(date(2023, 11, 16), 0)),
            ],
            questions=[(question, "") for question in corpus["questions"]],
            **corpus["frame"],
        )
        consultation = actions.publish_consultation(consultation, by=story.officer)
    questions = list(consultation.questions.order_by("rank"))
    said = [_said(story, consultation, questions, rank, item) for rank, item in enumerate(corpus["contributions"])]
    with clock.standing_at(at(date(2023, 11, 2), 9)):
        for item in corpus["points"]:
            point = actions.create_point(
                by=story.officer,
                consultation=consultation,
                title=item["title"],
                text=item["text"],
                status=PointStatus(item["status"]),
                is_collective=len(item["from"]) > 1,
                contributions=[said[place] for place in item["from"]],
            )
            actions.publish_point(point, by=story.officer)
    with clock.standing_at(at(date(2024, 3, 5), 9)):
        report = actions.write_report(consultation, by=story.officer, **corpus["report"])
        actions.publish_report(report, by=story.officer)


def _said(story, consultation, questions, rank, item):
    team = story.people["camille_exemple"]
    organisations = list(story.organisations.values())
    with clock.standing_at(at(date(2023, 9, 18 + rank), 10)):
        contribution = actions.type_contribution(
            by=team,
            consultation=consultation,
            channel=Channel(item["channel"]),
            question=questions[item["question"]],
            title=item["title"],
            text=item["text"],
            organisation=organisations[item["organisation"]] if item["organisation"] is not None else None,
            on_behalf_of=item.get("on_behalf_of", ""),
            municipality=None,
            meeting=None,
            workshop=None,
        )
        return actions.publish_contribution(contribution, by=team)
