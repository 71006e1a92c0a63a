"""The register of versions for the team: freeze, submit, close the review, send to the council."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from actors.models import ElectedMember
from essportal import clock
from essportal.journal import sentence, timeline
from essportal.policies import require
from plans import actions, policies
from plans.forms.versions import AnswerForm, FreezeForm, PlanForm, SubmitForm
from plans.models import Pin, Plan, Remark, RemarkStatus, Version
from plans.selectors import changes, setup
from plans.selectors.gate import blockers, missing
from plans.views.work import find_version, the_plan

OPEN_AND_TOLD = gettext_lazy("La relecture est ouverte : les élus en sont prévenus par courriel.")
OPEN = gettext_lazy("La relecture est ouverte. Aucun élu n’a encore de compte ici : personne n’est prévenu.")


def versions(request):
    plan = the_plan(request)
    kept = Version.objects.visible_to(request.user).select_related("plan", "frozen_by").order_by("-number")
    to_treat = Count("remarks", filter=Q(remarks__status=RemarkStatus.OPEN))
    context = {"plan": plan, "versions": kept.annotate(to_treat=to_treat)}
    return render(request, "plans/work/versions.html", context)


def freeze(request):
    plan = the_plan(request)
    newest = Version.objects.order_by("-number").first()
    form = FreezeForm(request.POST or None, initial={"after": newest.number if newest else 0})
    if request.method == "POST" and form.is_valid():
        version = actions.freeze_version(plan, by=request.user, **form.cleaned_data)
        messages.success(request, _("La version %(number)s est gelée et scellée.") % {"number": version.number})
        return redirect("plans:version-desk", version.number)
    latest = Version.objects.filter(plan=plan).order_by("-number").first()
    context = {
        "plan": plan,
        "form": form,
        "latest": latest,
        "changes": changes.sentences(changes.since(latest, plan)),
        "lacking": len(missing(plan)),
    }
    return render(request, "plans/work/freeze.html", context)


def version_desk(request, number):
    version = find_version(request, number)
    remarks = list(version.remarks.select_related("author", "clause").order_by("status", "created_at", "pk"))
    labels = dict(Pin.objects.filter(version=version).values_list("clause_id", "label"))
    for remark in remarks:
        remark.label = labels.get(remark.clause_id, "")
    history = list(timeline(version)[:20])
    for entry in history:
        entry.said = sentence(entry)
    context = {
        "version": version,
        "can": policies.steps(request.user, version),
        "remarks": remarks,
        "to_treat": sum(remark.status == RemarkStatus.OPEN for remark in remarks),
        "opinions": version.opinions.select_related("author"),
        "deliberations": version.deliberations.all(),
        "history": history,
    }
    return render(request, "plans/work/version.html", context)


def submit(request, number):
    """*Avant de soumettre*: all that the submission waits for, and the form."""
    version = find_version(request, number)
    form = SubmitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.submit_version(version, by=request.user, **form.cleaned_data)
        told = ElectedMember.objects.valid_on(clock.today()).exists()
        messages.success(request, OPEN_AND_TOLD if told else OPEN)
        return redirect("plans:version-desk", number)
    found = blockers(version)
    context = {
        "version": version,
        "form": form,
        "blockers": found,
        "blocking": sum(blocker.is_blocking for blocker in found),
        "can": policies.steps(request.user, version),
    }
    return render(request, "plans/work/submit.html", context)


def close_review(request, number):
    version = find_version(request, number)
    if request.method == "POST":
        actions.close_review(version, by=request.user)
        messages.success(request, _("La relecture est close."))
        return redirect("plans:version-desk", number)
    to_treat = version.remarks.filter(status=RemarkStatus.OPEN).count()
    context = {"version": version, "to_treat": to_treat, "opinions": version.opinions.count()}
    return render(request, "plans/work/close_review.html", context)


@require_POST
def send_to_council(request, number):
    actions.send_to_council(find_version(request, number), by=request.user)
    messages.success(request, _("La version est soumise à délibération. Il restera à enregistrer le vote."))
    return redirect("plans:version-desk", number)


def answer_remark(request, number, pk):
    version = find_version(request, number)
    remark = get_object_or_404(Remark.objects.select_related("author", "clause", "revision"), version=version, pk=pk)
    form = AnswerForm(request.POST or None, initial={"answer": remark.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer_remark(remark, by=request.user, **form.cleaned_data)
        messages.success(request, _("La réponse est enregistrée : la remarque est traitée."))
        return redirect("plans:version-desk", number)
    context = {"version": version, "remark": remark, "form": form}
    if remark.quoted:
        context["anchor"] = remark.anchored_in(remark.clause.working())
    return render(request, "plans/work/answer_remark.html", context)


def plan_frame(request):
    """Open the plan, or change its dates: the *date d’arrêt* decides which contributions the gate counts."""
    require(policies.can_write_plan, request.user)
    plan = Plan.objects.current()
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        if plan is None:
            actions.open_plan(by=request.user, **form.cleaned_data)
        else:
            actions.revise_plan(plan, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le plan est enregistré."))
        return redirect("plans:plan-frame" if setup.running() else "plans:drafting")
    return render(request, "plans/work/plan_frame.html", {"plan": plan, "form": form})
