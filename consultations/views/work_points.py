"""A synthesis point in the hands of the team: its words, their versions, what it gathers, what is objected to it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.bases import Overtaken
from consultations.forms.synthesis import AnswerForm, PointForm
from consultations.models import Contribution, Objection, SynthesisPoint
from consultations.views.points import versions_read
from consultations.views.synthesis import chosen_consultation, ticked
from essportal.paging import page_of
from essportal.policies import require


def new_point(request):
    require(policies.can_run_consultations, request.user)
    found = ticked(request, request.GET.getlist("contributions"))
    consultation = found[0].consultation if found else chosen_consultation(request)
    if consultation is None:
        raise Http404
    form = PointForm(request.POST or None, initial={"is_collective": len(found) != 1})
    if request.method == "POST" and form.is_valid():
        point = actions.create_point(
            by=request.user, consultation=consultation, contributions=found, **form.cleaned_data
        )
        messages.success(request, _("Le point %(point)s est créé.") % {"point": point.reference})
        return redirect(f"{reverse('consultations:synthesis-desk')}?{urlencode({'point': point.reference})}")
    return render(request, "consultations/work/point_form.html", {"form": form, "gathered": found})


def edit_point(request, reference):
    point = find_point(request, reference)
    current = point.versions.select_related("by").first()
    base = current.number if current else None
    form = PointForm(request.POST or None, instance=point, initial={"base": base})
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_point(point, by=request.user, **form.cleaned_data)
        except Overtaken as late:
            return overtaken(request, reference, form.cleaned_data, late.current)
        messages.success(request, _("Le point est modifié."))
        return redirect("consultations:edit-point", reference)
    return draw(request, point, form)


def overtaken(request, reference, typed, current):
    """Both texts, theirs saved and mine still in the form: whoever saves next has read the two."""
    point = find_point(request, reference)
    form = PointForm(initial={**typed, "base": current.number}, instance=point)
    return draw(request, point, form, theirs=current, status=409)


def draw(request, point, form, theirs=None, status=200):
    context = {
        "form": form,
        "point": point,
        "theirs": theirs,
        "gathered": point.contributions.with_author().order_by("reference"),
        "versions": versions_read(point, request.user),
        "objections": point.objections.select_related("author", "organisation"),
    }
    return render(request, "consultations/work/point_form.html", context, status=status)


@require_POST
def restore_point(request, reference, number):
    actions.restore_point(find_point(request, reference), number, by=request.user)
    messages.success(request, _("La version %(number)s est reprise : c’est une nouvelle version.") % {"number": number})
    return redirect("consultations:edit-point", reference)


@require_POST
def ungather(request, reference, pk):
    point = find_point(request, reference)
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    actions.ungather(point, contribution, by=request.user)
    messages.success(request, _("La contribution n’est plus dans ce point. Son texte n’a pas bougé."))
    return redirect("consultations:edit-point", reference)


@require_POST
def publish_point(request, reference):
    actions.publish_point(find_point(request, reference), by=request.user)
    messages.success(request, _("Le point est publié."))
    return redirect("consultations:edit-point", reference)


def objections(request):
    """Those that wait first, the oldest on top."""
    require(policies.can_run_consultations, request.user)
    found = Objection.objects.visible_to(request.user).select_related("point", "author", "organisation")
    context = {
        "waiting": found.waiting().order_by("filed_at", "pk"),
        "page": page_of(request, found.exclude(answered_at=None).order_by("-answered_at", "-pk"), 25),
    }
    return render(request, "consultations/work/objections.html", context)


def answer_objection(request, pk):
    require(policies.can_run_consultations, request.user)
    found = Objection.objects.visible_to(request.user).select_related("point__consultation", "author", "organisation")
    objection = get_object_or_404(found, pk=pk)
    form = AnswerForm(request.POST or None, instance=objection)
    if request.method == "POST" and form.is_valid():
        actions.answer_objection(objection, by=request.user, **form.cleaned_data)
        messages.success(request, _("La réponse est publiée, et la personne en est avertie."))
        return redirect("consultations:objections")
    version = objection.point.versions.filter(number=objection.version).first()
    context = {"objection": objection, "point": objection.point, "version": version, "form": form}
    return render(request, "consultations/work/objection.html", context)


def find_point(request, reference):
    require(policies.can_run_consultations, request.user)
    return get_object_or_404(SynthesisPoint.objects.visible_to(request.user), reference=reference)
