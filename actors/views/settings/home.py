"""All the settings in one place, each with what it says today."""

from django.shortcuts import render

from actors import policies
from actors.models import Department, LocalAuthority, Municipality, PolicyArea
from essportal.policies import require


def settings_home(request):
    require(policies.can_tend_territory, request.user)
    context = {
        "settled": LocalAuthority.objects.select_related("seat").first(),
        "can_settle": policies.can_settle_authority(request.user),
        "communes": Municipality.objects.count(),
        "departments": Department.objects.open().count(),
        "areas": PolicyArea.objects.open().count(),
    }
    return render(request, "actors/settings/home.html", context)
