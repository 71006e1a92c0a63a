"""What an administrator does to an account: close it, open it again, help after a lost telephone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from actors import actions, policies
from actors.views.people import find_person
from essportal.policies import require


def close_account(request, pk):
    found = find_person(request, pk)
    require(policies.can_close, request.user, found)
    if request.method == "POST":
        actions.close_account(found, by=request.user)
        messages.success(request, _("Le compte est fermé."))
        return redirect(found)
    return render(request, "actors/people/close_account.html", {"person": found})


def reopen_account(request, pk):
    found = find_person(request, pk)
    require(policies.can_close, request.user, found)
    if request.method == "POST":
        actions.reopen_account(found, by=request.user)
        messages.success(request, _("Le compte est rouvert."))
        return redirect(found)
    return render(request, "actors/people/reopen_account.html", {"person": found})


def reset_second_factor(request, pk):
    found = find_person(request, pk)
    require(policies.can_close, request.user, found)
    if request.method == "POST":
        actions.reset_second_factor(found, by=request.user)
        messages.success(request, _("La seconde preuve est retirée. La personne en est prévenue par courriel."))
        return redirect(found)
    return render(request, "actors/people/reset_second_factor.html", {"person": found})
