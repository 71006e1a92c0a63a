"""The set-up of a portal that starts empty: its five steps, each one page away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.actions import close_set_up, skip_step
from actors.models import SetUp
from actors.policies import can_tend_territory
from essportal.policies import require
from plans.policies import can_write_plan
from plans.selectors import setup


def set_up(request):
    require(can_tend_territory, request.user)
    if request.method == "POST":
        return _deed(request)
    found = SetUp.objects.first()
    all_steps = setup.steps(found, request.user)
    context = {
        "steps": all_steps,
        "next": next((step for step in all_steps if step.waits), None),
        "done": sum(step.is_done for step in all_steps),
        "can_open": can_write_plan(request.user),
        "is_running": found is not None and found.closed_at is None,
    }
    return render(request, "plans/work/set_up.html", context)


def _deed(request):
    passed = next((step for step in setup.steps(None, request.user) if step.key == request.POST.get("passer")), None)
    if passed:
        found = skip_step(passed.key, by=request.user)
        messages.info(request, _("L’étape est passée. Elle vous attend dans les réglages."))
        after = setup.following(setup.steps(found, request.user), passed)
        return redirect(after.url if after else "plans:set-up")
    if "terminer" not in request.POST:
        return redirect("plans:set-up")
    close_set_up(by=request.user)
    messages.success(request, _("La mise en route est terminée. Tout se change encore dans les réglages."))
    return redirect("actors:settings")
