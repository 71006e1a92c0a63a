"""Typing what was said: idea by idea at a table, or many lines at once with a preview."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.forms.typing import LONGEST_IDEA, IdeaForm, Lines, OriginForm, PasteForm, lacks_words
from consultations.models import Batch, Consultation, Contribution, ContributionStatus, Workshop
from consultations.similarity import duplicates
from essportal.paging import page_of
from essportal.policies import require

BATCHES_SHOWN = 10
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
    form = PasteForm(request.POST or None, request.FILES or None, user=request.user, initial=first_choices(request))
    if request.method == "POST" and form.is_valid():
        lines = form.found
        verdicts = judge(lines, form.cleaned_data["consultation"])
        for line, verdict in zip(lines, verdicts, strict=True):
            line.take = verdict.word == NEW
        origin = OriginForm(initial=form.data.dict(), user=request.user)
        return render_preview(request, origin, lines, verdicts, key=uuid.uuid4())
    batches = Batch.objects.select_related("typed_by").annotate(count=Count("contributions"))
    return render(request, "consultations/work/paste_ideas.html", {"form": form, "batches": batches[:BATCHES_SHOWN]})


@require_POST
def import_ideas(request):
    require(policies.can_run_consultations, request.user)
    origin, lines = OriginForm(request.POST, user=request.user), Lines(request.POST)
    if origin.is_valid() and lines.is_valid():
        # A line keeps its key, whatever the times it is sent.
        chosen = [(uuid.uuid5(lines.key, str(line.number)), line.text) for line in lines.taken]
        if chosen:
            batch = actions.import_batch(chosen, by=request.user, key=lines.key, **origin.origin)
            return redirect("consultations:batch", batch.key)
        messages.warning(request, _("Aucune ligne n’est cochée : rien n’est enregistré."))
    verdicts = (
        judge(lines.rows, origin.cleaned_data["consultation"])
        if origin.is_valid()
        else [Verdict(TO_FIX)] * len(lines.rows)
    )
    return render_preview(request, origin, lines.rows, verdicts, key=lines.key or uuid.uuid4())


def batch(request, key):
    found = find_batch(request, key)
    ideas = found.contributions.order_by("pk").only("reference", "title", "status")
    context = {
        "batch": found,
        "page": page_of(request, ideas, 50),
        "published": found.contributions.filter(published_at__isnull=False).count(),
    }
    return render(request, "consultations/work/batch.html", context)


@require_POST
def undo_batch(request, key):
    undone = actions.undo_batch(find_batch(request, key), by=request.user)
    said = ngettext("%(count)s idée retirée.", "%(count)s idées retirées.", undone)
    messages.success(request, said % {"count": undone})
    return redirect("consultations:batch", key)


def find_batch(request, key):
    require(policies.can_run_consultations, request.user)
    return get_object_or_404(Batch.objects.select_related("typed_by"), key=key)


def first_choices(request):
    """The officer who comes from a table finds it chosen."""
    return {"consultation": Consultation.objects.first(), "channel": "workshop", "workshop": request.GET.get("table")}


def render_preview(request, origin, lines, verdicts, *, key):
    context = {
        "origin": origin,
        "key": key,
        "numbers": ",".join(str(line.number) for line in lines),
        "rows": list(zip(lines, verdicts, strict=True)),
        "wrong": [line for line in lines if line.error],
        "counts": [(word, sum(v.word == word for v in verdicts)) for word in (NEW, DOUBLE, TO_FIX)],
        "total": len(verdicts),
        "new": sum(verdict.word == NEW for verdict in verdicts),
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
    found = duplicates([line.text for line in lines], known.values_list("reference", "text").order_by())
    return [verdict(line, double, lines) for line, double in zip(lines, found, strict=True)]


def verdict(line, double, lines):
    if line.problem:
        return Verdict(TO_FIX, line.problem)
    if len(line.text) > LONGEST_IDEA:
        return Verdict(TO_FIX, _("Une idée tient en %(count)s caractères.") % {"count": LONGEST_IDEA})
    if lacks_words(line.text):
        return Verdict(TO_FIX, _("Cette ligne n’a pas de mots."))
    if double is None:
        return Verdict(NEW)
    kind, name = double
    if kind == "line":
        return Verdict(DOUBLE, _("Ressemble à la ligne %(number)s.") % {"number": lines[name].number})
    return Verdict(
        DOUBLE,
        _("Ressemble à %(reference)s.") % {"reference": name},
        reverse("consultations:work-contribution", args=[name]),
    )
