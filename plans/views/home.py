from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.shortcuts import render

from actors.models import Municipality
from consultations.models import Consultation, Contribution, Meeting, MeetingStatus
from consultations.selectors.present import present
from essportal import news
from essportal.text import french_order
from plans.models import Pin, Plan
from plans.selectors import changes
from plans.selectors.reading import latest_two

NEWS = 5
STEPS = [(40, "v4"), (15, "v3"), (5, "v2"), (1, "v1")]


@login_not_required
def home(request):
    plan = Plan.objects.current()
    version, before = latest_two(plan, request.user)
    stages = list(plan.stages.all()) if plan else []
    consultation = Consultation.objects.visible_to(request.user).first()
    context = {
        "plan": plan,
        "stages": stages,
        "stage_now": next((stage for stage in stages if stage.is_now), None),
        "meetings": Meeting.objects.visible_to(request.user).upcoming().select_related("municipality")[:3],
        "version": version,
        "changes": _what_changed(before, version),
        "consultation": consultation,
        "present": present(consultation) if consultation else None,
        "figures": _figures(plan, version),
        "municipalities": _municipalities(),
        "news": news.latest(NEWS),
    }
    return render(request, "plans/home/home.html", context)


@login_not_required
def by_municipality(request):
    return render(request, "plans/home/by_municipality.html", {"municipalities": _municipalities()})


def _what_changed(before, version):
    """In words, since the version before of the same plan; None when the reader cannot see that one."""
    if before is None:
        return None
    found = changes.between(before, version)
    return {
        "before": before,
        "numbers": (before.number, version.number),
        "sentences": changes.sentences(found),
    }


def _figures(plan, version):
    answered = Q(replies__plan=plan, replies__published__isnull=False)
    return {
        **Contribution.objects.published().aggregate(
            contributions=Count("pk", distinct=True),
            organisations=Count("organisation", distinct=True),
            replies=Count("replies", filter=answered, distinct=True),
        ),
        "meetings": Meeting.objects.visible_to(AnonymousUser()).filter(status=MeetingStatus.HELD).count(),
        "departments": len(_departments(version)) if version else 0,
    }


def _departments(version):
    """Those that a measure of the version names, as its sealed sheets write them."""
    named = Pin.objects.filter(version=version).values_list("revision__sheet__lead", "revision__sheet__departments")
    leads = {lead["name"] for lead, __ in named if lead and lead["kind"] == "department"}
    return leads | {department["name"] for __, others in named for department in others or []}


def _municipalities():
    """Each commune with its number of published contributions and its step on the map, in alphabetical order."""
    counted = Municipality.objects.annotate(said=Count("contributions", filter=Q(contributions__status="published")))
    found = sorted(counted, key=lambda municipality: french_order(municipality.name))
    for municipality in found:
        municipality.step = next((step for least, step in STEPS if municipality.said >= least), "v0")
    return found
