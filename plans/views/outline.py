"""Moving, splitting and joining clauses of the outline."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plans import actions
from plans.actions.outline import under
from plans.forms.desk import JoinForm, SplitForm
from plans.models import Clause, Revision
from plans.views.work import find_clause, the_plan

WAYS = {"monter": "up", "descendre": "down", "rentrer": "inside", "sortir": "outside"}
PLACES = {"avant": "before", "apres": "after", "dessous": "inside"}


@require_POST
def move_clause(request, reference):
    clause = find_clause(request, reference)
    _move(request, clause)
    return redirect("plans:drafting-clause", reference)


@require_POST
def arrange(request):
    """The same from the whole outline: the clause is chosen there, and may be dropped beside another."""
    plan = the_plan(request)
    clause = _chosen(plan, request.POST.get("clause"))
    back = reverse("plans:drafting")
    if clause is None:
        messages.error(request, _("Choisissez d’abord une clause dans la liste."))
        return redirect(back)
    pages = {"scinder": "plans:split-clause", "reunir": "plans:join-clause", "ouvrir": "plans:drafting-clause"}
    if request.POST.get("sens") in pages:
        return redirect(pages[request.POST["sens"]], clause.reference)
    _move(request, clause, _chosen(plan, request.POST.get("cible")))
    return redirect(f"{back}?choisie={clause.reference}#{clause.reference}")


def _chosen(plan, reference) -> Clause | None:
    return Clause.objects.filter(plan=plan, reference=reference or "").select_related("plan").first()


def _move(request, clause, target=None):
    way, place = WAYS.get(request.POST.get("sens")), PLACES.get(request.POST.get("lieu"))
    if target and place:
        moved = actions.put_clause(clause, by=request.user, target=target, where=place)
    elif way:
        moved = actions.move_clause(clause, by=request.user, way=way)
    else:
        messages.error(request, _("Dites où déplacer la clause."))
        return
    if moved:
        messages.success(request, _("La clause est déplacée."))
    else:
        messages.info(request, _("La clause ne peut pas aller plus loin dans ce sens."))


def split_clause(request, reference):
    clause = find_clause(request, reference)
    newest = clause.working()
    if newest.is_closed:
        raise Http404
    form = SplitForm(request.POST or None, newest=newest)
    if request.method == "POST" and form.is_valid():
        second = actions.split_clause(clause, by=request.user, **form.cleaned_data)
        said = _("La clause est scindée : %(second)s en est la suite, avec les mêmes sources.")
        messages.success(request, said % {"second": second})
        return redirect("plans:drafting-clause", second.reference)
    return render(request, "plans/work/split_clause.html", {"clause": clause, "revision": newest, "form": form})


def join_clause(request, reference):
    """With the clause that follows, or the one before: the one that stands first keeps its identity."""
    clause = find_clause(request, reference)
    newest = clause.working()
    if newest.is_closed:
        raise Http404
    neighbours = _neighbours(clause, newest)
    other = next((one for one in neighbours if one.clause.reference == request.GET.get("avec")), None)
    if other is None:
        context = {"clause": clause, "revision": newest, "neighbours": neighbours}
        return render(request, "plans/work/join_choose.html", context)
    kept, gone = sorted([newest, other], key=lambda one: (one.rank, one.clause_id))
    form = JoinForm(request.POST or None, kept=kept, gone=gone)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        bases = (typed["base"], typed["other_base"])
        words = {"title": typed["title"], "text": typed["text"]}
        actions.join_clauses(kept.clause, gone.clause, by=request.user, bases=bases, **words)
        messages.success(request, _("Les deux clauses n’en font plus qu’une, avec toutes leurs sources."))
        return redirect("plans:drafting-clause", kept.clause.reference)
    context = {"clause": clause, "revision": newest, "kept": kept, "gone": gone, "form": form}
    return render(request, "plans/work/join_clause.html", context)


def _neighbours(clause, newest) -> list[Revision]:
    """The clause before and the one after, of the same kind, under the same parent."""
    siblings = under(list(Revision.objects.working_text(clause.plan)), newest.parent_id)
    here = next(place for place, one in enumerate(siblings) if one.pk == newest.pk)
    beside = [*siblings[max(0, here - 1) : here], *siblings[here + 1 : here + 2]]
    return [one for one in beside if one.kind == newest.kind]


@require_POST
def part_clause(request, reference):
    clause = find_clause(request, reference)
    actions.part_clauses(clause, by=request.user)
    messages.success(request, _("La réunion est défaite : chaque clause a retrouvé son texte."))
    return redirect("plans:drafting-clause", reference)
