"""What the plan says in pages below: outcome, reply and fate of a contribution, stages of the process."""

from collections import defaultdict

from django.utils.translation import gettext

from essportal import slots
from plans.measures import measures_of
from plans.models import Citation, Pin, Reply, Source, Stage, Version


def register() -> None:
    slots.register("contribution-outcome", outcomes, "plans/slots/outcome.html")
    slots.register("contribution-reply", replies, "plans/slots/reply.html")
    slots.register("contribution-fate", fates, "plans/slots/fate.html")
    slots.register("organisation-measures", measures_of, "plans/slots/measures.html")
    slots.register("consultation-calendar", calendars, "plans/slots/calendar.html")


def _wordings(contributions, reader):
    """The wording that this reader may see, by contribution; one query."""
    found = (
        Reply.objects.visible_to(reader)
        .filter(contribution__in=contributions)
        .select_related("current", "published")
        .order_by("plan__starts_on")
    )
    return {reply.contribution_id: (reply, wording) for reply in found if (wording := reply.wording_for(reader))}


def outcomes(contributions, reader):
    wordings = _wordings(contributions, reader)
    return {
        contribution.pk: {
            "word": wordings[contribution.pk][1].get_outcome_display()
            if contribution.pk in wordings
            else gettext("en attente de réponse")
        }
        for contribution in contributions
        if contribution.status == "published"
    }


def replies(contributions, reader):
    wordings = _wordings(contributions, reader)
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
    pins = (
        Pin.objects.filter(version__in=visible, clause__in={clause for __, clause in pairs})
        .select_related("version", "clause")
        .order_by("-version__number")
    )
    first = {pin.clause_id: pin for pin in pins}
    for contribution, clause in sorted(pairs):
        pin = first[clause]
        events[contribution].append({"at": pin.version.frozen_at, "reply": None, "pin": pin})
    return {key: {"events": sorted(found, key=lambda event: event["at"])} for key, found in events.items()}


def calendars(consultations, reader):
    stages = defaultdict(list)
    for stage in Stage.objects.filter(plan__consultations__in=consultations).prefetch_related("plan__consultations"):
        for consultation in stage.plan.consultations.all():
            stages[consultation.pk].append(stage)
    return {key: {"stages": found} for key, found in stages.items()}
