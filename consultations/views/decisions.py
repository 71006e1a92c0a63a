"""Decisions and tasks: taken in a sitting by the team, read by everyone, followed up by those who do them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions, policies
from consultations.forms.decisions import DecisionForm, FollowUpForm, OwnedForm
from consultations.models import Decision, Meeting, Minutes
from consultations.views.work_meetings import find_meeting
from essportal.paging import page_of
from essportal.policies import require

STATES = {"en-retard": "late", "a-faire": "open", "toutes": "all"}


@login_not_required
def decision(request, reference):
    found = find_decision(request, reference)
    steps = list(found.steps.select_related("meeting"))
    followed = Meeting.objects.visible_to(request.user).filter(pk__in=[step.meeting_id for step in steps])
    context = {
        "decision": found,
        "steps": steps,
        "seen": set(followed.values_list("pk", flat=True)),
        "meeting": Meeting.objects.visible_to(request.user).filter(pk=found.meeting_id).first(),
        "can_follow": policies.can_follow_up(request.user, found),
        "may_run": policies.can_run_consultations(request.user),
        "is_approved": _is_approved(found),
    }
    return render(request, "consultations/decisions/detail.html", context)


def follow_up(request, reference):
    """`?seance=` names the sitting where it is followed up; between two sittings there is none."""
    found = find_decision(request, reference)
    require(policies.can_follow_up, request.user, found)
    sitting = Meeting.objects.visible_to(request.user).filter(reference=request.GET.get("seance", "")).first()
    form = FollowUpForm(request.POST or None, decision=found)
    if request.method == "POST" and form.is_valid():
        meeting = sitting if sitting and policies.can_run_consultations(request.user) else None
        actions.follow_up(found, by=request.user, meeting=meeting, **form.cleaned_data)
        messages.success(request, _("La suite est notée."))
        return redirect("consultations:work-meeting", meeting.reference) if meeting else redirect(found)
    return render(
        request, "consultations/decisions/follow_up.html", {"form": form, "decision": found, "sitting": sitting}
    )


def work_decisions(request):
    require(policies.can_run_consultations, request.user)
    state = request.GET.get("etat", "a-faire")
    found = getattr(Decision.objects.visible_to(request.user), STATES.get(state, "open"))()
    listed = found.with_owners().prefetch_related("steps").order_by("due_on", "meeting__starts_at", "number", "pk")
    context = {"page": page_of(request, listed, 25), "state": state if state in STATES else "a-faire"}
    return render(request, "consultations/decisions/work_list.html", context)


def new_decision(request, reference):
    meeting = find_meeting(request, reference)
    form = DecisionForm(request.POST or None, initial={"kind": "decision"})
    if request.method == "POST" and form.is_valid():
        actions.take_decision(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("C’est inscrit."))
        return redirect("consultations:work-meeting", reference)
    return render(request, "consultations/decisions/form.html", {"form": form, "meeting": meeting})


def edit_decision(request, reference):
    require(policies.can_run_consultations, request.user)
    found = find_decision(request, reference)
    kind = OwnedForm if _is_approved(found) else DecisionForm
    form = kind(request.POST or None, instance=find_decision(request, reference))
    if request.method == "POST" and form.is_valid():
        actions.revise_decision(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        return redirect(found)
    return render(
        request, "consultations/decisions/form.html", {"form": form, "meeting": found.meeting, "decision": found}
    )


def drop_decision(request, reference):
    require(policies.can_run_consultations, request.user)
    found = find_decision(request, reference)
    if request.method == "POST":
        meeting = actions.drop_decision(found, by=request.user)
        messages.success(request, _("C’est retiré. Sa référence ne sera pas donnée à une autre."))
        return redirect("consultations:work-meeting", meeting.reference)
    return render(request, "consultations/decisions/drop.html", {"decision": found})


def find_decision(request, reference):
    return get_object_or_404(Decision.objects.visible_to(request.user).with_owners(), reference=reference)


def _is_approved(decision) -> bool:
    return Minutes.objects.approved().filter(meeting=decision.meeting_id).exists()
