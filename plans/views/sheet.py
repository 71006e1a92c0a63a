"""The measure sheet, on a page of its own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from plans import actions
from plans.forms.sheet import BudgetFormSet, IndicatorFormSet, SheetForm
from plans.models import ClauseKind
from plans.selectors.sheets import completeness
from plans.views.work import find_clause


def sheet(request, reference):
    clause = find_clause(request, reference)
    newest = clause.working()
    if newest.kind != ClauseKind.MEASURE:
        raise Http404
    form, budget, indicators = sheet_forms(request.POST or None, newest, request.user)
    context = {"clause": clause, "revision": newest, "form": form, "budget": budget, "indicators": indicators}
    context["completeness"] = completeness(newest.sheet)
    if request.method == "POST" and all([form.is_valid(), budget.is_valid(), indicators.is_valid()]):
        typed = {**form.sheet(), "budget": budget.lines(), "indicators": indicators.lines()}
        base = form.cleaned_data["base"]
        saved = actions.revise_clause(
            clause,
            by=request.user,
            base=base,
            title=base.title,
            text=base.text,
            sheet=typed,
            reason=_("Fiche modifiée."),
        )
        if saved.revision:
            messages.success(request, _("La fiche est enregistrée."))
            return redirect("plans:drafting-clause", reference)
        return collide(request, context, saved.sheet_conflicts)
    return render(request, "plans/work/sheet.html", context)


def sheet_forms(data, newest, reader):
    return (
        SheetForm(data, newest=newest, reader=reader),
        BudgetFormSet(data, initial=newest.sheet.get("budget"), prefix="budget"),
        IndicatorFormSet(data, initial=newest.sheet.get("indicators"), prefix="indicateurs"),
    )


def collide(request, context, names):
    """What was typed stays in the form, now on the newest base; what the other person wrote stands above it."""
    newest = context["clause"].working()
    data = request.POST.copy()
    data["base"] = newest.pk
    form, budget, indicators = sheet_forms(data, newest, request.user)
    theirs = [(label_of(form, name), said(newest.sheet.get(name))) for name in names]
    context |= {"form": form, "budget": budget, "indicators": indicators, "revision": newest, "theirs": theirs}
    return render(request, "plans/work/sheet.html", context, status=409)


def label_of(form, name: str) -> str:
    others = {"budget": _("Budget"), "indicators": _("Indicateurs")}
    return others.get(name) or form.fields[name].label


def said(value) -> str:
    """A kept value in words: a list by its names, a line by its parts."""
    if not value:
        return _("rien")
    if isinstance(value, list):
        return " ; ".join(said(one) for one in value)
    if isinstance(value, dict):
        return value["name"] if "id" in value else ", ".join(str(part) for part in value.values() if part is not None)
    return str(value)
