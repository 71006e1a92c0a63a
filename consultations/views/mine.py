"""Mon espace: what I wrote and what became of it, for whom I speak, what the portal knows of me."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors.actions import erase_person
from actors.models import ClaimStatus, Consent, DataRequest, HandOver, Invitation, RequestStatus, SheetDraft
from consultations import actions, policies
from consultations.forms.contributions import LeaveForm, NameForm
from consultations.models import Contribution, ContributionStatus
from consultations.todo_bodies import in_bodies
from essportal import clock, exports, mydata, slots
from essportal.freshness import fresh_sign_in
from essportal.paging import page_of
from essportal.policies import require

SHOWN_CLAIMS = [ClaimStatus.WAITING, ClaimStatus.ASKED, ClaimStatus.REFUSED]


def my_space(request):
    mine = Contribution.objects.filter(author=request.user).with_author().select_related("consultation")
    filed = mine.exclude(status=ContributionStatus.DRAFT).order_by("-filed_at", "-pk")
    page = page_of(request, filed, 25)
    slots.fill("contribution-outcome", page.object_list, request.user)
    claims = request.user.claims.filter(status__in=SHOWN_CLAIMS).select_related("organisation")[:10]
    context = {
        "page": page,
        "drafts": mine.filter(status=ContributionStatus.DRAFT).order_by("-created_at", "-pk")[:50],
        "invitations": Invitation.objects.for_person(request.user).select_related("invited_by"),
        "representations": _speaks_for(request.user, claims),
        "claims": claims,
        "offers": HandOver.objects.offered_to(request.user).select_related("organisation"),
        "sheet_draft": SheetDraft.objects.filter(person=request.user).first(),
        "can_leave": policies.can_leave_alone(request.user),
        **in_bodies(request.user),
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


@require_POST
def take_name_back(request):
    """As easily as it was given: one button."""
    person = request.user
    actions.change_name_consent(person, by=person, name=person.name, name_is_public=False)
    messages.success(request, _("Votre nom n’est plus affiché nulle part."))
    return redirect("consultations:my-space")


@require_safe
def my_data(request):
    """What the portal holds about the reader, to take away; what they agreed to; what they asked of the DPO."""
    context = {
        "consents": Consent.objects.visible_to(request.user),
        "requests": DataRequest.objects.filter(person=request.user).exclude(status=RequestStatus.UNCONFIRMED),
        "can_leave": policies.can_leave_alone(request.user),
        **in_bodies(request.user),
    }
    return render(request, "consultations/mine/data.html", context)


@require_safe
@fresh_sign_in
def my_data_file(request, kind):
    """Built for whoever is signed in, in this session, at the moment they ask: the address alone gives nothing."""
    found = mydata.gather(request.user)
    if kind == "json":
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    else:
        context = {"person": request.user, "data": mydata.readable(found), "now": clock.now()}
        response = render(request, "consultations/mine/data_file.html", context)
    response.headers["Content-Disposition"] = f'attachment; filename="mes-donnees.{kind}"'
    exports.log(request, _("Mes données, %(kind)s") % {"kind": kind.upper()}, rows=len(found["contributions"]))
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
