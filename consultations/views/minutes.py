"""Minutes as they are read: by everyone once approved, by those who were there once sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions, policies
from consultations.documents.minutes import minutes_pdf as make_pdf
from consultations.documents.minutes import parts_of
from consultations.forms.minutes import CorrectionForm
from consultations.models import Body, Decision, Meeting, Minutes, MinutesCorrection
from consultations.selectors.attending import attendance_of
from essportal import exports, menus
from essportal.policies import require


@login_not_required
def minutes(request, reference):
    found = find_minutes(request, reference)
    corrections = MinutesCorrection.objects.visible_to(request.user).filter(minutes=found).select_related("section")
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "body": _shown(found.meeting.body_id, request.user),
        "approving": _approving(found, request.user),
        "is_shown": Meeting.objects.visible_to(request.user).filter(pk=found.meeting_id).exists(),
        "parts": parts_of(found),
        "attendance": found.attendance if found.is_approved else attendance_of(found.meeting),
        "decisions": decisions_of(found.meeting, request.user),
        "errata": found.errata.all(),
        "corrections": corrections,
        "can_correct": found.takes_corrections and policies.can_correct_minutes(request.user, found),
        "may_run": policies.can_run_consultations(request.user),
    }
    return render(request, "consultations/minutes/detail.html", context)


@login_not_required
def minutes_pdf(request, reference):
    found = find_minutes(request, reference)
    if not (found.is_approved and found.meeting.is_public):
        exports.log(request, _("Compte rendu %(reference)s, PDF") % {"reference": reference})
    seen = {"body": _shown(found.meeting.body_id, request.user), "approving": _approving(found, request.user)}
    return HttpResponse(
        make_pdf(found, decisions_of(found.meeting, request.user), str(menus.authority() or ""), **seen),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="compte-rendu-{reference}.pdf"'},
    )


def propose_correction(request, reference):
    found = find_minutes(request, reference)
    require(policies.can_correct_minutes, request.user, found)
    form = CorrectionForm(request.POST or None, minutes=found)
    if request.method == "POST" and form.is_valid():
        actions.propose_correction(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Votre correction est transmise. La réponse paraîtra ici."))
        return redirect(found)
    return render(request, "consultations/minutes/correct.html", {"form": form, "minutes": found})


def find_minutes(request, reference):
    visible = Minutes.objects.visible_to(request.user).select_related("meeting__municipality", "meeting__body")
    return get_object_or_404(visible.select_related("approved_in"), meeting__reference=reference)


def decisions_of(meeting, reader) -> list[Decision]:
    found = Decision.objects.visible_to(reader).filter(meeting=meeting).with_owners()
    return list(found.prefetch_related("steps").order_by("kind", "number"))


def of_meeting(meeting, reader) -> dict:
    """What the page of a meeting says of its minutes, for the fragments of this topic."""
    return {
        "minutes": Minutes.objects.visible_to(reader).filter(meeting=meeting).first(),
        "body": _shown(meeting.body_id, reader),
        "decisions": decisions_of(meeting, reader),
        "to_follow": _to_follow(meeting, reader),
        "may_run": policies.can_run_consultations(reader),
    }


def _to_follow(meeting, reader) -> list[Decision]:
    """While a sitting is to come or held without approved minutes, what is open is on its agenda by itself."""
    if meeting.status == "cancelled" or Minutes.objects.approved().filter(meeting=meeting).exists():
        return []
    found = Decision.objects.visible_to(reader).to_follow_up_at(meeting)
    return list(found.with_owners().prefetch_related("steps"))


def _shown(body_id, reader):
    return Body.objects.visible_to(reader).filter(pk=body_id).first() if body_id else None


def _approving(minutes, reader):
    """The sitting that approved them, when it is not private to this reader."""
    return (
        Meeting.objects.visible_to(reader).filter(pk=minutes.approved_in_id).first() if minutes.approved_in_id else None
    )
