"""Supporting a contribution in the name of an organisation, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations import actions
from consultations.models import Contribution
from consultations.selectors.speaking import organisations_of


@require_POST
def endorse(request, reference):
    contribution, organisation = _both(request, reference)
    actions.endorse(contribution, by=request.user, organisation=organisation)
    messages.success(request, _("%(name)s soutient cette contribution.") % {"name": organisation})
    return redirect(f"{contribution.get_absolute_url()}#soutiens")


@require_POST
def take_back(request, reference):
    contribution, organisation = _both(request, reference)
    if actions.take_back_endorsement(contribution, by=request.user, organisation=organisation):
        messages.success(request, _("Le soutien de %(name)s est repris.") % {"name": organisation})
    return redirect(f"{contribution.get_absolute_url()}#soutiens")


def _both(request, reference):
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), reference=reference)
    asked = request.POST.get("organisation", "")
    mine = organisations_of(request.user)
    return contribution, get_object_or_404(mine, pk=asked if asked.isascii() and asked.isdecimal() else 0)
