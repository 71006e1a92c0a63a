"""Who comes to a meeting: the team's list, what is registered for someone, the door."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations import actions
from consultations.documents.attendance_sheet import attendance_pdf
from consultations.forms.registrations import ComerForm, OnBehalfForm
from consultations.models import MeetingStatus, Minutes, RegistrationStatus
from consultations.selectors.quorum import quorum
from consultations.views.registering import places
from consultations.views.work_meetings import find_meeting
from essportal import clock, exports, menus
from essportal.text import french_order

MARKS = {"present": True, "absent": False, "inconnu": None}


def work_registrations(request, reference):
    meeting = find_meeting(request, reference)
    form = OnBehalfForm(request.POST or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        made = actions.register(meeting, by=request.user, **form.chosen)
        waits = made.status == RegistrationStatus.WAITING
        messages.success(
            request, _("Mise sur la liste d’attente : %(name)s.") % {"name": made} if waits else _said(made)
        )
        return redirect("consultations:work-registrations", reference)
    standing = list(meeting.registrations.standing().with_names().order_by("registered_at", "pk"))
    context = {
        "meeting": meeting,
        "form": form,
        "confirmed": by_name(one for one in standing if one.status == RegistrationStatus.CONFIRMED),
        "queue": [one for one in standing if one.status == RegistrationStatus.WAITING],
        "cancelled": meeting.registrations.filter(status=RegistrationStatus.CANCELLED).count(),
        **places(meeting, request.user),
    }
    return render(request, "consultations/work/registrations.html", context)


def _said(made):
    return _("Inscription notée : %(name)s.") % {"name": made}


def by_name(registrations):
    return sorted(registrations, key=lambda one: french_order(one.called))


def cancel_for_someone(request, reference, pk):
    meeting = find_meeting(request, reference)
    found = get_object_or_404(meeting.registrations.with_names(), pk=pk)
    if request.method == "POST":
        actions.cancel_registration(found, by=request.user)
        messages.success(request, _("L’inscription est annulée. La place va à la première personne qui attend."))
        return redirect("consultations:work-registrations", reference)
    return render(request, "consultations/work/registration_cancel.html", {"meeting": meeting, "registration": found})


def attendance(request, reference):
    """The phone at the door: one list, two large buttons a person, and a line to add whoever had not said so."""
    meeting = find_meeting(request, reference)
    form = ComerForm(request.POST or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        made = actions.welcome_unannounced(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("Présence notée : %(name)s.") % {"name": made})
        return redirect("consultations:attendance", reference)
    found = list(meeting.registrations.standing().with_names().order_by("registered_at", "pk"))
    approved = Minutes.objects.approved().filter(meeting=meeting).exists()
    is_open = meeting.status in (MeetingStatus.ANNOUNCED, MeetingStatus.HELD) and not approved
    context = {
        "meeting": meeting,
        "form": form,
        "people": by_name(found),
        "present": sum(one.attended is True for one in found),
        "unknown": sum(one.attended is None for one in found),
        "quorum": quorum(meeting),
        "is_approved": approved,
        "is_open": is_open and clock.today() >= clock.day_of(meeting.starts_at),
    }
    return render(request, "consultations/work/attendance.html", context)


@require_POST
def mark(request, reference, pk):
    meeting = find_meeting(request, reference)
    found = get_object_or_404(meeting.registrations, pk=pk)
    actions.note_attendance(found, by=request.user, attended=MARKS.get(request.POST.get("mark", "")))
    address = redirect("consultations:attendance", reference)
    address["Location"] += f"#p{found.pk}"
    return address


@require_safe
def sheet(request, reference):
    meeting = find_meeting(request, reference)
    people = by_name(meeting.registrations.confirmed().with_names())
    exports.log(request, _("Feuille de présence %(meeting)s") % {"meeting": meeting.reference}, rows=len(people))
    return HttpResponse(
        attendance_pdf(meeting, people, str(menus.authority() or "")),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="feuille-de-presence-{meeting.reference}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )
