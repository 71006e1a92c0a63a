"""Voting priorities: the points, one's ballots, their receipt, and the results once they may be known."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations import actions
from consultations.forms.priorities import BallotForm
from consultations.models import Prioritisation, Stage
from consultations.selectors import priorities
from essportal import exports
from essportal.spreadsheets import csv_response, ods_response


@require_safe
@login_not_required
def prioritisation(request, slug, vote):
    found = find(request, slug, vote)
    context = {
        "vote": found,
        "choices": found.choices.select_related("point"),
        "voters": priorities.voters_of(request.user, found),
        "received": found.ballots.count(),
        "electorate": priorities.electorate(found),
        "has_results": priorities.may_read_results(request.user, found),
    }
    return render(request, "consultations/priorities/vote.html", context)


def ballot(request, slug, vote, voter):
    """Numbers in fields: the sum is checked here, what was typed stays."""
    found = find(request, slug, vote)
    mine = _mine(request, found, voter)
    if found.stage != Stage.OPEN:
        return redirect("consultations:ballot-receipt", slug, vote, voter) if mine.ballot else redirect(found)
    choices = found.choices.select_related("point")
    form = BallotForm(request.POST or None, vote=found, choices=choices, given=_given(mine.ballot))
    if request.method == "POST" and form.is_valid():
        actions.give_ballot(found, mine, by=request.user, shares=form.shares)
        messages.success(request, _("Votre bulletin est enregistré."))
        return redirect("consultations:ballot-receipt", slug, vote, voter)
    context = {"vote": found, "voter": mine, "form": form, "lines": _lines(form)}
    return render(request, "consultations/priorities/ballot.html", context)


@require_safe
def receipt(request, slug, vote, voter):
    found = find(request, slug, vote)
    mine = _mine(request, found, voter)
    if mine.ballot is None:
        raise Http404
    shares = mine.ballot.shares.select_related("choice__point").order_by("-points", "choice__point__reference")
    context = {"vote": found, "voter": mine, "shares": shares, "is_open": found.stage == Stage.OPEN}
    return render(request, "consultations/priorities/receipt.html", context)


@require_safe
@login_not_required
def results(request, slug, vote):
    found = find_results(request, slug, vote)
    context = {"vote": found, "tally": priorities.tally(found), "electorate": priorities.electorate(found)}
    return render(request, "consultations/priorities/results.html", context)


@require_safe
@login_not_required
def ballots_file(request, slug, vote, kind):
    """One row a ballot, nobody's name."""
    found = find_results(request, slug, vote)
    if not priorities.may_be_counted(found, found.ballots.count()):
        raise Http404
    rows = list(priorities.anonymous_rows(found))
    exports.log(request, _("Bulletins sans nom, %(kind)s") % {"kind": kind.upper()}, rows=len(rows) - 1)
    if kind == "ods":
        return ods_response(f"bulletins-{found.slug}", found.title, rows)
    return csv_response(f"bulletins-{found.slug}", rows)


def find(request, slug, name):
    visible = Prioritisation.objects.visible_to(request.user).select_related("consultation", "body", "meeting")
    return get_object_or_404(visible, consultation__slug=slug, slug=name)


def find_results(request, slug, name):
    found = find(request, slug, name)
    if not priorities.may_read_results(request.user, found):
        raise Http404
    return found


def _mine(request, vote, key):
    found = next((one for one in priorities.voters_of(request.user, vote) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _given(given) -> dict[int, int]:
    return dict(given.shares.values_list("choice_id", "points")) if given else {}


def _lines(form):
    """Each field beside its point."""
    return [(choice, form[f"c{choice.pk}"]) for choice in form.choices]
