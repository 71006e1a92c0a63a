"""The bodies as everyone may read them: who sits, when they meet, what they decided and what became of it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render

from consultations import policies
from consultations.models import Body, Decision, DecisionStatus, Meeting
from consultations.selectors.composition import benches
from essportal import clock
from essportal.paging import page_of

PER_PAGE = 20
SITTINGS = 12


def with_seats_held(bodies):
    """How many places somebody holds today, for a list: one query."""
    day = clock.today()
    seats = "colleges__seats__"
    running = Q(**{f"{seats}starts_on__lte": day, f"{seats}person__isnull": False})
    running &= Q(**{f"{seats}ends_on__isnull": True}) | Q(**{f"{seats}ends_on__gte": day})
    return bodies.annotate(held=Count("colleges__seats", filter=running, distinct=True))


@login_not_required
def bodies(request):
    visible = with_seats_held(Body.objects.visible_to(request.user)).order_by("name", "pk")
    over = Q(ends_on__lt=clock.today())
    context = {"running": list(visible.exclude(over)), "over": list(visible.filter(over))}
    return render(request, "consultations/bodies/list.html", context)


@login_not_required
def body(request, slug):
    found = get_object_or_404(Body.objects.visible_to(request.user), slug=slug)
    colleges, to_come, past = benches(found)
    sittings = Meeting.objects.visible_to(request.user).filter(body=found).select_related("municipality", "minutes")
    decisions = Decision.objects.visible_to(request.user).filter(meeting__body=found)
    listed = decisions.with_owners().prefetch_related("steps").order_by("-meeting__starts_at", "kind", "number", "pk")
    context = {
        "body": found,
        "municipalities": found.municipalities.all(),
        "colleges": colleges,
        "filled": sum(bench.filled for bench in colleges),
        "places": sum(bench.places for bench in colleges),
        "to_come": to_come,
        "past_seats": past,
        "upcoming": list(sittings.upcoming().order_by("starts_at", "pk")[:SITTINGS]),
        "past": list(sittings.past().order_by("-starts_at", "-pk")[:SITTINGS]),
        "page": page_of(request, listed, PER_PAGE),
        "counts": _counts(decisions),
        "may_run": policies.can_run_consultations(request.user),
    }
    return render(request, "consultations/bodies/detail.html", context)


def _counts(decisions) -> list[tuple[str, int]]:
    """What became of what was decided: each state that holds something, with its word."""
    found = dict(decisions.order_by().values_list("status").annotate(n=Count("pk")))
    return [(status, found[status]) for status in DecisionStatus.values if status in found]
