"""Points of disagreement on a clause: who holds what, until they are closed with a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from plans import actions
from plans.forms.desk import CloseDisagreementForm, DisagreementForm, PositionForm
from plans.models import Disagreement
from plans.selectors import lineage
from plans.views.work import find_clause


def open_disagreement(request, reference):
    clause = find_clause(request, reference)
    form = DisagreementForm(request.POST or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        opened = actions.open_disagreement(clause, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le désaccord est noté. Ajoutez ce que soutiennent les autres."))
        return redirect("plans:disagreement", reference, opened.pk)
    return render(request, "plans/work/disagreement_open.html", {"clause": clause, "form": form})


def disagreement(request, reference, pk):
    """Its positions, and another one to note."""
    clause, found = _find(request, reference, pk)
    form = PositionForm(request.POST or None, reader=request.user)
    if request.method == "POST" and form.is_valid():
        actions.note_position(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("La position est notée."))
        return redirect("plans:disagreement", reference, pk)
    return render(request, "plans/work/disagreement.html", {"clause": clause, "disagreement": found, "form": form})


def close_disagreement(request, reference, pk):
    clause, found = _find(request, reference, pk)
    form = CloseDisagreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_disagreement(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Le désaccord est clos. Il reste lisible ici."))
        return redirect("plans:disagreement", reference, pk)
    context = {"clause": clause, "disagreement": found, "form": form}
    return render(request, "plans/work/disagreement_close.html", context)


def _find(request, reference, pk):
    clause = find_clause(request, reference)
    known = Disagreement.objects.filter(clause__in=lineage.kin(clause)).select_related(
        "clause", "opened_by", "closed_by"
    )
    return clause, get_object_or_404(known.prefetch_related("positions__organisation"), pk=pk)
