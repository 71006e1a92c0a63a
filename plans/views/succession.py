"""Plans follow one another: the list of them, the account of what became of the one before, and the team's desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from plans import actions
from plans.forms.succession import NextPlanForm, OneFateForm, SeveralFatesForm, StartForm
from plans.models import Fate, Pin, Plan, Succession
from plans.policies import can_write_plan
from plans.selectors import succession as reading
from plans.views.work import the_plan


@require_safe
@login_not_required
def plans(request):
    """Every plan that has a text to read, the newest first."""
    context = {"plans": reading.readable_plans(request.user), "current": Plan.objects.current()}
    return render(request, "plans/succession/plans.html", context)


@require_safe
@login_not_required
def account(request, slug):
    """What became of each clause of the plan before, and why."""
    rows = Succession.objects.visible_to(request.user).select_related("plan", "version__plan")
    succession = get_object_or_404(rows, plan__slug=slug)
    steps = reading.steps(succession, request.user)
    context = {
        "succession": succession,
        "steps": steps,
        "summary": reading.summary(steps),
        "can_write": can_write_plan(request.user),
    }
    return render(request, "plans/succession/account.html", context)


def next_plan(request):
    current = the_plan(request)
    kept = "\n".join(" | ".join(filter(None, level)) for level in current.outline_levels)
    form = NextPlanForm(request.POST or None, current=current, initial={"levels": kept})
    if request.method == "POST" and form.is_valid():
        actions.open_plan(by=request.user, **form.cleaned_data)
        messages.success(request, _("Le plan est ouvert. Dites maintenant ce que devient le précédent."))
        return redirect("plans:succession-desk")
    return render(request, "plans/succession/next_plan.html", {"current": current, "form": form})


def desk(request):
    """First the text that the plan starts from, then each of its clauses, one by one or several at once."""
    plan = the_plan(request)
    succession = Succession.objects.filter(plan=plan).select_related("plan", "version__plan").first()
    if succession is None:
        return _start(request, plan)
    form = SeveralFatesForm(request.POST or None, succession=succession)
    if request.method == "POST" and form.is_valid():
        decided = actions.decide_fate(succession, by=request.user, **form.cleaned_data)
        said = ngettext("%(n)s clause est décidée.", "%(n)s clauses sont décidées.", len(decided))
        messages.success(request, said % {"n": len(decided)})
        return redirect("plans:succession-desk")
    steps = reading.steps(succession, request.user)
    lacking = sum(step.decision is None for step in steps)
    ticked = set(request.POST.getlist("clauses"))
    context = {
        "succession": succession,
        "steps": steps,
        "lacking": lacking,
        "summary": reading.summary(steps),
        "form": form,
        "ticked": ticked,
    }
    return render(request, "plans/succession/desk.html", context)


def _start(request, plan):
    versions = reading.starting_points(plan)
    form = StartForm(request.POST or None, versions=versions) if versions else None
    if request.method == "POST" and form and form.is_valid():
        actions.start_from(plan, by=request.user, **form.cleaned_data)
        return redirect("plans:succession-desk")
    return render(request, "plans/succession/start.html", {"plan": plan, "form": form})


def _succession(request) -> Succession:
    found = Succession.objects.filter(plan=the_plan(request)).select_related("plan", "version__plan").first()
    if found is None:
        raise Http404
    return found


def decide(request, reference):
    succession = _succession(request)
    succession.refuse_once_published()
    pins = Pin.objects.filter(version=succession.version_id).select_related("clause", "revision")
    pin = get_object_or_404(pins, clause__reference=reference)
    decision = succession.decisions.select_related("successor").filter(clause=pin.clause).first()
    initial = {"fate": decision.fate, "reason": decision.reason} if decision else {}
    if decision and decision.successor:
        initial["successor"] = decision.successor.reference
    form = OneFateForm(request.POST or None, plan=succession.plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.decide_fate(succession, [pin.clause], by=request.user, **form.cleaned_data)
        messages.success(request, _said(form.cleaned_data["fate"], decision))
        return redirect("plans:succession-desk")
    context = {"succession": succession, "pin": pin, "decision": decision, "form": form}
    return render(request, "plans/succession/decide.html", context)


def _said(fate, before):
    if fate == Fate.DROPPED and before and before.successor:
        said = _("La clause est abandonnée. %(reference)s reste dans le texte : retirez-la s’il le faut.")
        return said % {"reference": before.successor.reference}
    return _("La décision est gardée.")


def publish(request):
    succession = _succession(request)
    succession.refuse_once_published()
    if request.method == "POST":
        actions.publish_account(succession, by=request.user)
        messages.success(request, _("Le bilan de reprise est publié."))
        return redirect(succession)
    steps = reading.steps(succession, request.user)
    context = {
        "succession": succession,
        "lacking": sum(step.decision is None for step in steps),
        "summary": reading.summary(steps),
    }
    return render(request, "plans/succession/publish.html", context)
