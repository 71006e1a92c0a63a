"""Suivre and Ne plus suivre, by one button; Mes suivis."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations import actions
from consultations.models import FOLLOWED, Follow
from consultations.selectors.following import listed
from essportal.paging import page_of

PER_PAGE = 30


@require_POST
def follow(request, what, pk):
    thing = _find(request, what, pk)
    actions.follow(thing, by=request.user)
    messages.success(request, _("Vous suivez « %(thing)s ». Mon espace garde la liste de vos suivis.") % _said(thing))
    return _back(request, thing)


@require_POST
def stop_following(request, what, pk):
    thing = _find(request, what, pk)
    actions.stop_following(thing, by=request.user)
    if getattr(thing, "author_id", None) == request.user.pk:
        said = _("Vous ne suivez plus « %(thing)s ». La réponse de la collectivité vous parviendra toujours.")
    else:
        said = _("Vous ne suivez plus « %(thing)s ».")
    messages.success(request, said % _said(thing))
    return _back(request, thing)


@require_safe
def my_follows(request):
    mine = Follow.objects.visible_to(request.user)
    page = page_of(request, mine.select_related(*FOLLOWED), PER_PAGE)
    return render(request, "consultations/follows/my_follows.html", {"page": page, "lines": listed(page.object_list)})


def _find(request, what, pk):
    return get_object_or_404(FOLLOWED[what].objects.visible_to(request.user), pk=pk)


def _said(thing) -> dict:
    return {"thing": thing}


def _back(request, thing):
    return redirect("consultations:my-follows" if "liste" in request.POST else thing)
