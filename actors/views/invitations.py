"""Inviting people, following the invitations, and the page that the invited one opens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actors import actions, policies
from actors.actions.invitations import is_for
from actors.forms.facts import FORMS
from actors.forms.people import InviteForm
from actors.models import FACTS, FactKind, Invitation
from essportal.policies import require

PROMISED = ("organisation", "department", "municipality", "given_by")


@require_safe
def invitations(request):
    require(policies.can_see_people, request.user)
    seen = Invitation.objects.visible_to(request.user).select_related("invited_by", "accepted_by")
    seen = seen.prefetch_related("facts__organisation", "facts__department")
    ended = seen.exclude(pk__in=Invitation.objects.waiting())
    context = {
        "waiting": seen.waiting(),
        "page": Paginator(ended, 25).get_page(request.GET.get("page")),
        "sorts": _sorts(request.user),
    }
    return render(request, "actors/people/invitations.html", context)


def invite(request, sort):
    require(policies.can_see_people, request.user)
    require(policies.can_note, request.user, sort)
    whom, what = InviteForm(request.POST or None), FORMS[sort](request.POST or None)
    if request.method == "POST" and all([whom.is_valid(), what.is_valid()]):
        invitation = actions.invite(by=request.user, sort=sort, **whom.cleaned_data, **_promise(what))
        messages.success(request, _("L’invitation est partie. Elle est valable quatorze jours."))
        return redirect(invitation)
    return render(
        request,
        "actors/people/invite.html",
        {"whom": whom, "what": what, "sort": FactKind(sort).label, "others": _sorts(request.user)},
    )


@require_safe
def invitation(request, pk):
    found = find_invitation(request, pk)
    context = {
        "invitation": found,
        "facts": found.facts.select_related(*PROMISED),
        "sorts": _sorts(request.user) if found.is_waiting else [],
        "can_send": found.is_waiting and policies.can_carry(request.user, found),
    }
    return render(request, "actors/people/invitation.html", context)


def promise(request, pk, sort):
    found = find_invitation(request, pk)
    require(policies.can_note, request.user, sort)
    form = FORMS[sort](request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.promise_fact(found, sort, by=request.user, **_promise(form))
        messages.success(request, _("C’est ajouté à l’invitation."))
        return redirect(found)
    return render(
        request, "actors/people/promise.html", {"invitation": found, "form": form, "sort": FactKind(sort).label}
    )


@require_POST
def resend(request, pk):
    found = find_invitation(request, pk)
    require(policies.can_carry, request.user, found)
    actions.resend_invitation(found, by=request.user)
    messages.success(request, _("L’invitation est repartie, avec une adresse neuve : la précédente ne vaut plus rien."))
    return redirect(found)


@require_POST
def revoke(request, pk):
    found = actions.revoke_invitation(find_invitation(request, pk), by=request.user)
    messages.success(request, _("L’invitation est annulée : son adresse ne vaut plus rien."))
    return redirect(found)


@never_cache
@login_not_required
def invited(request, token):
    """Opening it changes nothing and says nothing of the invited address: only that person, signed in, reads it."""
    found = Invitation.objects.behind(token).select_related("invited_by").first()
    if found is None:
        raise Http404
    if not request.user.is_authenticated:
        return render(request, "actors/invited/sign_in.html", {"invitation": found})
    if not is_for(request.user, found):
        return render(request, "actors/invited/other_address.html", {"invitation": found}, status=403)
    if request.method == "POST" and not found.accepted_at:  # pressed twice, it says that it is done
        actions.accept_invitation(found, by=request.user)
        request.session.cycle_key()  # they may do more than before: the session takes a new name
        messages.success(request, _("Bienvenue. Ce que l’invitation promettait est noté."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(
        request, "actors/invited/accept.html", {"invitation": found, "facts": found.facts.select_related(*PROMISED)}
    )


def find_invitation(request, pk) -> Invitation:
    require(policies.can_see_people, request.user)
    return get_object_or_404(Invitation.objects.visible_to(request.user).select_related("invited_by"), pk=pk)


def _sorts(user):
    return [(sort, sort.label) for sort in FACTS if policies.can_note(user, sort)]


def _promise(form) -> dict:
    """A promise keeps no council: it follows from the commune, on the day it is accepted."""
    return {name: value for name, value in form.deed.items() if name != "council"}
