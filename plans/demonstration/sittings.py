"""The bodies that follow the plan, their sittings, what was written of them and what became of their decisions."""

from datetime import date, timedelta

from actors.models import Correspondent, ElectedMember
from actors.models.departments import Rank
from consultations import actions
from consultations.models import DecisionKind, MeetingKind, Registration, Seat
from essportal import clock
from plans.demonstration.corpus import Story, read

COUNCIL, FOUNDED = -230, -200


def found_bodies(story: Story) -> None:
    with story.standing(COUNCIL, 9):
        starts_on = story.day(COUNCIL)
        term = actions.note_term(by=story.officer, starts_on=starts_on, ends_on=_six_years(starts_on))
    with story.standing(FOUNDED, 9):
        for item in read("meetings_outline")["bodies"]:
            story.bodies[item["key"]] = _found(story, item, term)


def _six_years(day: date) -> date:
    return day + timedelta(days=6 * 365)


def _found(story, item, term):
    key = item["key"]
    about = read("bodies")["about"][key]
    held = [seat["college"] for seat in item["seats"]]
    vacant = {(one["body"], one["college"]): one["places"] for one in read("bodies")["vacant"]}
    body = actions.create_body(
        by=story.officer,
        kind=item["kind"],
        name=item["name"],
        purpose=about["purpose"],
        founding_act=about["act"],
        quorum=about["quorum"],
        documents_days=7,
        starts_on=story.day(FOUNDED),
        ends_on=term.ends_on if item["kind"] == "commission_extra_municipale" else None,
        municipalities=_melusin(story) if key == "comite_territoire_melusin" else (),
        colleges=[(name, held.count(name) + vacant.get((key, name), 0)) for name in item["colleges"]],
    )
    colleges = {college.name: college for college in body.colleges.all()}
    for seat in item["seats"]:
        actions.name_seat(
            colleges[seat["college"]], by=story.officer, starts_on=story.day(FOUNDED), **_held(story, seat)
        )
    return body


def _melusin(story):
    names = read("bodies")["melusin"]
    return [commune for commune in story.communes.values() if commune.name in names]


def _held(story, seat) -> dict:
    if "elected" in seat:
        return {"mandate": ElectedMember.objects.get(person=story.people[seat["elected"]])}
    if "department" in seat:
        department = story.departments[seat["department"]]
        holder = Correspondent.objects.valid_on(story.today).filter(department=department, rank=Rank.HOLDER).first()
        return {"department": department, "person": holder and holder.person}
    return {"organisation": story.organisations[seat["org"]], "person": story.people[seat["org"]]}


def sit(story: Story) -> None:
    """The committee sits before and after the sitting of the corpus: each approves what the one before wrote."""
    told = read("bodies")["installed"]
    first = _sitting(story, told["title"], -60, [part["title"] for part in told["parts"]])
    with story.standing(-60, 19):
        seated(story, first)
        minutes = actions.open_minutes(first, by=story.officer)
        parts, words = list(minutes.sections.all()), [part["text"] for part in told["parts"]]
        texts = {part.pk: (0, text) for part, text in zip(parts, words, strict=True)}
        actions.write_minutes(minutes, by=story.officer, texts=texts)
    for one in told["decisions"]:
        said = {"text": one["text"], "mode": "consensus", "owner_department": story.departments[one["owner"]]}
        with story.standing(-60, 19, 30):
            due_on = story.day(one["due"])
            decision = actions.take_decision(first, by=story.officer, kind="decision", due_on=due_on, **said)
        if one["sentence"]:
            _follow(story, decision, "done", one["sentence"], one["due"])
    with story.standing(-55, 9):
        actions.send_minutes(minutes, by=story.officer, corrections_until=story.day(-40))
    with story.standing(-14, 18):
        actions.approve_minutes(minutes, by=story.officer)


def seated(story: Story, meeting) -> None:
    """Whoever sits comes, for their organisation when it is one."""
    day = clock.day_of(meeting.starts_at)
    held = Seat.objects.valid_on(day).filter(college__body=meeting.body, person__isnull=False)
    for seat in held.select_related("person", "organisation"):
        actions.welcome_unannounced(meeting, by=story.officer, person=seat.person, organisation=seat.organisation)


def tell_minutes(story: Story) -> None:
    for item in read("meetings")["meetings"]:
        if item["minutes"]:
            _tell(story, item)
    _last_sitting(story)
    coming = read("bodies")["next"]
    _sitting(story, coming["title"], 17, coming["agenda"])


def _tell(story, item):
    meeting = story.meetings[item["key"]]
    held = (meeting.starts_at.date() - story.today).days
    with story.standing(held, 22):
        minutes = actions.open_minutes(meeting, by=story.officer)
        _write(story, minutes, item["minutes"])
        taken = [_take(story, meeting, DecisionKind.DECISION, one) for one in item["decisions"]]
        tasks = [_take(story, meeting, DecisionKind.TASK, one) for one in item["tasks"]]
    if item["key"] != "r06":
        with story.standing(held + 2, 9):
            actions.send_minutes(minutes, by=story.officer, corrections_until=story.day(held + 9))
        _correct(story, minutes, item["corrections"], held)
    if item["minutes_state"] == "publie":
        _approve(story, minutes, held)
    said = read("bodies")["said"]
    for decision, one in zip(taken, item["decisions"], strict=True):
        _become(story, decision, one["status"], one["due"], said.get(one["number"]))
    for task, one in zip(tasks, item["tasks"], strict=True):
        _become(story, task, "faite" if one["done"] else "a_faire", one["due"], None)


def _write(story, minutes, text):
    """The corpus has titles of its own: each is a part, after the points of the agenda."""
    for part in ("## Ouverture\n\n" + story.mend(text)).split("## ")[1:]:
        title, __, words = part.partition("\n")
        if words.strip():
            section = actions.add_section(minutes, by=story.officer, title=title.strip())
            actions.write_minutes(minutes, by=story.officer, texts={section.pk: (0, words.strip())})


def _take(story, meeting, kind, one):
    text = story.mend(one["text"]).replace("la deuxième séance", "la prochaine séance")
    due = story.day(story.relative(one["due"]))
    return actions.take_decision(
        meeting, by=story.officer, kind=kind, text=text, due_on=due, **_owner(story, one["owner"])
    )


def _owner(story, key) -> dict:
    if key in story.departments:
        return {"owner_department": story.departments[key]}
    if key in story.organisations:
        return {"owner_organisation": story.organisations[key]}
    return {"owner": story.people[key]}


def _correct(story, minutes, corrections, held):
    """By those who were there, when the sheet says so."""
    for one in corrections:
        person = story.people.get(one["by"])
        there = Registration.objects.filter(meeting=minutes.meeting, person=person, attended=True)
        if person is None or not there.exists():
            continue
        with story.standing(held + 4, 14):
            correction = actions.propose_correction(minutes, by=person, text=story.mend(one["text"]))
        if one["accepted"] is not None:
            declined = read("bodies")["declined"]
            reason = "" if one["accepted"] else declined.get(one["by"], declined[""])
            with story.standing(held + 6, 9):
                actions.settle_correction(correction, by=story.officer, accepted=one["accepted"], reason=reason)


def _approve(story, minutes, held):
    """A body's sitting waits for the next one; the others are approved by the team, saying why."""
    if minutes.corrections.waiting().exists() or minutes.meeting.body == story.bodies["comite_suivi"]:
        return
    with story.standing(min(held + 12, -1), 9):
        actions.approve_minutes(minutes, by=story.officer, reason=read("bodies")["by_the_team"])


def _become(story, decision, status, due, sentence):
    due = story.relative(due)
    if status == "faite":
        _follow(story, decision, "done", sentence or read("bodies")["done"], min(due, -1))
    elif status == "en_cours":
        _follow(story, decision, "to_do", sentence or read("bodies")["under_way"], -2)


def _follow(story, decision, status, sentence, offset):
    decided = clock.day_of(decision.meeting.starts_at)
    day = max(story.day(offset), decided)
    with story.standing((day - story.today).days, 17):
        actions.follow_up(decision, by=story.officer, status=status, sentence=sentence, on=day)


def _last_sitting(story):
    """The day before yesterday: it approved the minutes of the sitting of the corpus; its own are being written."""
    told = read("bodies")["last"]
    last = _sitting(story, told["title"], -2, told["agenda"])
    with story.standing(-2, 19):
        seated(story, last)
        actions.approve_minutes(story.meetings["r07"].minutes, by=story.officer)
        minutes = actions.open_minutes(last, by=story.officer)
        actions.write_minutes(minutes, by=story.officer, texts={minutes.sections.first().pk: (0, told["text"])})


def _sitting(story, title, offset, agenda):
    with story.standing(min(offset - 20, -4), 10):
        meeting = actions.prepare_meeting(
            by=story.officer,
            kind=MeetingKind.SITTING,
            body=story.bodies["comite_suivi"],
            title=title,
            starts_at=story.moment(offset, 17),
            ends_at=story.moment(offset, 19),
            place="hôtel communautaire",
            municipality=story.communes["86194"],
            agenda=[{"title": point, "minutes": 30, "speaker": ""} for point in agenda],
        )
        actions.announce_meeting(meeting, by=story.officer)
    if offset < 0:
        with story.standing(offset, 19):
            meeting = actions.close_meeting(meeting, by=story.officer)
    return meeting
