"""Typing what was said: idea by idea at a table, or many lines at once with a preview."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.typing import LONGEST_IDEA, IdeaForm, LineFormSet, OriginForm, PasteForm, lacks_words
from consultations.models import Consultation, Contribution, ContributionStatus, Workshop
from consultations.similarity import duplicates
from essportal.policies import require

NEW, DOUBLE, TO_FIX = "nouvelle", "doublon probable", "à corriger"


def type_ideas(request, reference, number):
    workshop = find_workshop(request, reference, number)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.type_idea(workshop, by=request.user, **form.cleaned_data)
        return redirect("consultations:type-ideas", reference, number)
    ideas = workshop.contributions.exclude(status=ContributionStatus.WITHDRAWN).order_by("-filed_at", "-pk")
    context = {"workshop": workshop, "meeting": workshop.meeting, "form": form, "ideas": ideas, "count": len(ideas)}
    return render(request, "consultations/work/type_ideas.html", context)


@require_POST
def undo_idea(request, reference, number, pk):
    workshop = find_workshop(request, reference, number)
    idea = get_object_or_404(workshop.contributions.visible_to(request.user), pk=pk)
    actions.untype_idea(idea, by=request.user)
    messages.success(request, _("L’idée est retirée de la table."))
    return redirect("consultations:type-ideas", reference, number)


def find_workshop(request, reference, number):
    require(policies.can_run_consultations, request.user)
    workshops = Workshop.objects.select_related("meeting__consultation", "meeting__municipality")
    return get_object_or_404(workshops, meeting__reference=reference, number=number)


def paste_ideas(request):
    require(policies.can_run_consultations, request.user)
    form = PasteForm(request.POST or None, user=request.user, initial=first_choices(request))
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["lines"]
        verdicts = judge(lines, form.cleaned_data["consultation"])
        drawn = [
            {"take": verdict.word == NEW, "text": line, "key": uuid.uuid4()}
            for line, verdict in zip(lines, verdicts, strict=True)
        ]
        origin = OriginForm(initial=form.data.dict(), user=request.user)
        return render_preview(request, origin, LineFormSet(initial=drawn), verdicts)
    return render(request, "consultations/work/paste_ideas.html", {"form": form})


@require_POST
def import_ideas(request):
    require(policies.can_run_consultations, request.user)
    origin = OriginForm(request.POST, user=request.user)
    lines = LineFormSet(request.POST)
    if origin.is_valid() and lines.is_valid():
        chosen = [(line["key"], line["text"]) for line in lines.cleaned_data if line["take"]]
        if chosen:
            typed = actions.import_ideas(chosen, by=request.user, **origin.origin)
            messages.success(request, say_what_was_typed(len(typed)))
            return redirect("consultations:work-contributions")
        messages.warning(request, _("Aucune ligne n’est cochée : rien n’est enregistré."))
    texts = [form["text"].value() or "" for form in lines]
    verdicts = (
        judge(texts, origin.cleaned_data["consultation"]) if origin.is_valid() else [Verdict(TO_FIX)] * len(texts)
    )
    return render_preview(request, origin, lines, verdicts)


def first_choices(request):
    """The officer who comes from a table finds it chosen."""
    return {"consultation": Consultation.objects.first(), "channel": "workshop", "workshop": request.GET.get("table")}


def say_what_was_typed(new):
    if not new:
        return _("Ces idées étaient déjà enregistrées : rien n’a été ajouté.")
    return ngettext("%(count)s idée enregistrée.", "%(count)s idées enregistrées.", new) % {"count": new}


def render_preview(request, origin, lines, verdicts):
    context = {
        "origin": origin,
        "lines": lines,
        "rows": list(zip(lines, verdicts, strict=True)),
        "wrong": [(rank, form) for rank, form in enumerate(lines, start=1) if lines.is_bound and form.errors],
        "counts": [(word, sum(v.word == word for v in verdicts)) for word in (NEW, DOUBLE, TO_FIX)],
        "total": len(verdicts),
        "new": sum(v.word == NEW for v in verdicts),
    }
    return render(request, "consultations/work/paste_preview.html", context)


@dataclass(frozen=True)
class Verdict:
    """What the preview says of a line."""

    word: str
    why: str = ""
    url: str = ""


def judge(lines, consultation):
    gone = [ContributionStatus.DRAFT, ContributionStatus.WITHDRAWN]
    known = Contribution.objects.filter(consultation=consultation).exclude(status__in=gone).exclude(text="")
    found = duplicates(lines, known.values_list("reference", "text"))
    return [verdict(line, double) for line, double in zip(lines, found, strict=True)]


def verdict(line, double):
    if len(line) > LONGEST_IDEA:
        return Verdict(TO_FIX, _("Une idée tient en %(count)s caractères.") % {"count": LONGEST_IDEA})
    if lacks_words(line):
        return Verdict(TO_FIX, _("Cette ligne n’a pas de mots."))
    if double is None:
        return Verdict(NEW)
    kind, name = double
    if kind == "line":
        return Verdict(DOUBLE, _("Ressemble à la ligne %(number)s.") % {"number": name + 1})
    return Verdict(
        DOUBLE,
        _("Ressemble à %(reference)s.") % {"reference": name},
        reverse("consultations:work-contribution", args=[name]),
    )
