"""Who is invited to review a version beside the officials: the team invites, and takes back while nothing was filed."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plans import actions
from plans.forms.invitations import InviteForm
from plans.models import AmendmentStatus, VersionStatus
from plans.selectors.reviewing import invited_people
from plans.views.work import find_version


def invitations(request, number):
    version = find_version(request, number)
    form = InviteForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        invitation = actions.invite_to_review(version, by=request.user, invited=form.invited)
        messages.success(request, _told(invitation))
        return redirect("plans:invitations", number)
    filed = Count("amendments", filter=~Q(amendments__status=AmendmentStatus.DRAFT))
    invited = version.invitations.select_related("organisation", "body").annotate(filed_count=filed).order_by("pk")
    context = {
        "version": version,
        "is_open": version.status == VersionStatus.IN_REVIEW,
        "invited": invited,
        "form": form,
    }
    return render(request, "plans/work/invitations.html", context)


def _told(invitation) -> str:
    people = len(invited_people(invitation))
    if not people:
        return _("%(invited)s : l’invitation est enregistrée, mais personne n’a encore de compte pour y répondre.") % {
            "invited": invitation
        }
    told = ngettext(
        "%(invited)s : une personne est prévenue par courriel.",
        "%(invited)s : %(n)s personnes sont prévenues par courriel.",
        people,
    )
    return told % {"invited": invitation, "n": people}


@require_POST
def take_invitation_back(request, number, pk):
    version = find_version(request, number)
    actions.take_invitation_back(get_object_or_404(version.invitations, pk=pk), by=request.user)
    messages.success(request, _("L’invitation est retirée."))
    return redirect("plans:invitations", number)
