"""Mon espace: what I wrote and what became of it, for whom I speak, what the portal knows of me."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors.actions import erase_person
from actors.models import ClaimStatus, HandOver, SheetDraft
from consultations import actions, policies
from consultations.exports import personal_data
from consultations.forms.contributions import LeaveForm, NameForm
from consultations.models import Contribution, ContributionStatus
from essportal import slots
from essportal.policies import require

SHOWN_CLAIMS = [ClaimStatus.WAITING, ClaimStatus.ASKED, ClaimStatus.REFUSED]


def my_space(request):
    mine = Contribution.objects.filter(author=request.user).with_author().select_related("consultation")
    filed = mine.exclude(status=ContributionStatus.DRAFT).order_by("-filed_at", "-pk")
    page = Paginator(filed, 25).get_page(request.GET.get("page"))
    slots.fill("contribution-outcome", page.object_list, request.user)
    claims = request.user.claims.filter(status__in=SHOWN_CLAIMS).select_related("organisation")[:10]
    context = {
        "page": page,
        "drafts": mine.filter(status=ContributionStatus.DRAFT).order_by("-created_at", "-pk")[:50],
        "representations": _speaks_for(request.user, claims),
        "claims": claims,
        "offers": HandOver.objects.offered_to(request.user).select_related("organisation"),
        "sheet_draft": SheetDraft.objects.filter(person=request.user).first(),
        "can_leave": policies.can_leave_alone(request.user),
    }
    return render(request, "consultations/mine/space.html", context)


def _speaks_for(person, claims):
    """Without the sheets told beside as claims, nor those that a merge took away."""
    told = {claim.organisation_id for claim in claims if claim.is_open}
    return [
        link
        for link in person.representations
        if not link.organisation.merged_into_id and link.organisation_id not in told
    ]


def my_name(request):
    person = request.user
    form = NameForm(request.POST or None, initial={"name": person.name, "name_is_public": person.name_is_public})
    if request.method == "POST" and form.is_valid():
        actions.change_name_consent(person, by=person, **form.cleaned_data)
        messages.success(request, _("Votre choix est enregistré."))
        return redirect("consultations:my-space")
    return render(request, "consultations/mine/name.html", {"form": form})


def my_data(request):
    """A file with everything the portal holds about the reader, and about nobody else."""
    response = JsonResponse(personal_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


def leave(request):
    require(policies.can_leave_alone, request.user)
    form = LeaveForm(request.POST or None, email=request.user.email)
    if request.method == "POST" and form.is_valid():
        erase_person(request.user, by=request.user)
        logout(request)
        messages.success(request, _("Votre compte est effacé."))
        return redirect("/")
    return render(request, "consultations/mine/leave.html", {"form": form})
