from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from plans.forms.compare import ChooseVersionsForm
from plans.models import Clause, LastRead, Pin, Plan, ReplyWording, Version
from plans.selectors import drawn, lineage, visas
from plans.selectors.reading import Passage, comes_from, origins_of, version_before, version_to_read


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
    before = version_before(version, request.user) if version else None
    context = {
        "plan": plan,
        "version": version,
        "book": drawn.book(version, before, request.user) if version else "",
        "before": before,
        "compared": (before.number, version.number) if before else None,
        "in_force": in_force if in_force != version else None,
        "deliberation": version.deliberations.first() if version else None,
        "mark": _last_read(request.user, version),
    }
    return render(request, "plans/reading/plan.html", context)


def _last_read(reader, version):
    if version is None or not reader.is_authenticated:
        return None
    return LastRead.objects.filter(person=reader, plan=version.plan_id).select_related("version").first()


@login_not_required
def versions(request):
    known = Version.objects.visible_to(request.user).select_related("plan").prefetch_related("deliberations")
    form = ChooseVersionsForm(request.GET if "de" in request.GET else None, versions=known)
    if form.is_valid():
        return redirect("plans:compare", form.numbers())
    return render(request, "plans/reading/versions.html", {"versions": known, "form": form})


@login_not_required
def verify(request, number):
    found = get_object_or_404(
        Version.objects.visible_to(request.user).select_related("plan", "previous"), number=number
    )
    return render(request, "plans/reading/verify.html", {"version": found})


@login_not_required
def clause(request, reference, number=None):
    """One clause in a version, else in the latest that holds it: words, all it comes from, history, sheet."""
    known = Clause.objects.select_related("plan").annotate(
        holds=Exists(Clause.objects.filter(joined_into=OuterRef("pk")))
    )
    found = get_object_or_404(known, reference=reference)
    pins = list(
        Pin.objects.filter(clause=found, version__in=Version.objects.visible_to(request.user))
        .select_related("version", "revision", "clause")
        .order_by("-version__number")
    )
    pin = next((pin for pin in pins if number in (None, pin.version.number)), None)
    if pin is None:
        raise Http404
    latest = version_to_read(found.plan, request.user)
    if number is None and latest and latest != pin.version and (now_in := _heir_in(latest, found)):
        return redirect(f"{now_in.get_absolute_url()}?depuis={found.reference}")
    origins = origins_of(pin, request.user)
    context = {
        "came_from": _joined_from(request, found),
        "lineage": _lineage(found, pin.version, request.user),
        "passage": Passage(pin),
        "origins": origins,
        "comes_from": comes_from(origins),
        "version": pin.version,
        "newer": pins[0].version if pin != pins[0] else None,
        "removed_since": latest if latest and latest != pins[0].version else None,
        "history": _history(pins),
        "visas": visas.shown_on(pin.revision, request.user),
        "replies": _replies_citing(found, request.user),
        "parent": Pin.objects.filter(version=pin.version, clause=pin.revision.parent_id)
        .select_related("revision", "clause")
        .first(),
        "children": Pin.objects.filter(version=pin.version, revision__parent=found).select_related(
            "revision", "clause"
        ),
    }
    return render(request, "plans/reading/clause.html", context)


def _heir_in(version, clause):
    """The clause that a joined one lives in, when this version holds it; what was joined since is not known here."""
    heir = lineage.heir(clause, until=version.frozen_at)
    return heir if heir and Pin.objects.filter(version=version, clause=heir).exists() else None


def _joined_from(request, clause):
    """The reference that led here, when it was truly joined into this clause."""
    asked = request.GET.get("depuis", "")
    if not (asked and clause.holds):
        return None
    return asked if Clause.objects.filter(pk__in=lineage.kin(clause), reference=asked).exclude(pk=clause.pk) else None


def _lineage(clause, version, reader) -> dict:
    """Where it comes from, as far as this version knows and this reader may see; most clauses ask nothing."""
    if not (clause.split_from_id or clause.holds):
        return {"split_from": None, "joined": []}
    seen = Clause.objects.filter(pins__version__in=Version.objects.visible_to(reader)).distinct()
    return {
        "split_from": seen.filter(pk=clause.split_from_id).first(),
        "joined": list(seen.filter(joined_into=clause, joined_at__lte=version.frozen_at).order_by("reference")),
    }


def _history(pins):
    """The versions in which its words moved, newest first, each with the version before."""
    steps = []
    for pin, before in zip(pins, [*pins[1:], None], strict=True):
        if before is None or before.revision_id != pin.revision_id:
            numbers = (before.version.number, pin.version.number) if before else None
            steps.append({"pin": pin, "before": before, "numbers": numbers})
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
