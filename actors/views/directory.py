"""The organisations that take part, and each one's sheet."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from actors import policies
from actors.forms.directory import DirectoryFilter
from actors.models import Kind, Municipality, Organisation
from essportal import clock
from essportal.paging import page_of

PER_PAGE = 25


@require_safe
@login_not_required
def directory(request):
    visible = Organisation.objects.visible_to(request.user)
    found = DirectoryFilter(request.GET, queryset=visible.select_related("municipality").order_by("name", "pk"))
    context = {
        "filter": found,
        "page": page_of(request, found.qs, PER_PAGE),
        "map": _map(found.qs),
        **_counts(visible),
    }
    return render(request, "actors/directory.html", context)


@require_safe
@login_not_required
def organisation(request, slug):
    visible = Organisation.objects.visible_to(request.user)
    if gone := Organisation.objects.filter(slug=slug, merged_into__isnull=False).first():
        return redirect(get_object_or_404(visible, pk=gone.survivor.pk))
    found = get_object_or_404(visible.select_related("municipality").prefetch_related("policy_areas"), slug=slug)
    context = {
        "organisation": found,
        "can": policies.abilities(request.user, found),
        "establishments": found.establishments.filter(is_open=True).select_related("municipality"),
        "members": _linked(visible, member=True, of=found),
        "networks": _linked(visible, member=False, of=found),
    }
    return render(request, "actors/organisation.html", context)


def _counts(visible):
    """Networks and partners are never counted among the organisations of the ESS."""
    partner = Q(kind=Kind.PARTNER)
    return visible.aggregate(
        organisations=Count("pk", filter=Q(is_network=False) & ~partner),
        networks=Count("pk", filter=Q(is_network=True)),
        partners=Count("pk", filter=partner & Q(is_network=False)),
    )


def _linked(visible, *, member, of):
    """The members of a network, or the networks of an organisation, today."""
    side, other = ("network_memberships", "network") if member else ("memberships", "member")
    day = clock.today()
    running = Q(**{f"{side}__ends_on__isnull": True}) | Q(**{f"{side}__ends_on__gte": day})
    return visible.filter(running, **{f"{side}__{other}": of, f"{side}__starts_on__lte": day}).distinct()


def _map(organisations):
    """Each commune with an outline, how many of these organisations it holds, and how dark it is drawn (0 to 4)."""
    held = dict(
        organisations.exclude(municipality=None)
        .order_by()
        .values_list("municipality")
        .annotate(count=Count("pk", distinct=True))
    )
    return [
        {"commune": commune, "count": (count := held.get(commune.pk, 0)), "shade": min(count, 4)}
        for commune in Municipality.objects.exclude(outline="")
    ]
