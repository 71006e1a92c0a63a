"""The team's bodies: create, revise, dissolve; the mandates of the council that bound some of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions, policies
from consultations.forms.bodies import BodyForm, DissolveForm, TermForm
from consultations.models import Body, CouncilTerm, Decision, Meeting, Seat
from consultations.selectors.composition import benches
from consultations.views.bodies import with_seats_held
from consultations.views.history import history
from essportal.policies import require


def work_bodies(request):
    require(policies.can_run_consultations, request.user)
    found = with_seats_held(Body.objects.visible_to(request.user)).order_by("name", "pk")
    context = {
        "running": [body for body in found if not body.is_over],
        "over": [body for body in found if body.is_over],
        "late": Decision.objects.visible_to(request.user).late().count(),
        "has_terms": CouncilTerm.objects.exists(),
    }
    return render(request, "consultations/bodies/work_list.html", context)


def new_body(request):
    require(policies.can_run_consultations, request.user)
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body = actions.create_body(by=request.user, **form.cleaned_data)
        messages.success(request, _("L’instance est créée. Pourvoyez maintenant ses sièges."))
        return redirect("consultations:work-body", body.slug)
    return render(request, "consultations/bodies/form.html", {"form": form})


def work_body(request, slug):
    body = find_body(request, slug)
    colleges, to_come, past = benches(body)
    meetings = Meeting.objects.visible_to(request.user).filter(body=body)
    context = {
        "body": body,
        "colleges": colleges,
        "to_come": to_come,
        "past_seats": past,
        "meetings": meetings.select_related("minutes").order_by("-starts_at", "-pk")[:8],
        "history": history(body),
    }
    return render(request, "consultations/bodies/work_detail.html", context)


def edit_body(request, slug):
    body = find_body(request, slug)
    # Another instance for the form, which writes in its own what was typed.
    form = BodyForm(request.POST or None, instance=find_body(request, slug))
    if request.method == "POST" and form.is_valid():
        actions.revise_body(body, by=request.user, **form.cleaned_data)
        messages.success(request, _("L’instance est enregistrée."))
        return redirect("consultations:work-body", slug)
    return render(request, "consultations/bodies/form.html", {"form": form, "body": body})


def dissolve_body(request, slug):
    body = find_body(request, slug)
    form = DissolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.dissolve_body(body, by=request.user, **form.cleaned_data)
        messages.success(request, _("La fin de l’instance est notée ; ses sièges finissent avec elle."))
        return redirect("consultations:work-body", slug)
    never_sat = not (body.meetings.exists() or Seat.objects.filter(college__body=body).exists())
    return render(request, "consultations/bodies/dissolve.html", {"form": form, "body": body, "never_sat": never_sat})


def terms(request):
    require(policies.can_run_consultations, request.user)
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_term(by=request.user, **form.cleaned_data)
        messages.success(request, _("Le mandat du conseil est noté."))
        return redirect("consultations:body-terms")
    context = {"form": form, "terms": CouncilTerm.objects.order_by("-starts_on")}
    return render(request, "consultations/bodies/terms.html", context)


def term(request, pk):
    require(policies.can_run_consultations, request.user)
    found = get_object_or_404(CouncilTerm, pk=pk)
    form = TermForm(request.POST or None, instance=get_object_or_404(CouncilTerm, pk=pk))
    if request.method == "POST" and form.is_valid():
        actions.revise_term(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le mandat du conseil est enregistré ; les commissions qu’il a créées suivent."))
        return redirect("consultations:body-terms")
    return render(request, "consultations/bodies/term.html", {"form": form, "term": found})


def find_body(request, slug):
    require(policies.can_run_consultations, request.user)
    return get_object_or_404(Body.objects.visible_to(request.user), slug=slug)
