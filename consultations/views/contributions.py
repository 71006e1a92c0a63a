"""Reading what was said: the list, one contribution and its life; taking one's own back."""

from itertools import chain

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations import actions, policies
from consultations.documents.contributions_file import contribution_columns, contribution_rows
from consultations.models import Contribution, ContributionStatus
from consultations.selectors.conversation import around
from consultations.selectors.life import life
from consultations.selectors.searching import ContributionSearch
from essportal import clock, exports, slots
from essportal.policies import require
from essportal.spreadsheets import csv_response, json_response, ods_response

OWN = [field.name for field in Contribution._meta.concrete_fields if field.name != "search"]
# What its page says of the others that it names.
AROUND = [
    *("consultation__slug", "consultation__title", "municipality__name", "author__name", "author__erased_at"),
    *("organisation__slug", "organisation__name", "organisation__status", "organisation__kind"),
    *("organisation__legal_form", "discussion__contribution", "discussion__closed_at"),
]


@login_not_required
def contributions(request):
    search = _search(request)
    slots.fill("contribution-outcome", search.page.objects, request.user)
    context = {
        "search": search,
        "is_empty": not search.counts.total and not search.is_active,
        "is_open": search.is_open,
    }
    return render(request, "consultations/contributions/list.html", context)


@require_safe
@login_not_required
def contributions_file(request, kind):
    """The list that is on screen, whole: what is public, so that one never exports what one may not read."""
    search, columns = _search(request), contribution_columns()
    exports.log(request, _("Contributions, %(kind)s") % {"kind": kind.upper()}, rows=search.found.count())
    rows = contribution_rows(search, request.user, request.build_absolute_uri)
    name = f"contributions-{clock.today().isoformat()}"
    if kind == "json":
        return json_response(name, columns, rows)
    table = chain([columns.values()], rows)
    return csv_response(name, table) if kind == "csv" else ods_response(name, _("Contributions"), table)


def _search(request):
    published = Contribution.objects.visible_to(request.user).published()
    return ContributionSearch(request.GET, request.user, published)


@login_not_required
def contribution(request, reference):
    found = _visible(request).filter(reference=reference).first()
    if found is None:
        gone = _gone(reference)
        return render(request, "consultations/contributions/gone.html", {"gone": gone}, status=410)
    context = {
        "contribution": found,
        "life": life(found, request.user),
        "is_public": found.status == ContributionStatus.PUBLISHED,
        "can_withdraw": policies.can_withdraw(request.user, found) and found.can_move_to(ContributionStatus.WITHDRAWN),
        "can_erase": policies.can_erase_words(request.user) and not found.is_erased,
        "is_mine": policies.can_withdraw(request.user, found),
        "rulings": _told(found, request.user),
        **around(found, request),
    }
    return render(request, "consultations/contributions/detail.html", context)


def withdraw(request, reference):
    found = _find(request, reference)
    require(policies.can_withdraw, request.user, found)
    if request.method == "POST":
        actions.withdraw_contribution(found, by=request.user)
        messages.success(request, _("Votre contribution est retirée. Elle n’est plus montrée au public."))
        return redirect("consultations:my-space")
    return render(request, "consultations/contributions/withdraw.html", {"contribution": found})


def _find(request, reference):
    return get_object_or_404(_visible(request), reference=reference)


def _visible(request):
    """A draft has no reference, so that it is never found here. What few have is read when it is there."""
    visible = Contribution.objects.visible_to(request.user)
    visible = visible.select_related("consultation", "organisation", "author", "municipality", "discussion")
    return visible.only(*OWN, *AROUND).prefetch_related("attachments", "policy_areas")


def _told(contribution, reader):
    """What the team decided about one's own words, and where to appeal."""
    return contribution.rulings.standing() if policies.can_withdraw(reader, contribution) else []


def _gone(reference):
    """410, not 200: engines and archives then forget the words too. None of them is read from the database."""
    told = ("reference", "withdrawn_at", "replaced_by__reference", "replaced_by__status")
    gone = Contribution.objects.gone().filter(reference=reference).values(*told).first()
    if gone is None:
        raise Http404
    return gone
