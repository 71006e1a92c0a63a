"""Two sheets of one organisation: choosing the other, looking field by field, merging, undoing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors import actions, policies
from actors.forms.checking import MergeForm
from actors.models import Merge, Organisation
from actors.selectors.doubles import doubles
from actors.views.work_sheets import find
from essportal.policies import require

FOUND = 10


def choose_merge(request, slug):
    """The likely doubles of a sheet first, then whatever one looks for."""
    kept = find(request, slug)
    query = request.GET.get("q", "").strip()[:200]
    others = Organisation.objects.visible_to(request.user).verified().exclude(pk=kept.pk)
    found = others.filter(name__unaccent__icontains=query).select_related("municipality").order_by("name", "pk")
    context = {
        "kept": kept,
        "query": query,
        "found": found[:FOUND] if query else [],
        "doubles": doubles(others, name=kept.name, siren=kept.siren, rna=kept.rna),
    }
    return render(request, "actors/work/merge_choose.html", context)


def merge(request, slug, other):
    kept, merged = find(request, slug), find(request, other)
    form = MergeForm(request.POST if request.method == "POST" else None, kept=kept, merged=merged)
    if request.method == "POST" and form.is_valid():
        actions.merge_organisations(kept, merged, by=request.user, take=form.take)
        messages.success(request, _("Les deux fiches n’en font plus qu’une. Vous pouvez annuler la fusion ci-dessous."))
        return redirect("actors:work-sheet", slug)
    context = {
        "kept": kept,
        "merged": merged,
        "form": form,
        "follows": _follows(merged),
        "differ": bool(kept.siren and merged.siren and kept.siren != merged.siren),
    }
    return render(request, "actors/work/merge.html", context)


@require_POST
def undo_merge(request, pk):
    require(policies.can_run_directory, request.user)
    found = get_object_or_404(Merge.objects.select_related("kept", "merged"), pk=pk)
    actions.undo_merge(found, by=request.user)
    messages.success(request, _("La fusion est annulée : chaque fiche a retrouvé ce qui était à elle."))
    return redirect("actors:work-sheet", found.merged.slug)


def _follows(merged):
    return {
        "representatives": merged.representatives.count(),
        "establishments": merged.establishments.count(),
        "memberships": merged.network_memberships.count() + merged.memberships.count(),
    }
