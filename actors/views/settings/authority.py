"""Who the authority is, how its portal looks, what the law wants it to say."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors import actions, policies
from actors.colours import on_paper
from actors.defaults import POLICY_AREAS
from actors.forms.authority import IdentityForm, LegalForm, LookForm
from actors.models import LocalAuthority, Logo
from essportal.errors import Refused
from essportal.policies import require


def identity(request):
    """The first save founds the authority, with the competences that most authorities have."""
    require(policies.can_settle_authority, request.user)
    authority = LocalAuthority.objects.first()
    form = IdentityForm(request.POST or None, instance=LocalAuthority.objects.first())
    if request.method == "POST" and form.is_valid():
        if authority is None:
            actions.settle_authority(by=request.user, communes=[], policy_areas=POLICY_AREAS, **form.deed)
        else:
            actions.revise_authority(by=request.user, **form.deed)
        messages.success(request, _("La collectivité est enregistrée."))
        return redirect("actors:identity")
    return render(request, "actors/settings/identity.html", {"form": form})


def look(request):
    authority = _settled(request)
    form = LookForm(request.POST or None, request.FILES or None, authority=authority)
    if request.method == "POST" and form.is_valid():
        actions.revise_authority(by=request.user, accent=form.cleaned_data["accent"])
        if form.cleaned_data["logo"] or form.cleaned_data.get("no_logo"):
            actions.change_logo(form.cleaned_data["logo"], by=request.user)
        messages.success(request, _("L’apparence est enregistrée."))
        return redirect("actors:look")
    return render(request, "actors/settings/look.html", {"form": form, "contrast": on_paper(authority.accent)})


def legal(request):
    form = LegalForm(request.POST or None, instance=_settled(request))
    if request.method == "POST" and form.is_valid():
        actions.revise_authority(by=request.user, **form.deed)
        messages.success(request, _("Les mentions sont enregistrées : les pages publiques les montrent."))
        return redirect("actors:legal")
    return render(request, "actors/settings/legal.html", {"form": form})


@require_safe
@login_not_required
def logo(request, fingerprint):
    """Its address is the fingerprint of its bytes: a browser may keep it for good."""
    found = get_object_or_404(Logo, pk=fingerprint)
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(bytes(found.content), content_type=found.content_type, headers=forever)


def _settled(request) -> LocalAuthority:
    require(policies.can_settle_authority, request.user)
    authority = LocalAuthority.objects.first()
    if authority is None:
        raise Refused(
            _("Nommez d’abord la collectivité."), way_out=(_("La nommer maintenant"), reverse("actors:identity"))
        )
    return authority
