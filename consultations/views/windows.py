"""The windows of a consultation: what each permits and when, set by the team; and the public history of the frame."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from consultations import actions
from consultations.forms.windows import RemovalForm, WindowForm
from consultations.models import Consultation, Permission
from consultations.views.frame import find_consultation
from essportal import clock, slots


def windows(request, slug):
    consultation = find_consultation(request, slug)
    form = WindowForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        actions.add_window(consultation, by=request.user, **form.cleaned_data)
        messages.success(request, _("La fenêtre est ajoutée."))
        return redirect("consultations:consultation-windows", slug)
    context = {
        "consultation": consultation,
        "form": form,
        "windows": consultation.windows.all(),
        "now": clock.now(),
    }
    return render(request, "consultations/work/windows.html", context)


def edit_window(request, slug, pk):
    consultation, window = _find(request, slug, pk)
    form = WindowForm(request.POST or None, consultation=consultation, window=window)
    if request.method == "POST" and form.is_valid():
        actions.move_window(window, by=request.user, **form.cleaned_data)
        messages.success(request, _("Les dates de la fenêtre sont changées."))
        return redirect("consultations:consultation-windows", slug)
    context = {"consultation": consultation, "form": form, "window": window}
    return render(request, "consultations/work/window.html", context)


def remove_window(request, slug, pk):
    consultation, window = _find(request, slug, pk)
    form = RemovalForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        actions.remove_window(window, by=request.user, **form.cleaned_data)
        messages.success(request, _("La fenêtre est retirée."))
        return redirect("consultations:consultation-windows", slug)
    context = {"consultation": consultation, "form": form, "window": window}
    return render(request, "consultations/work/window_remove.html", context)


def _find(request, slug, pk):
    consultation = find_consultation(request, slug)
    return consultation, get_object_or_404(consultation.windows, pk=pk)


@dataclass
class Change:
    """One part of a frame before and after: what the slot "page-difference" reads."""

    pk: str
    label: str
    before: str
    text: str
    is_dates: bool


@login_not_required
def frame_history(request, slug):
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    found = consultation.revisions.select_related("by")
    told = [
        (revision, [_change(revision, rank, one) for rank, one in enumerate(revision.changes)]) for revision in found
    ]
    slots.fill("page-difference", [change for __, changes in told for change in changes], request.user)
    context = {"consultation": consultation, "revisions": told}
    return render(request, "consultations/public/frame_history.html", context)


def _change(revision, rank, change) -> Change:
    what = change["what"]
    kind, __, permission = what.partition(":")
    if kind == "window":
        label = _("Fenêtre pour %(permission)s") % {"permission": Permission(permission).label}
    elif what == "questions":
        label = _("Les questions posées")
    else:
        label = capfirst(str(Consultation._meta.get_field(what).verbose_name))
    return Change(f"{revision.pk}-{rank}", label, change["before"], change["after"], kind == "window")
