"""An organisation comes by itself: writing its sheet, looking once more, sending it to the team."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors import actions, kept
from actors.forms.registration import RegisterForm
from actors.models import Kind, Organisation
from actors.selectors.doubles import doubles


@login_not_required
def register(request):
    complete = request.POST.get("deed") != "keep"
    form = RegisterForm(request.POST or None, initial=kept.typed(request), complete=complete)
    if request.method == "POST" and form.is_valid():
        kept.keep(request, form.typed)
        if complete:
            return redirect("actors:check-registration")
        messages.success(request, _("Votre fiche est gardée en brouillon : vous la retrouvez ici et dans Mon espace."))
        return redirect("actors:register")
    return render(request, "actors/life/register.html", {"form": form, "doubles": _doubles(request, form)})


@login_not_required
def check_registration(request):
    """One look later: what will be public, and the sheets that may be the same; the second button sends."""
    typed = kept.typed(request)
    form = RegisterForm(typed)
    if request.method == "POST" and (done := _already_sent(request, typed)):
        return redirect(done)
    if not typed or not form.is_valid():
        return redirect("actors:register")
    if request.method == "POST":
        if not request.user.is_authenticated:
            after = urlencode({"next": reverse("actors:check-registration")})
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{after}")
        return redirect(actions.register_organisation(by=request.user, **form.deed))
    context = {
        "sheet": form.cleaned_data,
        "kind": Kind(form.cleaned_data["kind"]).label,
        "doubles": _doubles(request, form),
    }
    return render(request, "actors/life/check_registration.html", context)


@require_POST
@login_not_required
def drop_registration(request):
    kept.drop(request)
    messages.success(request, _("Le brouillon de fiche est supprimé."))
    return redirect("actors:directory")


def _already_sent(request, typed):
    """The same button pressed twice: the draft is gone, and became this."""
    mine = request.user.claims.filter(registers=True) if request.user.is_authenticated and not typed else None
    return mine.first() if mine else None


def _doubles(request, form):
    """Among the sheets that everyone may read: nothing is learnt here of those that wait."""
    name = form.is_bound and getattr(form, "cleaned_data", {}).get("name")
    if not name:
        return []
    among = Organisation.objects.visible_to(request.user).verified()
    return doubles(among, name=name, siren=form.siren, rna=form.numbers.get("rna"))
