"""Departments and competences: two lists, a page each, closed without losing what was said of them."""

from django.contrib import messages
from django.db.models import Count, F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors import actions, policies
from actors.forms.departments import DepartmentForm, DepartmentsForm, PolicyAreaForm
from actors.models import Department, PolicyArea
from essportal.policies import require

OPEN_FIRST = [F("closed_on").asc(nulls_first=True), "name"]


def departments(request):
    require(policies.can_tend_territory, request.user)
    form = DepartmentsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = actions.add_departments(form.cleaned_data["lines"], by=request.user)
        said = ngettext("%(n)s direction est ajoutée.", "%(n)s directions sont ajoutées.", len(added))
        already = _("Ces directions étaient déjà là : rien n’a changé.")
        messages.success(request, said % {"n": len(added)} if added else already)
        return redirect("actors:departments")
    held = Department.objects.order_by(*OPEN_FIRST).prefetch_related("policy_areas")
    areas = PolicyArea.objects.open()
    return render(request, "actors/settings/departments.html", {"form": form, "departments": held, "areas": areas})


def department(request, slug):
    found = _find(request, Department, slug)
    form = DepartmentForm(request.POST or None, instance=_find(request, Department, slug))
    if request.method == "POST" and form.is_valid():
        actions.revise_department(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("La direction est enregistrée."))
        return redirect("actors:departments")
    return render(request, "actors/settings/department.html", {"form": form, "department": found})


def policy_areas(request):
    require(policies.can_tend_territory, request.user)
    form = PolicyAreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_policy_area(by=request.user, **form.cleaned_data)
        messages.success(request, _("La compétence est ajoutée."))
        return redirect("actors:policy-areas")
    held = PolicyArea.objects.order_by(*OPEN_FIRST).annotate(held_by=Count("departments"))
    return render(request, "actors/settings/policy_areas.html", {"form": form, "areas": held})


def policy_area(request, slug):
    found = _find(request, PolicyArea, slug)
    form = PolicyAreaForm(request.POST or None, instance=_find(request, PolicyArea, slug))
    if request.method == "POST" and form.is_valid():
        actions.revise_policy_area(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("La compétence est renommée."))
        return redirect("actors:policy-areas")
    return render(request, "actors/settings/policy_area.html", {"form": form, "area": found})


def close_department(request, slug):
    found = _find(request, Department, slug)
    if request.method == "POST":
        if found.closed_on:
            actions.reopen_department(found, by=request.user)
            messages.success(request, _("La direction est rouverte."))
        else:
            actions.close_department(found, by=request.user)
            messages.success(request, _("La direction est fermée. Elle se rouvre d’un clic."))
        return redirect("actors:departments")
    return render(request, "actors/settings/close_department.html", {"department": found})


def close_policy_area(request, slug):
    found = _find(request, PolicyArea, slug)
    if request.method == "POST":
        if found.closed_on:
            actions.reopen_policy_area(found, by=request.user)
            messages.success(request, _("La compétence est rouverte."))
        else:
            actions.close_policy_area(found, by=request.user)
            messages.success(request, _("La compétence est fermée. Elle se rouvre d’un clic."))
        return redirect("actors:policy-areas")
    return render(request, "actors/settings/close_policy_area.html", {"area": found})


def _find(request, model, slug):
    require(policies.can_tend_territory, request.user)
    return get_object_or_404(model, slug=slug)
