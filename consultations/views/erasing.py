"""The DPO erases the words of a contribution, when their author, or someone they speak of, asks for it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations import actions, policies
from consultations.models import Contribution, ContributionStatus
from essportal.policies import require


def erase(request, reference):
    require(policies.can_erase_words, request.user)
    filed = Contribution.objects.exclude(status=ContributionStatus.DRAFT).with_author()
    contribution = get_object_or_404(filed, reference=reference)
    if request.method == "POST":
        actions.erase_contribution(contribution, by=request.user)
        messages.success(
            request, _("Les mots de %(reference)s sont effacés partout.") % {"reference": contribution.reference}
        )
        return redirect("actors:data-desk")
    return render(request, "consultations/work/erase.html", {"contribution": contribution})
