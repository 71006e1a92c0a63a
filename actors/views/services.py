"""The departments, for the people of the authority: what each does, who carries the ESS there, what comes from it."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render

from actors import policies
from actors.models import Correspondent, FieldReport
from actors.models.departments import Rank
from essportal import clock, slots
from essportal.policies import require

MOST_REPORTS = 10


def _departments():
    """Each with its competences and those who carry the ESS there today."""
    today = Correspondent.objects.valid_on(clock.today()).select_related("person").order_by("rank")
    shown = policies.departments_shown().prefetch_related(
        "policy_areas", Prefetch("correspondents", today, to_attr="today")
    )
    for department in shown:
        department.holder = next((fact for fact in department.today if fact.rank == Rank.HOLDER), None)
        department.substitute = next((fact for fact in department.today if fact.rank == Rank.SUBSTITUTE), None)
    return shown


def departments(request):
    require(policies.works_inside, request.user)
    shown = list(_departments())
    slots.fill("department-line", shown, request.user)
    context = {
        "departments": shown,
        "missing": sum(department.holder is None for department in shown),
        "can_name": policies.can_see_people(request.user),
        "can_file": policies.can_file_report(request.user),
        "can_read_reports": policies.can_read_reports(request.user),
    }
    return render(request, "actors/services/departments.html", context)


def department(request, slug):
    require(policies.works_inside, request.user)
    found = get_object_or_404(policies.departments_shown(), slug=slug)
    held = found.correspondents.select_related("person").order_by("-starts_on", "-pk")
    today = clock.today()
    context = {
        "department": found,
        "areas": found.policy_areas.all(),
        "today": [fact for fact in held if fact.starts_on <= today and (fact.ends_on is None or fact.ends_on >= today)],
        "past": [fact for fact in held if fact.ends_on is not None and fact.ends_on < today],
        "reports": FieldReport.objects.visible_to(request.user)
        .filter(department=found)
        .select_related("department", "author")
        .order_by("-filed_at", "-pk")[:MOST_REPORTS],
        "can_file": policies.can_file_report(request.user),
        "can_name": policies.can_see_people(request.user),
    }
    return render(request, "actors/services/department.html", context)
