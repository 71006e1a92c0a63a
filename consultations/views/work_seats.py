"""Seats, one deed a page: name, say who sits, replace, end, withdraw what was noted by mistake."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions
from consultations.actions.seats import can_withdraw
from consultations.forms.bodies import ReplaceForm, SeatEndForm, SeatForm, SitterForm
from consultations.models import Seat
from consultations.views.work_bodies import find_body


def name_seat(request, slug, college):
    body = find_body(request, slug)
    college = get_object_or_404(body.colleges.select_related("body"), pk=college)
    form = SeatForm(request.POST or None, college=college)
    if request.method == "POST" and form.is_valid():
        actions.name_seat(college, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le siège est pourvu."))
        return redirect("consultations:work-body", slug)
    return render(request, "consultations/bodies/seat_name.html", {"form": form, "body": body, "college": college})


def sitter(request, slug, pk):
    body, seat = _find(request, slug, pk)
    form = SitterForm(request.POST or None, initial={"person": seat.person.email if seat.person else ""})
    if request.method == "POST" and form.is_valid():
        actions.seat_person(seat, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le siège est enregistré."))
        return redirect("consultations:work-body", slug)
    said = {"title": _("Qui siège ?"), "button": _("Enregistrer")}
    return render(request, "consultations/bodies/seat.html", {"form": form, "body": body, "seat": seat, **said})


def replace(request, slug, pk):
    body, seat = _find(request, slug, pk)
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.replace_in_seat(seat, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le remplacement est noté ; qui siégeait avant garde ses dates."))
        return redirect("consultations:work-body", slug)
    said = {"title": _("Remplacer"), "button": _("Noter le remplacement")}
    return render(request, "consultations/bodies/seat.html", {"form": form, "body": body, "seat": seat, **said})


def end(request, slug, pk):
    body, seat = _find(request, slug, pk)
    form = SeatEndForm(request.POST or None, seat=seat)
    if request.method == "POST" and form.is_valid():
        actions.end_seat(seat, by=request.user, **form.cleaned_data)
        messages.success(request, _("La fin du siège est notée."))
        return redirect("consultations:work-body", slug)
    said = {"title": _("Mettre fin au siège"), "button": _("Noter la fin"), "can_withdraw": can_withdraw(seat)}
    return render(request, "consultations/bodies/seat.html", {"form": form, "body": body, "seat": seat, **said})


def withdraw(request, slug, pk):
    body, seat = _find(request, slug, pk)
    if request.method == "POST":
        actions.withdraw_seat(seat, by=request.user)
        messages.success(request, _("Le siège noté par erreur est retiré."))
        return redirect("consultations:work-body", slug)
    said = {"title": _("Retirer ce siège, noté par erreur ?"), "button": _("Retirer le siège")}
    return render(request, "consultations/bodies/seat.html", {"body": body, "seat": seat, "form": "", **said})


def _find(request, slug, pk):
    body = find_body(request, slug)
    return body, get_object_or_404(Seat.objects.filter(college__body=body).with_holders(), pk=pk)
