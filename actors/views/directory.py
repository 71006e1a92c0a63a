"""The organisations that take part, and each one's sheet."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actors import policies
from actors.documents.directory_file import directory_rows
from actors.models import NetworkMembership, Organisation
from actors.selectors.searching import Search
from essportal import clock
from essportal.keyset import page_of
from essportal.spreadsheets import csv_response, ods_response

MEMBERS_PER_PAGE = 30
# A sheet merged into one that was merged in turn: as many times as anybody would, and no more.
LONGEST_CHAIN = 10


@require_safe
@login_not_required
def directory(request):
    search = Search(request.GET, request.user)
    is_empty = not search.counts.total and not search.is_active
    context = {
        "search": search,
        "is_empty": is_empty,
    }
    return render(request, "actors/directory.html", context)


@require_safe
@login_not_required
def directory_csv(request):
    return csv_response(_file_name(), _rows(request))


@require_safe
@login_not_required
def directory_ods(request):
    return ods_response(_file_name(), _("Annuaire"), _rows(request))


def _rows(request):
    return directory_rows(Search(request.GET, request.user).found, request.build_absolute_uri)


def _file_name():
    return f"annuaire-{clock.today().isoformat()}"


@require_safe
@login_not_required
def organisation(request, slug):
    visible = Organisation.objects.visible_to(request.user)
    sheets = visible.select_related("municipality", "merged_into").prefetch_related("policy_areas")
    found = sheets.filter(slug=slug).first()
    if found is None or found.merged_into:
        return redirect(_kept_instead(slug, visible))
    context = {
        "organisation": found,
        "can": policies.abilities(request.user, found),
        "establishments": found.establishments.filter(is_open=True).select_related("municipality"),
        "memberships": _memberships(found, visible),
        "members": _members(found, visible, request.GET) if found.is_network else None,
        "site": found.website if found.website.startswith(("http://", "https://")) else "",
        "can_keep": policies.can_run_directory(request.user),
    }
    return render(request, "actors/organisation.html", context)


def _kept_instead(slug, visible):
    """The sheet into which this one was merged: old addresses lead there."""
    sheet = get_object_or_404(Organisation.objects.select_related("merged_into"), slug=slug)
    for __ in range(LONGEST_CHAIN):
        if sheet.merged_into is None:
            break
        sheet = sheet.merged_into
    if sheet.slug == slug or not visible.filter(pk=sheet.pk).exists():
        raise Http404
    return sheet


def _memberships(member, visible):
    """The networks it belongs to, then those it left."""
    links = NetworkMembership.objects.filter(member=member, network__in=visible, starts_on__lte=clock.today())
    found = links.select_related("network").order_by("-starts_on", "network__sort_name")
    return sorted(found, key=lambda link: not link.is_running)


def _members(network, visible, data):
    links = NetworkMembership.objects.valid_on(clock.today()).filter(network=network, member__in=visible)
    page = page_of(
        links.select_related("member__municipality"), ["member__sort_name", "pk"], data, size=MEMBERS_PER_PAGE
    )
    return {"page": page, "total": links.count()}
