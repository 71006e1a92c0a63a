from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from plans.models import Clause, Pin, Plan, ReplyWording, Version
from plans.reading import Passage, can_be_read, passages, version_to_read


@login_not_required
def plan(request):
    """The plan in force, or the public draft, clearly marked."""
    current = Plan.objects.current()
    version = version_to_read(current, request.user)
    return _book(request, version, current)


@login_not_required
def version(request, number):
    found = get_object_or_404(
        Version.objects.visible_to(request.user).select_related("plan", "previous"), number=number
    )
    return _book(request, found, found.plan)


def _book(request, version, plan):
    in_force = Version.objects.visible_to(request.user).in_force().first()
    context = {
        "plan": plan,
        "version": version,
        "passages": passages(version) if version else [],
        "changed": _changed_since_before(version) if version else set(),
        "before": _before(version, request.user) if version else None,
        "in_force": in_force if in_force != version else None,
        "deliberation": version.deliberations.first() if version else None,
    }
    return render(request, "plans/reading/plan.html", context)


def _before(version, reader):
    """The version to compare with: the one before, of the same plan, if this reader may see it."""
    return Version.objects.visible_to(reader).filter(plan=version.plan_id, number__lt=version.number).first()


def _changed_since_before(version):
    """The clauses that the version before did not hold in these words."""
    if not version.previous or version.previous.plan_id != version.plan_id:
        return set()
    same = Pin.objects.filter(version=version.previous).values("revision")
    return set(Pin.objects.filter(version=version).exclude(revision__in=same).values_list("clause", flat=True))


@login_not_required
def versions(request):
    known = Version.objects.visible_to(request.user).select_related("plan").prefetch_related("deliberations")
    return render(request, "plans/reading/versions.html", {"versions": known})


@login_not_required
def verify(request, number):
    found = get_object_or_404(
        Version.objects.visible_to(request.user).select_related("plan", "previous"), number=number
    )
    return render(request, "plans/reading/verify.html", {"version": found})


@login_not_required
def clause(request, reference):
    """One clause in the latest version that holds it: its words, all it comes from, its history, its sheet."""
    found = get_object_or_404(Clause.objects.select_related("plan"), reference=reference)
    pins = list(
        Pin.objects.filter(clause=found, version__in=Version.objects.visible_to(request.user))
        .select_related("version", "revision", "clause")
        .order_by("-version__number")
    )
    if not pins:
        raise Http404
    pin = pins[0]
    latest = version_to_read(found.plan, request.user)
    passage = Passage(pin, list(pin.revision.sources.select_related("contribution", "point", "meeting").order_by("pk")))
    context = {
        "passage": passage,
        "version": pin.version,
        "removed_since": latest if latest and latest != pin.version else None,
        "sources": [(source, can_be_read(source)) for source in passage.sources],
        "history": _history(pins),
        "replies": _replies_citing(found, request.user),
        "parent": Pin.objects.filter(version=pin.version, clause=pin.revision.parent_id)
        .select_related("revision")
        .first(),
        "children": Pin.objects.filter(version=pin.version, revision__parent=found).select_related(
            "revision", "clause"
        ),
    }
    return render(request, "plans/reading/clause.html", context)


def _history(pins):
    """The versions in which its words moved, newest first, each with the version before."""
    steps = []
    for pin, before in zip(pins, [*pins[1:], None], strict=True):
        if before is None or before.revision_id != pin.revision_id:
            steps.append({"pin": pin, "before": before})
    return steps


def _replies_citing(clause, reader):
    """The published wordings that say that a contribution fed this clause."""
    return (
        ReplyWording.objects.filter(
            citations__clause=clause,
            pk__in=clause.plan.replies.filter(published__isnull=False).values("published"),
            reply__contribution__status="published",
        )
        .select_related("reply__contribution__organisation")
        .order_by("reply__contribution__reference")
    )
