"""What the plan says in pages below: outcome, reply and fate of a contribution, stages of the process."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext

from essportal import slots
from plans import todo_writing
from plans.drafting import readable, words
from plans.models import Citation, Outcome, Pin, Plan, Reply, Source, Stage, Version
from plans.models.replies import wording_read_by
from plans.policies import can_write_plan
from plans.selectors import services, setup
from plans.selectors.measures import measures_of
from plans.selectors.taken_up import outcomes_of


def register() -> None:
    slots.register("contribution-outcome", outcomes, "plans/slots/outcome.html", plain=True)
    slots.register_choices("contribution-outcome", answered)
    slots.register("contribution-reply", replies, "plans/slots/reply.html")
    slots.register("contribution-fate", fates, "plans/slots/fate.html")
    slots.register("organisation-measures", measures_of, "plans/slots/measures.html")
    slots.register("consultation-calendar", calendars, "plans/slots/calendar.html")
    slots.register("consultation-outcomes", outcomes_of, "plans/slots/taken_up.html")
    slots.register("page-difference", differences, "plans/slots/difference.html")
    slots.register("set-up", setup.strips, "plans/slots/set_up.html")
    slots.register("settings", settings_lines, "plans/slots/settings.html")
    slots.register("department-line", services.lines, "plans/slots/department_line.html")
    slots.register("department-page", services.pages, "plans/slots/department_page.html")
    slots.register("my-space", todo_writing.my_writing, "plans/slots/my_writing.html")


def settings_lines(readers, reader):
    """The plan's own settings, for those who write it; one call for the one reader of the page."""
    if not can_write_plan(reader):
        return {}
    plan = Plan.objects.current()
    lines = {
        "plan": plan,
        "levels": ", ".join(name for name, __ in plan.outline_levels) if plan else "",
        "stages": plan.stages.count() if plan else 0,
        "is_running": setup.running() is not None,
    }
    return {readers[0].pk: lines}


def _wordings(contributions, reader):
    """The wording that this reader may see, by contribution; one query, however many slots of a page ask."""
    kept = [contribution.__dict__.get("_wording") for contribution in contributions]
    if all(one is not None and one[0] == reader for one in kept):
        pairs = zip(contributions, kept, strict=True)
        return {contribution.pk: one[1] for contribution, one in pairs if one[1]}
    found = (
        Reply.objects.visible_to(reader)
        .filter(contribution__in=contributions)
        .select_related("current", "published")
        .order_by("plan__starts_on")
    )
    shown = {reply.contribution_id: (reply, wording) for reply in found if (wording := reply.wording_for(reader))}
    for contribution in contributions:
        contribution.__dict__["_wording"] = (reader, shown.get(contribution.pk))
    return shown


def outcomes(contributions, reader):
    """A list has one on each row: only the word is read there."""
    shown = [one.pk for one in contributions if one.status == "published"]
    if len(contributions) == 1:  # its own page, where the wording is told too
        said = {key: wording.outcome for key, (__, wording) in _wordings(contributions, reader).items()}
    else:
        replies = Reply.objects.visible_to(reader).filter(contribution__in=shown).order_by("plan__starts_on")
        said = dict(replies.values_list("contribution", f"{wording_read_by(reader)}__outcome"))
    words, waiting = dict(Outcome.choices), gettext("en attente de réponse")
    return {key: {"word": words.get(said.get(key), waiting)} for key in shown}


def answered(reader):
    """As this reader may know it: a reply that is being written counts for the team only."""
    said = Reply.objects.visible_to(reader).order_by().values("contribution")
    return [
        ("repondue", gettext("avec une réponse"), Q(pk__in=said)),
        ("attente", gettext("en attente de réponse"), ~Q(pk__in=said)),
    ]


def replies(contributions, reader):
    wordings = _wordings(contributions, reader)
    if not wordings:
        return {}
    cited = defaultdict(list)
    for citation in Citation.objects.filter(wording__in=[wording for __, wording in wordings.values()]).select_related(
        "clause"
    ):
        cited[citation.wording_id].append(citation.clause)
    pins = _pins({clause for clauses in cited.values() for clause in clauses}, reader)
    return {
        key: {
            "reply": reply,
            "wording": wording,
            "clauses": [(clause, pins.get(clause.pk)) for clause in cited[wording.pk]],
        }
        for key, (reply, wording) in wordings.items()
    }


def _pins(clauses, reader):
    """The place of each clause in the latest version that the reader may see; none when it is in none."""
    visible = Version.objects.visible_to(reader)
    held = Pin.objects.filter(clause__in=clauses, version__in=visible).select_related("revision")
    return {pin.clause_id: pin for pin in held.order_by("version__number")}


def fates(contributions, reader):
    """When it was answered, and the first version that each clause fed by it stands in."""
    events = defaultdict(list)
    for key, (reply, __) in _wordings(contributions, reader).items():
        if reply.published:
            said = reply.published.get_outcome_display()
            events[key].append({"at": reply.published_at, "reply": said, "pin": None})
    visible = Version.objects.visible_to(reader)
    sources = Source.objects.filter(contribution__in=contributions, revision__pins__version__in=visible)
    pairs = set(sources.values_list("contribution", "revision__clause"))
    first = _first_pins({clause for __, clause in pairs}, visible) if pairs else {}
    for contribution, clause in sorted(pairs):
        pin = first[clause]
        events[contribution].append({"at": pin.version.frozen_at, "reply": None, "pin": pin})
    return {key: {"events": sorted(found, key=lambda event: event["at"])} for key, found in events.items()}


def _first_pins(clauses, visible):
    pins = Pin.objects.filter(version__in=visible, clause__in=clauses).select_related("version", "clause")
    return {pin.clause_id: pin for pin in pins.order_by("-version__number")}


def calendars(consultations, reader):
    stages = defaultdict(list)
    for stage in Stage.objects.filter(plan__consultations__in=consultations).prefetch_related("plan__consultations"):
        for consultation in stage.plan.consultations.all():
            stages[consultation.pk].append(stage)
    return {key: {"stages": found} for key, found in stages.items()}


def differences(texts, reader):
    """What each text of an information page changed, word by word, in the one `before` it."""
    return {
        text.pk: {"marked": readable(words(text.before, text.text)) if text.text != text.before else None}
        for text in texts
    }
