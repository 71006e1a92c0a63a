"""« Depuis ma dernière lecture »: where someone stopped, and what changed since."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans import actions
from plans.models import LastRead, Plan, Version
from plans.selectors.reading import version_to_read


@require_POST
def read_to_the_end(request, number):
    """Said by its reader, or by the page when its end was reached (`quiet`: nothing to show then)."""
    version = get_object_or_404(Version.objects.visible_to(request.user), number=number)
    actions.note_read_to_the_end(version, by=request.user)
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    messages.success(request, _("C’est noté : vous avez lu la version %(number)s en entier.") % {"number": number})
    return redirect(version)


def since_last_read(request):
    """The comparison from the version that this person read last to the newest that they may see."""
    plan = Plan.objects.current()
    version = version_to_read(plan, request.user)
    mark = LastRead.objects.filter(person=request.user, plan=version.plan_id).first() if version else None
    visible = Version.objects.visible_to(request.user)
    read = visible.filter(pk=mark.version_id).first() if mark else None
    if read and read.number < version.number:
        return redirect("plans:compare", (read.number, version.number))
    return render(request, "plans/reading/since_last_read.html", {"version": version, "read": read})
