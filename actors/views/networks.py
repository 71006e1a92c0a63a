"""The team notes who belongs to which network."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from actors import actions, policies
from actors.forms.networks import DatesForm, JoinForm, WelcomeForm
from actors.models import NetworkMembership, Organisation
from essportal import clock
from essportal.keyset import page_of
from essportal.policies import require

PER_PAGE = 50


def memberships(request, slug):
    """Two forms on one page: this organisation joins a network, or a network welcomes this organisation."""
    found = _find(request, slug)
    joining = _joining(request, found)
    welcoming = _welcoming(request, found) if found.is_network else None
    for form in (joining, welcoming):
        if form is not None and form.is_bound and form.is_valid():
            data = {"member": found, "network": found, **form.cleaned_data}
            actions.join_network(data.pop("member"), data.pop("network"), by=request.user, **data)
            messages.success(request, _("L’adhésion est notée."))
            return redirect("actors:memberships", found.slug)
    members = NetworkMembership.objects.filter(network=found).select_related("member")
    context = {
        "organisation": found,
        "joining": joining,
        "welcoming": welcoming,
        "joined": NetworkMembership.objects.filter(member=found).select_related("network").order_by("-starts_on"),
        "page": page_of(members, ["member__sort_name", "pk"], request.GET, size=PER_PAGE),
    }
    return render(request, "actors/work/memberships.html", context)


def _joining(request, member):
    sent = request.POST if "rejoindre" in request.POST else None
    return JoinForm(sent, prefix="r", reader=request.user, membership=NetworkMembership(member=member), **_today())


def _welcoming(request, network):
    sent = request.POST if "accueillir" in request.POST else None
    return WelcomeForm(sent, prefix="a", reader=request.user, membership=NetworkMembership(network=network), **_today())


def _today():
    return {"initial": {"starts_on": clock.today()}}


def membership(request, slug, pk):
    found, link = _find_link(request, slug, pk)
    initial = {"starts_on": link.starts_on, "ends_on": link.ends_on}
    form = DatesForm(request.POST or None, membership=link, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.date_membership(link, by=request.user, **form.cleaned_data)
        messages.success(request, _("Les dates de l’adhésion sont enregistrées."))
        return redirect("actors:memberships", found.slug)
    context = {"organisation": found, "membership": link, "form": form}
    return render(request, "actors/work/membership.html", context)


def drop(request, slug, pk):
    found, link = _find_link(request, slug, pk)
    if request.method == "POST":
        actions.drop_membership(link, by=request.user)
        messages.success(request, _("L’adhésion est retirée."))
        return redirect("actors:memberships", found.slug)
    return render(request, "actors/work/drop_membership.html", {"organisation": found, "membership": link})


def _find(request, slug):
    require(policies.can_run_directory, request.user)
    return get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)


def _find_link(request, slug, pk):
    """A membership is reached from either of its two sides."""
    found = _find(request, slug)
    links = NetworkMembership.objects.filter(Q(network=found) | Q(member=found))
    return found, get_object_or_404(links.select_related("network", "member"), pk=pk)
