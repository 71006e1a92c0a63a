"""Taking out what was noted by mistake: a page that asks, then the deed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations import actions, policies
from consultations.models import CouncilTerm, Series
from consultations.views.work_bodies import find_body
from essportal.policies import require
from essportal.typography import day


def withdraw_series(request, slug):
    require(policies.can_run_consultations, request.user)
    found = get_object_or_404(Series.objects.visible_to(request.user), slug=slug)
    said = _("Son adresse ne répondra plus. Une série qui a des rencontres ne se retire pas.")
    places = reverse("consultations:work-series"), reverse("consultations:edit-series", args=[slug])
    return _ask(request, found, actions.withdraw_series, said, *places)


def withdraw_body(request, slug):
    found = find_body(request, slug)
    said = _(
        "Elle disparaît avec ses collèges. Une instance qui a des sièges ou des séances se dissout, sans se retirer."
    )
    places = reverse("consultations:work-bodies"), reverse("consultations:work-body", args=[slug])
    return _ask(request, found, actions.withdraw_body, said, *places)


def withdraw_term(request, pk):
    require(policies.can_run_consultations, request.user)
    found = get_object_or_404(CouncilTerm, pk=pk)
    said = _("Du %(start)s au %(end)s. Un mandat dont le conseil a créé des commissions ne se retire pas.") % {
        "start": day(found.starts_on),
        "end": day(found.ends_on),
    }
    return _ask(request, found, actions.withdraw_term, said, reverse("consultations:body-terms"))


def _ask(request, thing, withdraw, said, after, back=""):
    if request.method == "POST":
        withdraw(thing, by=request.user)
        messages.success(request, _("C’est retiré."))
        return redirect(after)
    context = {"thing": thing, "kind": thing._meta.verbose_name, "said": said, "back": back or after}
    return render(request, "consultations/work/mistake.html", context)
