"""Coming to a meeting: one's own place, one's own queue."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations import actions, kept_registrations, policies
from consultations.emails_meetings import rank_of
from consultations.forms.registrations import RegisterForm
from consultations.models import Meeting, Registration, RegistrationStatus, last_day_for_documents
from consultations.timetable import timetable


@login_not_required
def register(request, reference):
    """The form, then one's registration and what may still be changed in it, at the same address."""
    meeting = find_visible(request, reference)
    mine = own_registration(meeting, request.user)
    form = RegisterForm(
        request.POST or None,
        user=request.user,
        registration=mine,
        **({} if mine else {"initial": kept_registrations.kept(request.session, meeting)}),
    )
    if request.method == "POST" and form.is_valid():
        return _taken(request, meeting, mine, form)
    context = {"meeting": meeting, "form": form, **places(meeting, request.user, mine)}
    return render(request, "consultations/registering/register.html", context)


def _taken(request, meeting, mine, form):
    if not request.user.is_authenticated:
        if not meeting.takes_registrations:
            return redirect("consultations:register", meeting.reference)
        kept_registrations.keep(request.session, meeting, name=form.chosen["name"], need=form.chosen["need"])
        after = urlencode({"next": reverse("consultations:register", args=[meeting.reference])})
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{after}")
    if mine:
        actions.revise_registration(mine, by=request.user, **form.chosen)
        messages.success(request, _("Votre inscription est modifiée."))
    else:
        made = actions.register(meeting, by=request.user, person=request.user, **form.chosen)
        if made.status == RegistrationStatus.CONFIRMED:
            messages.success(request, _("Votre place est réservée."))
        else:
            messages.success(request, _("La rencontre est complète : vous êtes sur la liste d’attente."))
    return redirect("consultations:register", meeting.reference)


def cancel(request, reference):
    """Two clicks: the link, then the button. Sent twice, the second finds it done."""
    theirs = Registration.objects.filter(person=request.user, meeting__reference=reference).select_related("meeting")
    mine = theirs.standing().first() or theirs.last()
    if mine is None:
        raise Http404
    if request.method == "POST":
        actions.cancel_registration(mine, by=request.user)
    elif mine.status != RegistrationStatus.CANCELLED:
        return render(request, "consultations/registering/cancel.html", {"meeting": mine.meeting, "mine": mine})
    messages.success(request, _("Votre inscription est annulée."))
    return redirect("consultations:my-space")


def find_visible(request, reference):
    visible = Meeting.objects.visible_to(request.user).select_related("municipality", "body", "series")
    return get_object_or_404(visible, reference=reference)


def own_registration(meeting, user):
    if not user.is_authenticated:
        return None
    return meeting.registrations.standing().filter(person=user).with_names().first()


def places(meeting, user, mine=None) -> dict:
    """What a page says of the places: for the fragment `registering/_places.html`."""
    counts = meeting.registrations.aggregate(
        confirmed=Count("pk", filter=Q(status=RegistrationStatus.CONFIRMED)),
        waiting=Count("pk", filter=Q(status=RegistrationStatus.WAITING)),
    )
    taken, waiting = counts["confirmed"], counts["waiting"]
    left = None if meeting.capacity is None else max(0, meeting.capacity - taken - waiting)
    waits = mine is not None and mine.status == RegistrationStatus.WAITING
    may_read_address = policies.can_run_consultations(user) or (
        mine is not None and mine.status == RegistrationStatus.CONFIRMED
    )
    return {
        "mine": mine,
        "taken": taken,
        "waiting": waiting,
        "left": left,
        "rank": rank_of(mine) if waits else None,
        "online_address": meeting.online_address if may_read_address else "",
    }


def meeting_parts(meeting, user) -> dict:
    """All that this topic adds to the public page of a meeting."""
    documents = list(meeting.documents.all())
    for document in documents:
        document.meeting = meeting
    return {
        **places(meeting, user, own_registration(meeting, user)),
        "timetable": timetable(meeting, list(meeting.agenda.select_related("carried_from__meeting"))),
        "documents": documents,
        "documents_before": last_day_for_documents(meeting),
    }
