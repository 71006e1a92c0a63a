"""Calendar files: everyone's, one meeting's, and each person's own at an address that is a secret."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations import actions
from consultations.documents import ical
from consultations.models import CalendarKey, Meeting, RegistrationStatus
from consultations.views.registering import find_visible, own_registration
from essportal import clock, menus

SHOWN_DAYS = 180
MOST = 500


@login_not_required
@require_safe
def public_calendar(request):
    """The same for whoever reads it: what a visitor may see, even when the team asks."""
    found = _recent(Meeting.objects.visible_to(AnonymousUser()))
    name = _("Rencontres, %(authority)s") % {"authority": menus.authority() or _("plan de l’ESS")}
    return _file(ical.calendar(found, name=name), "rencontres.ics")


@login_not_required
@require_safe
def meeting_calendar(request, reference):
    meeting = find_visible(request, reference)
    mine = own_registration(meeting, request.user)
    has_place = mine is not None and mine.status == RegistrationStatus.CONFIRMED
    content = ical.calendar([meeting], with_address=[meeting.pk] if has_place else [])
    return _file(content, f"{meeting.reference}.ics", private=True)


@login_not_required
@require_safe
def own_calendar(request, secret):
    """Whoever holds the address reads; who they are and what they may see are asked again at each request."""
    found = CalendarKey.objects.filter(digest=actions.calendar_digest(secret)).select_related("person").first()
    if found is None or not found.person.is_active or found.person.erased_at:
        raise Http404
    person = found.person
    meetings = _recent(Meeting.objects.visible_to(person).expecting(person))
    places = person.registrations.confirmed().values_list("meeting", flat=True)
    content = ical.calendar(meetings, name=_("Mes rencontres"), with_address=set(places))
    return _file(content, "mes-rencontres.ics", private=True)


def my_calendar(request):
    """The address is told once, on the answer to the form: afterwards, the portal itself cannot say it."""
    address = ""
    if request.method == "POST":
        secret = actions.draw_calendar_key(request.user, by=request.user)
        address = f"{settings.SITE_URL}{reverse('consultations:own-calendar', args=[secret])}"
    key = CalendarKey.objects.filter(person=request.user).first()
    return render(request, "consultations/registering/my_calendar.html", {"key": key, "address": address})


@require_POST
def revoke_calendar(request):
    actions.revoke_calendar_key(request.user, by=request.user)
    messages.success(request, _("L’ancienne adresse ne répond plus."))
    return redirect("consultations:my-calendar")


def _recent(meetings):
    since = clock.now() - timedelta(days=SHOWN_DAYS)
    return meetings.filter(ends_at__gte=since).select_related("municipality").order_by("starts_at", "pk")[:MOST]


def _file(content, name, *, private=False):
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store" if private else "public, max-age=900",
        },
    )
