"""Correcting what one has just filed: a draft with the same words, which takes its place once filed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import actions, policies
from consultations.models import Consultation, Contribution, ContributionStatus
from consultations.selectors.similar import similar_to
from essportal.policies import require


@require_POST
def correct(request, reference):
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), reference=reference)
    require(policies.can_withdraw, request.user, contribution)
    draft = actions.start_correction(contribution, by=request.user)
    if draft.status != ContributionStatus.DRAFT:
        return redirect(draft)
    return redirect("consultations:edit-draft", draft.key)


@require_POST
def file_apart(request, key):
    draft = get_object_or_404(Contribution.objects.filter(author=request.user), key=key)
    actions.file_apart(draft, by=request.user)
    messages.success(request, _("Votre texte est un brouillon à part : la première contribution reste telle quelle."))
    return redirect("consultations:verify", key)


@login_not_required
def similar(request):
    """The fragment shown under the title while one types; nothing when nothing looks like it."""
    slug = request.GET.get("concertation", "")[:120]
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    found = similar_to(request.GET.get("title", ""), reader=request.user, consultation=consultation)
    return render(request, "consultations/contributions/_similar.html", {"similar": found})
