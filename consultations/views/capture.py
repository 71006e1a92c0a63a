"""A table's page, for whoever holds its address: no account, and nothing to read but what this device typed.

No session stands behind the address: the right to write is the secret in it, which another site does not know, and each
send carries Django's token besides. The page is never kept by a proxy, never indexed, and its address never leaves it.
"""

import re
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions
from consultations.forms.capture import CaptureForm, TakeBackForm
from consultations.models import CaptureAddress, CapturedIdea, ContributionStatus
from essportal.errors import Refused
from essportal.middleware import content_policy

COOKIE, COOKIE_LIVES = "table", 2 * 24 * 3600
DEVICE = re.compile(r"[0-9a-f]{32}")


@login_not_required
def capture(request, secret):
    addresses = CaptureAddress.objects.select_related("workshop__meeting__consultation")
    address = get_object_or_404(addresses.behind(secret))
    if request.method != "POST":
        return discreet(show(request, address, status=410 if address.revoked_at else 200))
    answer = take_back if "back" in request.POST else receive
    return discreet(answer(request, address))


@login_not_required
def worker(request, secret):
    """Served beside the page, so that it can see nothing else of the portal."""
    get_object_or_404(CaptureAddress.objects.behind(secret))
    script = render(request, "consultations/capture/worker.js", content_type="text/javascript; charset=utf-8")
    return discreet(script)


def discreet(response):
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Never the address. Under `no-referrer` a browser would also hide where a plain form comes from, and the check
    # against forged forms would refuse it.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Content-Security-Policy"] = content_policy(worker_src=["'self'"])
    return response


def receive(request, address):
    form = CaptureForm(request.POST, request.FILES)
    if closed := actions.why_closed(address):  # before a picture is opened
        return refuse(request, address, closed, status=409, form=form)
    if not form.is_valid():
        return refuse(request, address, " ".join(_sentences(form)), status=400, form=form)
    device = device_of(request) or uuid.uuid4().hex
    said = form.cleaned_data
    said["text"] = said["text"] or _("Photo de la feuille de la table %(number)s.") % {
        "number": address.workshop.number
    }
    try:
        actions.capture_idea(address, device="" if by_script(request) else device, **said)
    except Refused as refused:
        too_many = isinstance(refused, actions.TooMany)
        return refuse(request, address, refused.reason, status=429 if too_many else 409, form=form)
    return done(request, device)


def take_back(request, address):
    form = TakeBackForm(request.POST)
    if form.is_valid():
        try:
            actions.take_back_idea(address, key=form.cleaned_data["key"])
        except Refused as refused:
            return refuse(request, address, refused.reason, status=409)
    return done(request, device_of(request))


def done(request, device):
    if by_script(request):
        return JsonResponse({"done": True})
    response = redirect(request.path)
    if device:
        response.set_cookie(
            COOKIE,
            device,
            max_age=COOKIE_LIVES,
            path=request.path,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


def refuse(request, address, why, *, status, form=None):
    if by_script(request):
        return JsonResponse({"why": why, "closed": bool(actions.why_closed(address))}, status=status)
    return show(request, address, form=form, why=why, status=status)


def show(request, address, *, form=None, why="", status=200):
    device = device_of(request)
    mine = CapturedIdea.objects.filter(address=address, device=device) if device else CapturedIdea.objects.none()
    mine = mine.exclude(contribution__status=ContributionStatus.WITHDRAWN).select_related("contribution")
    closed = actions.why_closed(address)
    context = {
        "address": address,
        "table": address.workshop,
        "meeting": address.workshop.meeting,
        "form": form or CaptureForm(initial={"key": uuid.uuid4()}),
        "mine": mine.order_by("-pk"),
        "closed": closed,
        "why": "" if why == closed else why,
        "tells_its_table": address.state != "revoked",
    }
    return render(request, "consultations/capture/table.html", context, status=status)


def by_script(request) -> bool:
    return request.headers.get("Accept") == "application/json"


def device_of(request) -> str:
    """Without JavaScript, a cookie of this address alone tells one's own ideas from those of the rest of the table."""
    found = request.COOKIES.get(COOKIE, "")
    return found if DEVICE.fullmatch(found) else ""


def _sentences(form):
    return [error for errors in form.errors.values() for error in errors]
