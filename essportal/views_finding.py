"""The search over everything: a few of each kind, or all of one."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from essportal.finding import PER_PAGE, Finding
from essportal.paging import page_of


@require_safe
@login_not_required
def finding(request):
    found = Finding(request.GET.get("q", ""), request.user)
    group = found.group(request.GET.get("nature", ""))
    if group is None:
        return render(request, "essportal/finding.html", {"finding": found})
    page = page_of(request, group.ordered, PER_PAGE)
    context = {"finding": found, "group": group, "page": page, "lines": group.told(page.object_list)}
    return render(request, "essportal/finding_kind.html", context)
