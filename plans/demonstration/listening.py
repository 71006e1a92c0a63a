"""The consultation: its frame, the meetings, what people said, and what their words say together."""

import uuid

from consultations import actions
from consultations.models import Channel, MeetingKind, Permission, PointStatus
from plans.demonstration import attending
from plans.demonstration.corpus import Story, read
from plans.demonstration.people import signed_up

# The frame is shown on this day, and the window opens ten days later.
FRAME, OPENS, CLOSES = -180, -170, 30
# What people may do, and when; the contributions are prolonged on the way (`synthesis.change_the_frame`).
WINDOWS = [
    (Permission.CONTRIBUTE, OPENS, CLOSES - 20),
    (Permission.SUPPORT, OPENS, CLOSES),
    (Permission.DISCUSS, OPENS, CLOSES),
    (Permission.ANSWER, -160, -140),
    (Permission.ANSWER, -30, 15),
    (Permission.OBJECT, -46, 12),
    (Permission.PRIORITISE, -20, 20),
]
# The last day of a contribution that counts for the first submission, with a day to be read before the date d'arrêt.
LAST_IN_TIME, CUTOFF = -47, -45
IN_TIME = 228
CHANNELS = {"email": Channel.MAIL}
KINDS = {"reunion_inter_services": MeetingKind.INTER_DEPARTMENT, "seance_instance": MeetingKind.SITTING}
STATUSES = {"desaccord": PointStatus.DISAGREEMENT}


def open_frame(story: Story) -> None:
    corpus = read("consultation")
    frame = corpus["frame"]
    with story.standing(FRAME, 9):
        story.consultation = actions.open_consultation(
            by=story.officer,
            slug="plan-2027-2030",
            title=frame["title"],
            question=frame["question"],
            open_points="\n".join(frame["open"]),
            closed_points="\n".join(frame["not_negotiable"]),
            who_decides="\n".join(f"{item['who']} {item['what']}" for item in frame["who_decides"]),
            commitments="\n".join(frame["commitments"]),
            contact=frame["contact"],
            windows=[(one, story.moment(first, 8), story.moment(last, 0)) for one, first, last in WINDOWS],
            questions=[(item["title"], item["help"]) for item in map(_mended(story), corpus["questions"])],
        )
        actions.publish_consultation(story.consultation, by=story.officer)
    story.questions = {
        item["feeds_axis"]: question
        for item, question in zip(corpus["questions"], story.consultation.questions.order_by("rank"), strict=True)
    }


def _mended(story):
    return lambda item: {**item, "title": story.mend(item["title"]), "help": story.mend(item["help"])}


def hold_meetings(story: Story) -> None:
    agendas = {item["key"]: item["agenda"] for item in read("meetings")["meetings"]}
    for item in read("meetings_outline")["meetings"]:
        _meet(story, item, agendas[item["key"]])


def _meet(story, item, agenda):
    offset = story.relative(item["when"])
    starts, ends = (tuple(map(int, item[side].split(":"))) for side in ("start", "end"))
    team = story.people["camille_exemple"]
    with story.standing(min(offset - 30, -4), 9):
        meeting = actions.prepare_meeting(
            by=team,
            consultation=story.consultation,
            body=story.bodies.get(item["body"]),
            kind=KINDS.get(item["kind"], item["kind"]),
            title=story.mend(item["title"]),
            starts_at=story.moment(offset, *starts),
            ends_at=story.moment(offset, *ends),
            place=item["place"],
            municipality=story.communes[item["commune"]],
            **attending.frame(story, item),
            workshops=[table["question"] for table in item["workshops"]],
            agenda=[
                {"title": story.mend(line["title"]), "minutes": line["minutes"], "speaker": line["speaker"] or ""}
                for line in agenda
            ],
        )
        actions.announce_meeting(meeting, by=team)
    if offset < 0:
        with story.standing(offset, *ends):
            meeting = actions.close_meeting(meeting, by=team)
    story.meetings[item["key"]] = meeting


def receive(story: Story, *, late: bool) -> None:
    """File what came in time, or what came after the second version, in the order of their references."""
    items = read("contributions")["contributions"]
    for place, item in enumerate(items):
        if (place >= IN_TIME) == late:
            after = place - IN_TIME
            day, hour = (-6 + after // 3, 9 + after % 3 * 4) if late else (_day(item), 9 + place % 10)
            _file(story, item, day, (hour, place * 7 % 60))


def _day(item) -> int:
    """Online, nobody could write before the window opened."""
    first = OPENS + 1 if item["channel"] == "online" else FRAME
    return min(max(-item["days_ago"], first), LAST_IN_TIME)


def _file(story, item, day, hour):
    with story.standing(day, *hour):
        file = _file_online if item["channel"] == "online" else _type
        contribution = file(story, item, _origin(story, item))
    with story.standing(day + 1, 11, hour[1]):
        team = story.people["camille_exemple"]
        story.contributions[item["key"]] = actions.publish_contribution(contribution, by=team)


def _origin(story, item) -> dict:
    axis = _axis(item)
    return {
        "consultation": story.consultation,
        "title": item["title"],
        "text": story.mend(item["text"]),
        "municipality": story.communes.get(item["commune"]),
        "policy_areas": [story.areas[key] for key in item["policy_areas"]],
        "question": story.questions[axis],
        "organisation": story.organisations.get(item["author"]["organisation"]),
    }


def _axis(item) -> str:
    """Which question it answers: that of the axis it fed, the last one for what came late."""
    if item["reply"] is None:
        return "a4"
    axes = {f"m{number:02d}": "a1" if number <= 15 else "a2" if number <= 22 else "a3" for number in range(1, 31)}
    cited = item["reply"]["clauses"]
    return {**axes, "m37": "a2"}.get(cited[0], "a4") if cited else "a3"


def _file_online(story, item, origin):
    author = item["author"]
    by = story.people[author["organisation"]] if author["organisation"] else _habitant(story, item)
    draft = actions.save_draft(
        by=by,
        key=uuid.uuid5(uuid.NAMESPACE_URL, item["key"]),
        channel=Channel.ONLINE,
        name_is_public=author["publish_name"] and not author["organisation"],
        **origin,
    )
    return actions.file_contribution(draft, by=by)


def _habitant(story, item):
    """Someone who lives there and wrote with an account of their own."""
    name = item["author"]["name"] or ""
    known = story.habitants.get(name) if name else None
    person = known or signed_up(name or f"participant-{item['key']}", name_is_public=item["author"]["publish_name"])
    if name:
        story.habitants[name] = person
    return person


def _type(story, item, origin):
    author = item["author"]
    meeting = story.meetings.get(item["meeting"])
    department = next((d for d in story.departments.values() if d.name == author["name"]), None)
    shown = author["name"] and author["publish_name"] and not author["organisation"] and not department
    return actions.type_contribution(
        by=story.people["camille_exemple"],
        channel=CHANNELS.get(item["channel"], item["channel"]),
        meeting=meeting,
        workshop=meeting.workshops.get(number=author["table"]) if meeting and author["table"] else None,
        department=department,
        on_behalf_of=author["name"] if shown else "",
        **origin,
    )


def gather_points(story: Story) -> None:
    gathered = _by_point()
    for item in read("synthesis")["points"]:
        with story.standing(-46, 14):
            point = actions.create_point(
                by=story.officer,
                consultation=story.consultation,
                title=story.mend(item["title"]),
                text=story.mend(item["text"]),
                status=STATUSES.get(item["status"], item["status"]),
                is_collective=item["collective"],
                contributions=[story.contributions[key] for key in gathered[item["key"]] if key in story.contributions],
            )
            if point.gatherings.exists():
                point = actions.publish_point(point, by=story.officer)
        story.points[item["key"]] = point


def gather_late(story: Story) -> None:
    gathered = _by_point()
    late = list(story.contributions)[IN_TIME:]
    for key, point in story.points.items():
        added = [story.contributions[name] for name in gathered[key] if name in late]
        with story.standing(-1, 9):
            if added:
                actions.gather(point, added, by=story.officer)
            if point.published_at is None:
                actions.publish_point(point, by=story.officer)


def _by_point() -> dict:
    gathered = {}
    for item in read("contributions")["contributions"]:
        for key in item["synthesis"]:
            gathered.setdefault(key, []).append(item["key"])
    return gathered


def receive_fresh(story: Story) -> None:
    """Yesterday's words: some wait to be read, one is set aside, one is still a draft."""
    fresh = read("fresh")
    for place, item in enumerate([*fresh["waiting"], fresh["set_aside"]]):
        with story.standing(-1, 12 + place * 2, 20):
            by = signed_up(item["name"])
            draft = actions.save_draft(by=by, key=uuid.uuid4(), name_is_public=True, **_fresh(story, item))
            contribution = actions.file_contribution(draft, by=by)
    with story.standing(-1, 23, 0):
        sentence = fresh["set_aside"]["reason"]
        actions.set_aside_contribution(contribution, by=story.officer, motive="hors_sujet", sentence=sentence)
    with story.standing(-1, 18, 0):
        key = fresh["draft"]["organisation"]
        actions.save_draft(
            by=story.people[key],
            key=uuid.uuid4(),
            organisation=story.organisations[key],
            **_fresh(story, fresh["draft"]),
        )


def _fresh(story, item) -> dict:
    return {
        "consultation": story.consultation,
        "channel": Channel.ONLINE,
        "title": item["title"],
        "text": item["text"],
        "municipality": story.communes.get(item.get("commune")),
        "question": story.questions["a4"],
    }
