"""The door of an empty portal, for whoever holds its key."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from actors import actions, founding
from actors.forms.founding import FounderForm
from actors.signin import EntryForm


@never_cache
@login_not_required
def found(request, key):
    """Nobody is told whether the portal is empty: without the right key there is no such page."""
    if not (founding.is_right(key) and founding.is_open()):
        raise Http404
    if not request.user.is_authenticated:
        return render(request, "actors/founding/enter.html", {"form": EntryForm(label_suffix="")})
    form = FounderForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        actions.found_portal(by=request.user, **form.cleaned_data)
        request.session.cycle_key()  # more rights, another session
        messages.success(request, _("Ce portail est à vous. Réglons-le ensemble, en cinq étapes."))
        return redirect("plans:set-up")
    return render(request, "actors/founding/found.html", {"form": form})
