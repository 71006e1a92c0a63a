"""An existing text brought into the plan: read, looked over, corrected, then made into clauses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from essportal.policies import require
from plans import actions, policies
from plans.actions.importing import already_there
from plans.forms.importing import LevelsForm, NodeForm, TextFileForm
from plans.models import TextImport
from plans.views.work import the_plan


def text_imports(request):
    plan = the_plan(request)
    form = TextFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        return redirect(actions.receive_text(plan, by=request.user, name=file.name, document=form.document))
    kept = TextImport.objects.visible_to(request.user).filter(plan=plan).select_related("by").defer("nodes")
    return render(request, "plans/importing/list.html", {"plan": plan, "form": form, "imports": kept})


def text_import(request, pk):
    """The tree as it will be; a form changes the level of all the titles of a depth at once."""
    one = find_import(request, pk)
    if not one.is_ready:
        return render(request, "plans/importing/settled.html", {"one": one})
    form = LevelsForm(request.POST or None, one=one)
    if request.method == "POST" and form.is_valid():
        actions.set_levels(one, by=request.user, levels=form.levels())
        messages.success(request, _("Les niveaux sont changés : voici l’arbre qui en vient."))
        return redirect(one)
    lines, there = one.lines(), already_there(one)
    names = [name for name, __ in one.plan.outline_levels]
    for line in lines:
        line.is_there = line.rank in there
        level = names[-1 if line.is_measure else line.depth - 1] if line.is_clause else ""
        line.level = level.lower() if line.node.title else _("paragraphe")
    clauses = [line for line in lines if line.is_clause]
    context = {
        "one": one,
        "form": form,
        "lines": lines,
        "to_add": len(clauses) - len(there),
        "there": len(there),
        "stops": sum(line.stops for line in clauses),
    }
    return render(request, "plans/importing/preview.html", context)


def find_import(request, pk) -> TextImport:
    require(policies.can_write_plan, request.user)
    return get_object_or_404(TextImport.objects.visible_to(request.user).select_related("plan"), pk=pk)


def correct_node(request, pk, rank):
    one = find_import(request, pk)
    one.refuse_unless_ready()
    if rank >= len(one.tree):
        raise Http404
    node = one.tree[rank]
    form = NodeForm(request.POST or None, one=one, node=node)
    if request.method == "POST" and form.is_valid():
        actions.correct_node(one, by=request.user, rank=rank, **form.cleaned_data)
        messages.success(request, _("La correction est gardée."))
        return redirect(f"{one.get_absolute_url()}#t{rank}")
    return render(request, "plans/importing/correct.html", {"one": one, "node": node, "form": form, "rank": rank})


@require_POST
def import_text(request, pk):
    one = actions.import_text(find_import(request, pk), by=request.user)
    said = ngettext("%(n)s clause est ajoutée au plan.", "%(n)s clauses sont ajoutées au plan.", one.added)
    messages.success(request, said % {"n": one.added})
    return redirect("plans:drafting")


@require_POST
def drop_text(request, pk):
    actions.drop_text(find_import(request, pk), by=request.user)
    messages.success(request, _("L’import est abandonné : rien n’a été écrit dans le plan."))
    return redirect("plans:text-imports")
