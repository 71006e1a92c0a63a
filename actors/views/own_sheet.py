"""What a representative does with their own organisation's sheet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors import actions, policies
from actors.forms.sheets import CorrectionForm, HandOverForm, OwnSheetForm
from actors.models import HandOver, Organisation
from essportal import clock
from essportal.policies import require


def edit_own_sheet(request, slug):
    organisation = _find(request, slug, policies.can_edit_own_sheet)
    form = OwnSheetForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        actions.edit_sheet(organisation, by=request.user, **form.deed)
        messages.success(request, _("La fiche est à jour."))
        return redirect(organisation)
    context = {"organisation": organisation, "form": form, "waiting": organisation.corrections.waiting().first()}
    return render(request, "actors/life/edit_own.html", context)


def ask_correction(request, slug):
    organisation = _find(request, slug, policies.can_edit_own_sheet)
    form = CorrectionForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        if not form.asked:
            messages.info(request, _("Rien ne change : la fiche dit déjà cela."))
            return redirect("actors:edit-own-sheet", slug)
        actions.ask_correction(organisation, by=request.user, fields=form.asked)
        messages.success(request, _("Votre demande est envoyée : l’équipe la relit, puis vous écrit."))
        return redirect(organisation)
    return render(request, "actors/life/ask_correction.html", {"organisation": organisation, "form": form})


def hand_over(request, slug):
    organisation = _find(request, slug, policies.can_offer)
    mine = policies.represents(request.user, organisation)
    form = HandOverForm(request.POST or None, is_representative=mine)
    if request.method == "POST" and form.is_valid():
        actions.offer_hand_over(organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("La proposition part par courriel. Elle vaut quatorze jours."))
        return redirect("actors:hand-over", slug)
    context = {"organisation": organisation, "form": form, "offers": organisation.handovers.open(), "is_mine": mine}
    return render(request, "actors/life/hand_over.html", context)


def stop_representing(request, slug):
    organisation = _find(request, slug, policies.can_hand_over)
    valid = organisation.representatives.valid_on(clock.today())
    links = list(valid.filter(person=request.user))
    if request.method == "POST":
        for link in links:
            actions.stop_representing(link, by=request.user)
        messages.success(request, _("C’est noté : vous ne représenterez plus cette organisation à partir de demain."))
        return redirect("consultations:my-space")
    others = valid.exclude(person=request.user).count()
    return render(request, "actors/life/stop.html", {"organisation": organisation, "others": others})


@require_POST
def call_back(request, pk):
    """Whoever offered a hand-over, or the team, takes it back before it is answered."""
    visible = HandOver.objects.open().visible_to(request.user).select_related("organisation")
    offer = get_object_or_404(visible, pk=pk)
    require(policies.can_call_back, request.user, offer)
    actions.close_hand_over(offer, by=request.user)
    messages.success(request, _("La proposition est annulée."))
    return redirect("actors:hand-over", offer.organisation.slug)


def _find(request, slug, policy):
    visible = Organisation.objects.visible_to(request.user)
    organisation = get_object_or_404(visible.select_related("municipality"), slug=slug)
    require(policy, request.user, organisation)
    return organisation
