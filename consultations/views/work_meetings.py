"""The team's meetings: prepare, announce, hold, cancel."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations import actions, policies
from consultations.forms.meetings import MeetingForm
from consultations.models import Body, Consultation, ContributionStatus, Meeting, MeetingKind, MeetingStatus
from consultations.selectors.captures import captures_of
from consultations.views.expecting_parts import expecting_parts
from consultations.views.history import history
from consultations.views.minutes import of_meeting
from essportal import clock
from essportal.paging import page_of
from essportal.policies import require

TYPED = Count("contributions", filter=~Q(contributions__status=ContributionStatus.WITHDRAWN), distinct=True)


def work_meetings(request):
    require(policies.can_run_consultations, request.user)
    meetings = Meeting.objects.visible_to(request.user).select_related("municipality").annotate(typed=TYPED)
    past = meetings.filter(status__in=[MeetingStatus.HELD, MeetingStatus.CANCELLED]).order_by("-starts_at", "-pk")
    context = {
        "preparing": meetings.filter(status=MeetingStatus.PREPARING).order_by("starts_at", "pk"),
        "announced": meetings.filter(status=MeetingStatus.ANNOUNCED).order_by("starts_at", "pk"),
        "page": page_of(request, past, 25),
        "now": clock.now(),
    }
    return render(request, "consultations/work/meetings.html", context)


def new_meeting(request):
    require(policies.can_run_consultations, request.user)
    body = Body.objects.visible_to(request.user).filter(slug=request.GET.get("instance", "")).first()
    of_body = {"body": body, "kind": MeetingKind.SITTING, "is_public": body.is_public} if body else {}
    form = MeetingForm(request.POST or None, initial={"consultation": Consultation.objects.first(), **of_body})
    if request.method == "POST" and form.is_valid():
        meeting = actions.prepare_meeting(by=request.user, **form.cleaned_data)
        messages.success(request, _("La rencontre est préparée. Annoncez-la quand tout est juste."))
        return redirect("consultations:work-meeting", meeting.reference)
    return render(request, "consultations/work/meeting_form.html", {"form": form})


def work_meeting(request, reference):
    meeting = find_meeting(request, reference)
    tables = meeting.workshops.annotate(typed=TYPED).order_by("number")
    context = {
        "meeting": meeting,
        "tables": tables,
        "can": {name: meeting.can_move_to(deed.status) for name, deed in DEEDS.items()},
        "can_edit": meeting.status in (MeetingStatus.PREPARING, MeetingStatus.ANNOUNCED),
        "has_begun": meeting.starts_at <= clock.now(),
        "history": history(meeting),
        **expecting_parts(meeting),
        "minutes_part": of_meeting(meeting, request.user),
        "captures": captures_of(meeting),
    }
    return render(request, "consultations/work/meeting.html", context)


def edit_meeting(request, reference):
    meeting = find_meeting(request, reference)
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid():
        actions.revise_meeting(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("La rencontre est modifiée."))
        return redirect("consultations:work-meeting", reference)
    return render(request, "consultations/work/meeting_form.html", {"form": form, "meeting": meeting})


@dataclass(frozen=True)
class Deed:
    """A step of a meeting's life, confirmed on a page of its own."""

    act: Callable
    status: MeetingStatus
    question: str
    consequence: str
    button: str
    done: str


DEEDS = {
    "announce": Deed(
        actions.announce_meeting,
        MeetingStatus.ANNOUNCED,
        gettext_lazy("Annoncer cette rencontre ?"),
        gettext_lazy("Elle paraît tout de suite sur le portail, avec ses tables et son ordre du jour."),
        gettext_lazy("Annoncer la rencontre"),
        gettext_lazy("La rencontre est annoncée."),
    ),
    "cancel": Deed(
        actions.cancel_meeting,
        MeetingStatus.CANCELLED,
        gettext_lazy("Annuler cette rencontre ?"),
        gettext_lazy(
            "Elle reste visible avec le mot « annulée », et celles et ceux qui l’attendent l’apprennent par courriel. "
            "On ne revient pas en arrière."
        ),
        gettext_lazy("Annuler la rencontre"),
        gettext_lazy("La rencontre est annulée."),
    ),
    "hold": Deed(
        actions.close_meeting,
        MeetingStatus.HELD,
        gettext_lazy("Cette rencontre s’est tenue ?"),
        gettext_lazy("Elle rejoint les rencontres passées. Vous pouvez encore saisir les idées de ses tables."),
        gettext_lazy("Noter qu’elle s’est tenue"),
        gettext_lazy("La rencontre est notée comme tenue."),
    ),
}


GIVEN_UP = gettext_lazy("Elle n’a pas été annoncée : l’équipe seule la verra encore. On ne revient pas en arrière.")


def move_meeting(request, reference, deed):
    meeting = find_meeting(request, reference)
    deed = DEEDS[deed]
    if request.method == "POST":
        deed.act(meeting, by=request.user)
        messages.success(request, deed.done)
        return redirect("consultations:work-meeting", reference)
    never_said = deed.status == MeetingStatus.CANCELLED and meeting.status == MeetingStatus.PREPARING
    context = {"meeting": meeting, "deed": deed, "consequence": GIVEN_UP if never_said else deed.consequence}
    return render(request, "consultations/work/meeting_confirm.html", context)


def find_meeting(request, reference):
    require(policies.can_run_consultations, request.user)
    meetings = Meeting.objects.visible_to(request.user).select_related("consultation", "municipality", "body", "series")
    return get_object_or_404(meetings, reference=reference)
