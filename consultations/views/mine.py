"""Mon espace: what I wrote and what became of it, for whom I speak, what the portal knows of me."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consultations import actions
from consultations.forms.contributions import NameForm
from consultations.models import Contribution, ContributionStatus
from essportal import slots


def my_space(request):
    mine = Contribution.objects.filter(author=request.user).with_author().select_related("consultation")
    filed = mine.exclude(status=ContributionStatus.DRAFT).order_by("-filed_at", "-pk")
    page = Paginator(filed, 25).get_page(request.GET.get("page"))
    slots.fill("contribution-outcome", page.object_list, request.user)
    context = {
        "page": page,
        "drafts": mine.filter(status=ContributionStatus.DRAFT).order_by("-created_at", "-pk")[:50],
        "representations": request.user.representations,
    }
    return render(request, "consultations/mine/space.html", context)


def my_name(request):
    person = request.user
    form = NameForm(request.POST or None, initial={"name": person.name, "name_is_public": person.name_is_public})
    if request.method == "POST" and form.is_valid():
        actions.change_name_consent(person, by=person, **form.cleaned_data)
        messages.success(request, _("Votre choix est enregistré."))
        return redirect("consultations:my-space")
    return render(request, "consultations/mine/name.html", {"form": form})
