"""Around a meeting: who is invited, the documents sent, the points taken up again, the series it belongs to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.expecting import CarryForm, DocumentForm, MeetingInviteForm, SeriesForm
from consultations.models import Meeting, MeetingDocument, Series, last_day_for_documents
from consultations.views.work_meetings import find_meeting
from essportal.paging import page_of
from essportal.policies import require


def invitations(request, reference):
    meeting = find_meeting(request, reference)
    form = MeetingInviteForm(request.POST or None, reader=request.user, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        made = actions.invite_to_meeting(
            meeting, by=request.user, people=form.people(), addresses=form.cleaned_data["addresses"]
        )
        said = ngettext("%(n)s invitation envoyée.", "%(n)s invitations envoyées.", len(made)) % {"n": len(made)}
        messages.success(request, said if made else _("Toutes ces personnes étaient déjà invitées."))
        return redirect("consultations:meeting-invitations", reference)
    context = {
        "meeting": meeting,
        "form": form,
        "page": page_of(request, meeting.invitations.select_related("person"), 50),
    }
    return render(request, "consultations/work/invitations.html", context)


def take_back(request, reference, pk):
    meeting = find_meeting(request, reference)
    found = get_object_or_404(meeting.invitations.select_related("person", "meeting"), pk=pk)
    if request.method == "POST":
        actions.take_invitation_back(found, by=request.user)
        messages.success(request, _("L’invitation est retirée."))
        return redirect("consultations:meeting-invitations", reference)
    return render(request, "consultations/work/invitation_back.html", {"meeting": meeting, "invitation": found})


def documents(request, reference):
    meeting = find_meeting(request, reference)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = actions.send_document(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le document « %(title)s » est en ligne.") % {"title": sent})
        return redirect("consultations:meeting-documents", reference)
    found = list(meeting.documents.all())
    for document in found:
        document.meeting = meeting
    context = {"meeting": meeting, "form": form, "documents": found, "last_day": last_day_for_documents(meeting)}
    return render(request, "consultations/work/documents.html", context)


def withdraw_document(request, reference, pk):
    meeting = find_meeting(request, reference)
    found = get_object_or_404(meeting.documents, pk=pk)
    if request.method == "POST":
        actions.withdraw_document(found, by=request.user)
        messages.success(request, _("Le document est retiré."))
        return redirect("consultations:meeting-documents", reference)
    return render(request, "consultations/work/document_withdraw.html", {"meeting": meeting, "document": found})


@login_not_required
def document(request, reference, pk):
    """Whether the reader may see the meeting is asked again at each request: an address kept opens nothing."""
    visible = Meeting.objects.visible_to(request.user).filter(reference=reference)
    found = get_object_or_404(MeetingDocument, meeting__in=visible, pk=pk)
    try:
        response = FileResponse(
            found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
        )
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def carry_over(request, reference):
    meeting = find_meeting(request, reference)
    before = actions.sitting_before(meeting)
    if before is None:
        raise Http404
    form = CarryForm(request.POST, before=before)
    if form.is_valid():
        n = actions.carry_over(meeting, form.cleaned_data["items"], by=request.user)
        messages.success(request, ngettext("%(n)s point reporté.", "%(n)s points reportés.", n) % {"n": n})
    else:
        messages.error(request, _("Cochez au moins un point à reporter."))
    return redirect("consultations:work-meeting", reference)


@login_not_required
def series(request, slug):
    found = get_object_or_404(Series.objects.visible_to(request.user), slug=slug)
    meetings = Meeting.objects.visible_to(request.user).filter(series=found).select_related("municipality")
    context = {
        "series": found,
        "upcoming": list(meetings.upcoming().order_by("starts_at", "pk")[:60]),
        "past": page_of(request, meetings.past().order_by("-starts_at", "-pk"), 25),
        "can_edit": policies.can_run_consultations(request.user),
    }
    return render(request, "consultations/public/series.html", context)


def work_series(request):
    require(policies.can_run_consultations, request.user)
    found = Series.objects.visible_to(request.user).order_by("name", "pk")
    return render(request, "consultations/work/series.html", {"page": page_of(request, found, 25)})


def new_series(request):
    require(policies.can_run_consultations, request.user)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.open_series(by=request.user, **form.cleaned_data)
        messages.success(request, _("La série « %(name)s » est créée.") % {"name": made})
        return redirect("consultations:work-series")
    return render(request, "consultations/work/series_form.html", {"form": form, "series": None, "is_empty": False})


def edit_series(request, slug):
    require(policies.can_run_consultations, request.user)
    found = get_object_or_404(Series.objects.visible_to(request.user), slug=slug)
    form = SeriesForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.revise_series(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("La série est modifiée."))
        return redirect("consultations:work-series")
    context = {"form": form, "series": found, "is_empty": not found.meetings.exists()}
    return render(request, "consultations/work/series_form.html", context)
