"""The team's side of a workshop: its kit to print, and its tables' capture opened, shown, made again or closed."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions
from consultations.documents.kit import kit_pdf
from consultations.documents.qr import link_of, picture_of
from consultations.views.typing import find_workshop
from consultations.views.work_meetings import find_meeting
from essportal import menus


@require_POST
def open_capture(request, reference):
    meeting = find_meeting(request, reference)
    issued = len(actions.open_capture(meeting, by=request.user))
    done = ngettext("%(count)s table a son adresse.", "%(count)s tables ont leur adresse.", issued)
    messages.success(request, done % {"count": issued} if issued else _("Toutes les tables avaient déjà leur adresse."))
    return redirect("consultations:work-meeting", reference)


def table(request, reference, number):
    """The QR code large enough to be read from a screen, and the two deeds with what they change."""
    workshop = find_workshop(request, reference, number)
    address = workshop.capture_addresses.valid().annotate(received=Count("ideas")).first()
    context = {"workshop": workshop, "meeting": workshop.meeting, "address": address}
    if address:
        address.workshop = workshop
        link = link_of(address)
        context |= {"link": link, "qr": link and picture_of(link), "why": actions.why_closed(address)}
    return render(request, "consultations/capture/desk.html", context)


def kit(request, reference):
    """Never kept by a browser: it holds what opens the tables."""
    meeting = find_meeting(request, reference)
    return HttpResponse(
        kit_pdf(meeting, menus.authority()),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="dossier-{meeting.reference}.pdf"',
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
def renew(request, reference, number):
    actions.renew_capture(find_workshop(request, reference, number), by=request.user)
    messages.success(request, _("La table a une nouvelle adresse. Imprimez sa feuille de nouveau."))
    return redirect("consultations:capture-table", reference, number)


@require_POST
def close(request, reference, number):
    actions.close_capture(find_workshop(request, reference, number), by=request.user)
    messages.success(request, _("La capture de cette table est fermée. Les idées reçues restent."))
    return redirect("consultations:capture-table", reference, number)
