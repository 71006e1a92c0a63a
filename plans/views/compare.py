from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from plans.models import Version
from plans.selectors import drawn

BESIDE = "cote-a-cote"


class TwoVersions:
    """The part `2...3` of an address: two numbers of versions."""

    regex = r"[0-9]{1,6}\.\.\.[0-9]{1,6}"

    def to_python(self, value):
        before, after = value.split("...")
        return int(before), int(after)

    def to_url(self, value):
        return f"{value[0]}...{value[1]}"


@login_not_required
def compare(request, numbers):
    visible = Version.objects.visible_to(request.user).select_related("plan")
    before, after = (get_object_or_404(visible, number=number) for number in numbers)
    if before.plan_id != after.plan_id or before == after:
        raise Http404
    if before.number > after.number:
        view = f"?vue={BESIDE}" if request.GET.get("vue") == BESIDE else ""
        return HttpResponseRedirect(reverse("plans:compare", args=[(after.number, before.number)]) + view)
    beside = request.GET.get("vue") == BESIDE
    context = {
        "before": before,
        "after": after,
        "beside": beside,
        "comparison": drawn.comparison(before, after, request.user, beside=beside),
    }
    return render(request, "plans/compare/compare.html", context)
